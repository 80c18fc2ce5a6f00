import IncidentAnalysis
import LogModel
import Patterns

/// Writes facts by hand, a line each, for tests of the analysis.
struct Logbook {
  var facts: [Fact] = []
  var activities: [ServiceIdentity: ServiceActivity] = [:]
  var project = "acme-staging"
  var service = "api-staging"
  var environment = "staging"
  var instance: String? = "i1"
  var log = "run.googleapis.com/stderr"
  var revision: String? = "r1"
  var platform = "cloud-run"
  private var serial = 0

  static let epoch = Timestamp(
    year: 2025, month: 9, day: 7, hour: 9, minute: 0, second: 0)!

  var identity: ServiceIdentity {
    ServiceIdentity(project: project, name: service, environment: environment)
  }

  mutating func entry(
    _ second: Double, _ text: String = "", severity: Severity = .error
  ) -> EntryReference {
    serial += 1
    return EntryReference(
      timestamp: Logbook.epoch.advanced(bySeconds: second),
      source: EntrySource(
        service: identity, platform: platform, resourceType: "cloud_run_revision",
        location: "europe-west1", revision: revision, instance: instance,
        log: log), insertId: "id\(serial)", severity: severity, text: text,
      contentHash: UInt64(serial), file: "f", ordinal: serial)
  }

  /// A marker, or a match, on an entry without a time.
  mutating func undated(
    _ profile: String = "", _ slot: BootMarker.Slot = .start, _ captures: [String: String] = [:],
    signature: String? = nil
  ) {
    var entry = entry(0, signature ?? "\(profile) \(slot)")
    entry.timestamp = .undated(ordinal: entry.ordinal)
    let marker = BootMarker(profile: profile, slot: slot, condition: 0, captures: captures)
    let kind =
      signature.map { Fact.Kind.match(SignatureMatch(signature: $0, captures: [:])) }
      ?? .marker(marker)
    facts.append(Fact(entry: entry, kind: kind))
  }

  mutating func marker(
    _ second: Double, _ profile: String, _ slot: BootMarker.Slot, _ captures: [String: String] = [:]
  ) {
    let entry = entry(second, "\(profile) \(slot)")
    facts.append(
      Fact(
        entry: entry,
        kind: .marker(
          BootMarker(profile: profile, slot: slot, condition: 0, captures: captures))))
  }

  /// Several markers on one entry.
  mutating func markers(_ second: Double, _ all: [(profile: String, slot: BootMarker.Slot)]) {
    let entry = entry(second, all.map { "\($0.profile) \($0.slot)" }.joined(separator: ", "))
    for (profile, slot) in all {
      facts.append(
        Fact(
          entry: entry,
          kind: .marker(BootMarker(profile: profile, slot: slot, condition: 0, captures: [:]))))
    }
  }

  mutating func match(
    _ second: Double, _ id: String, severity: Severity = .error, captures: [String: String] = [:]
  ) {
    let entry = entry(second, id, severity: severity)
    facts.append(
      Fact(entry: entry, kind: .match(SignatureMatch(signature: id, captures: captures))))
  }

  mutating func trace(
    _ second: Double, _ type: String, _ message: String, function: String = "load", line: Int = 3,
    severity: Severity = .default
  ) {
    let frame = StackFrame(
      file: "/app/main.py", line: line, function: function, isApplication: true)
    let trace = StackTrace(
      language: "python",
      exceptions: [RaisedException(type: type, message: message, frames: [frame], link: .root)])
    let text =
      "Traceback (most recent call last):\n  File \"/app/main.py\", line 3, in \(function)\n    x()\n"
      + "\(type): \(message)"
    let entry = entry(second, text, severity: severity)
    facts.append(Fact(entry: entry, kind: .trace(TraceRecord(trace: trace, text: text))))
  }

  mutating func requests(_ status: Int, at seconds: [Double]) {
    var activity = activities[identity] ?? ServiceActivity()
    activity.entries += seconds.count
    for second in seconds {
      let end = Logbook.epoch.advanced(bySeconds: second)
      if status < 500 {
        activity.succeeded.add(end.seconds)
      } else {
        activity.failed[status, default: MomentCounts()].add(end.nanoseconds / 1_000_000)
        let entry = entry(second, "GET / \(status)")
        facts.append(
          Fact(
            entry: entry,
            kind: .failedRequest(
              FailedRequest(status: status, endedAt: end, method: "GET", path: "/"))))
      }
    }
    activities[identity] = activity
  }

