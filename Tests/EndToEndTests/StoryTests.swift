import Foundation
import LogModel
import LogSimulation
import Testing

/// Every story of the simulation, through the built program: its diagnosis is what the story's author
/// knows to be true, however the logs are ordered and packed.
@Suite struct StoryTests {
  static let names = Story.all(seed: SampleSet.seed).map(\.name)
  /// Besides the samples' own, seeds that no sample was looked at with.
  static let seeds: [UInt64] = [SampleSet.seed, 11, 4242]

  private func digest(_ files: [[UInt8]], _ extra: [String] = []) throws -> DigestDocument {
    let scratch = try ScratchDirectory()
    var paths: [String] = []
    for (index, bytes) in files.enumerated() {
      let path = scratch.path + "/\(index).json"
      try Data(bytes).write(to: URL(fileURLWithPath: path))
      paths.append(path)
    }
    let outcome = try Tool().run(
      [
        "scan", "--format", "json", "--now", "2025-09-30T12:00:00Z", "--patterns",
        Checkout.path + "/samples/impact.yaml",
      ] + extra + paths)
    #expect(outcome.status == 0, "\(outcome.errors)")
    return try DigestDocument(outcome.output)
  }

  @Test(arguments: names, seeds)
  func isDiagnosedAsItsAuthorKnows(name: String, seed: UInt64) throws {
    let story = try #require(Story.named(name, seed: seed))
    let document = try digest([PackagedForm.ndjson.encode(story.entries)])
    let found = document.incidents
    let expected = story.diagnosis.incidents
    #expect(found.count == expected.count, "\(found.map { $0.text("title") ?? "" })")
    for truth in expected {
      let incident = try #require(
        found.first {
          $0.text("service.name") == truth.service
            && $0.text("rootCause.signature") == truth.signature
            && (truth.exceptionType == nil
              || $0.text("rootCause.exception.type") == truth.exceptionType)
        }, "nothing like \(truth)")
      check(incident, truth)
    }
    let troubled = Set(found.compactMap { $0.text("service.name") })
    #expect(troubled.isDisjoint(with: story.diagnosis.noIncidentServices))
  }

  @Test(arguments: [1, 10, 60]) func everyServiceOfAFailingFleetIsDiagnosed(count: Int) throws {
    let plan = CorpusPlan(kind: .mixed, form: .ndjson, bytes: 1, seed: 5, incidents: count)
    let document = try digest([PackagedForm.ndjson.encode(plan.stories.flatMap(\.entries))])
    #expect(document.incidents.count == count)
    for truth in try #require(plan.diagnosis).incidents {
      let incident = try #require(
        document.incidents.first { $0.text("service.name") == truth.service })
      #expect(incident.text("rootCause.signature") == truth.signature)
      #expect(incident.text("rootCause.exception.type") == truth.exceptionType)
      check(incident, truth)
    }
  }

  private func check(_ incident: [String: Any], _ truth: ExpectedIncident) {
    #expect(incident.text("kind") == truth.kind.rawValue)
    #expect(incident.text("environment") == truth.environment)
    if let function = truth.originFunction {
      #expect(incident.text("rootCause.origin.function") == function)
    }
    #expect(incident.text("phase.name") == truth.phase)
    #expect(incident.text("phase.basis") == truth.phaseBasis)
    if let origin = truth.phaseOrigin { #expect(incident.text("phase.origin.name") == origin) }
    #expect(incident.number("boots.failed") == truth.failedBoots)
    #expect(incident.number("boots.ready") == truth.readyBoots)
    #expect(incident.number("boots.inProgress") == truth.inProgress)
    #expect(incident.number("boots.truncatedHead") == truth.truncatedHead)
    #expect(incident.counts("boots.exitCodes") == truth.exitCodes)
    #expect(incident.number("users.requests") ?? 0 == truth.usersRequests)
    #expect(incident.number("users.failed") ?? 0 == truth.usersFailed)
    #expect(incident.counts("users.statuses") == truth.statuses)
    #expect((incident.text("recoveredAt") != nil) == truth.recovered)
    if let recoveredAt = truth.recoveredAt {
      #expect(incident.text("recoveredAt") == recoveredAt.rfc3339)
    }
    let whys = incident["whys"] as? [[String: Any]] ?? []
    for why in whys where why.text("basis") == "observed" {
      #expect((why["evidence"] as? [Any])?.isEmpty == false, "\(why)")
    }
  }

  @Test(arguments: names)
  func givesTheSameIncidentsHoweverItIsPacked(name: String) throws {
    let story = try #require(Story.named(name, seed: SampleSet.seed))
    let entries = story.entries
    let expected = try digest([PackagedForm.ndjson.encode(entries)]).incidentLines
    #expect(!expected.isEmpty)
    func isSame(_ what: String, _ files: [[UInt8]], _ extra: [String] = []) throws {
      let lines = try digest(files, extra).incidentLines
      guard lines != expected else { return }
      let difference = zip(lines, expected).first { $0 != $1 }
      Issue.record("\(what): \(String(describing: difference)), \(lines.count) ~ \(expected.count)")
    }
    for seed: UInt64 in [1, 2] {
      let shuffled = Packaging.shuffled(entries, seed: seed)
      try isSame("shuffled \(seed)", [PackagedForm.ndjson.encode(shuffled)])
    }
    try isSame("reversed", [PackagedForm.ndjson.encode(Packaging.reversed(entries))])
    try isSame("doubled", [PackagedForm.ndjson.encode(Packaging.doubled(entries))])
    try isSame(
      "doubled, without memory for duplicates",
      [PackagedForm.ndjson.encode(Packaging.doubled(entries))], ["--dedupe-memory", "1KiB"])
    let shards = Packaging.shards(Packaging.shuffled(entries, seed: 3), count: 5)
      .map(PackagedForm.ndjson.encode)
    for threads in ["1", "2", "8"] {
      try isSame("5 shards, \(threads) threads", shards.reversed(), ["--threads", threads])
    }
    try isSame("5 shards, each twice", shards + shards, ["--threads", "4"])
    for form in PackagedForm.allCases {
      try isSame(form.rawValue, [form.encode(Packaging.newestFirst(entries))])
    }
    let gzipped = try Gzip.compress(PackagedForm.gcloud.encode(entries), members: 4)
    try isSame("gzip of several members", [gzipped])
  }

  @Test func saysWhereDuplicatesAreNoLongerAllRemoved() throws {
    let story = try #require(Story.named("healthy-day", seed: SampleSet.seed))
    let doubled = [PackagedForm.ndjson.encode(Packaging.doubled(story.entries))]
    let whole = try digest(doubled).root
    #expect(whole.text("input.deduplication") == "all")
    #expect(whole.number("input.entries") == story.entries.count)
    #expect(whole.number("input.duplicates") == story.entries.count)
    let short = try digest(doubled, ["--dedupe-memory", "1KiB"]).root
    #expect(short.text("input.deduplication") == "facts")
  }

  @Test func saysWhatWasNotAskedFor() throws {
    let story = try #require(Story.named("two-services", seed: SampleSet.seed))
    let whole = [PackagedForm.ndjson.encode(story.entries)]
    let none = try digest(whole, ["--service", "no-such-service"]).root
    #expect(none.number("input.entries") == 0)
    #expect(none.number("input.leftOut") == story.entries.count)
    let one = try digest(whole, ["--service", "search-*"])
    #expect(one.incidents.compactMap { $0.text("service.name") } == ["search-backend"])
    let middle = story.window.lowerBound.advanced(
      bySeconds: story.window.upperBound.seconds(since: story.window.lowerBound) / 2)
    let before = try digest(whole, ["--until", middle.rfc3339]).root
    let after = try digest(whole, ["--since", middle.rfc3339]).root
    #expect(
      (before.number("input.entries") ?? 0) + (after.number("input.entries") ?? 0)
        == story.entries.count)
    #expect(before.number("input.leftOut") == after.number("input.entries"))
  }

  @Test func everyDigestIsValid() throws {
    let scratch = try ScratchDirectory()
    for name in StoryTests.names {
      let story = try #require(Story.named(name, seed: SampleSet.seed))
      try scratch.write(
        try digest([PackagedForm.ndjson.encode(story.entries)]).text, to: name + ".json")
    }
    let program = """
      import glob, json, sys
      try:
          from jsonschema import Draft202012Validator, FormatChecker
      except ImportError:
          sys.exit("python3 has no module jsonschema: install the package python3-jsonschema")
      validator = Draft202012Validator(json.load(open(sys.argv[1])), format_checker=FormatChecker())
      files = glob.glob(sys.argv[2] + "/*.json")
      for file in files:
          for error in validator.iter_errors(json.load(open(file))):
              sys.exit(f"{file}: {list(error.absolute_path)}: {error.message[:300]}")
      print(len(files))
      """
    var python = Tool()
    python.executable = "python3"
    let outcome = try python.run([
      "-c", program, Checkout.path + "/docs/schema/fivewhys.digest-1.schema.json", scratch.path,
    ])
    #expect(outcome.status == 0, "\(outcome.errors)")
    #expect(outcome.output == "\(StoryTests.names.count)\n")
  }
}