  /// When an instance first answered below 500.
  mutating func firstSuccess(_ second: Double, instance name: String) {
    var activity = activities[identity] ?? ServiceActivity()
    activity.entries += 1
    activity.firstSuccess[name] = Logbook.epoch.advanced(bySeconds: second)
    activities[identity] = activity
  }

  /// A boot that fails: start, exit code 3 after four seconds.
  mutating func failedBoot(_ second: Double, instance name: String) {
    instance = name
    marker(second, "server", .start)
    marker(second + 4, "platform", .exit, ["exitCode": "3"])
  }

  mutating func readyBoot(_ second: Double, instance name: String) {
    instance = name
    marker(second, "server", .start)
    marker(second + 4, "server", .ready)
  }

  func result() -> ScanResult {
    var result = ScanResult()
    result.facts = FactSet(facts)
    result.counters.services = activities
    for fact in facts where result.counters.services[fact.entry.source.service] == nil {
      var activity = ServiceActivity()
      activity.entries = 1
      result.counters.services[fact.entry.source.service] = activity
    }
    return result
  }
}

/// A small library: one profile a layer, three signatures.
enum TestLibrary {
  static let place = SourceLocation(file: "test.yaml", line: 1, column: 1)

  static func contains(_ text: String) -> Condition {
    .message(TextPredicate(test: .contains(text), ignoreCase: false, location: place))
  }

  static func profile(
    _ id: String, _ layer: Profile.Layer, phases: [String] = [], frames: [String: [String]] = [:]
  )
    -> Profile
  {
    Profile(
      id: id, title: id, layer: layer, start: [contains("\(id) start")],
      ready: [contains("\(id) ready")], failed: [contains("\(id) failed")],
      exit: [contains("\(id) exit")],
      phases: phases.map {
        Profile.Phase(name: $0, enter: [], done: [], failed: [], frames: frames[$0] ?? [])
      }, location: place)
  }

  static func signature(
    _ id: String, role: Signature.Role = .cause, level: Signature.Level = .error,
    match: Condition? = nil, explains: [String] = [], startup: Signature.Startup? = nil,
    why: [String] = [], capabilities: [String] = []
  ) -> Signature {
    Signature(
      id: id, title: "title of \(id)", severity: level, role: role, tags: [],
      match: match ?? contains("text of \(id)"), explains: explains, startup: startup, why: why,
      impactCapabilities: capabilities, impactTags: [],
      fixes: [Fix(horizon: .immediate, text: "mend it", files: [])], references: [],
      crossFires: [], examples: Examples(matches: [], ignores: []), location: place)
  }

  static func library(
    impact: ImpactModel = ImpactModel(), adding more: [Profile] = []
  ) -> PatternLibrary {
    PatternLibrary(
      signatures: [
        signature("known", why: ["because"]), signature("fatal", level: .critical),
        signature("sign", role: .symptom),
        signature("deep", explains: ["known", "sign"]),
        signature(
          "placed", startup: Signature.Startup(phase: "cache", frames: ["open": "database"])),
      ],
      profiles: [
        profile("platform", .platform),
        profile(
          "server", .server, phases: ["import", "up"], frames: ["import": ["import_module"]]),
        profile("app", .application, phases: ["database", "cache", "final"]),
      ] + more, impact: impact)
  }

  static func digest(
    _ book: Logbook, impact: ImpactModel = ImpactModel(), now: Double = 3600
  ) -> Digest {
    IncidentAnalyzer(
      library: library(impact: impact), now: Logbook.epoch.advanced(bySeconds: now),
      toolVersion: "test"
    ).digest(of: book.result())
  }

  static func digest(of result: ScanResult, threads: Int = 1) -> Digest {
    IncidentAnalyzer(
      library: library(), now: Logbook.epoch.advanced(bySeconds: 3600), toolVersion: "test",
      threads: threads
    ).digest(of: result)
  }

  /// Everything of a digest as text; dictionaries in the order of their keys.
  static func description(of digest: Digest) -> String {
    digest.incidents.map { incident in
      var plain = incident
      let codes = plain.boots.exitCodes.sorted { $0.key < $1.key }
      let reached = plain.boots.phaseReached.sorted { $0.key < $1.key }
      let statuses = plain.users?.statuses.sorted { $0.key < $1.key } ?? []
      let captures = plain.rootCause.captures.sorted { $0.key < $1.key }
      plain.boots.exitCodes = [:]
      plain.boots.phaseReached = [:]
      plain.users?.statuses = [:]
      plain.rootCause.captures = [:]
      return "\(codes) \(reached) \(statuses) \(captures) \(plain)"
    }.joined(separator: "\n")
  }
}
