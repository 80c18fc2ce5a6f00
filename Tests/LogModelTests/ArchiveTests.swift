import BinaryArchive
import LogModel
import Testing

@Suite("Archives of facts and counters")
struct ArchiveTests {
  static let trace = StackTrace(
    language: "python",
    exceptions: [
      RaisedException(
        type: "KeyError", message: "'a'\nb",
        frames: [
          StackFrame(file: "/app/a.py", line: 7, function: "f", isApplication: true),
          StackFrame(file: "<string>", line: nil, function: nil, isApplication: false),
        ], link: .root),
      RaisedException(type: "ValueError", message: "", frames: [], link: .context),
    ], continuesEarlier: true)

  static let facts: FactSet = {
    var facts = SampleFacts.facts
    for (index, reference) in SampleFacts.references.enumerated() {
      let kinds: [Fact.Kind] = [
        .trace(TraceRecord(trace: trace, text: "Traceback \(index)\n'a'")),
        .step(
          SignatureStep(signature: "s", step: index % 3, captures: ["b": "2", "a": "\(index)"])),
        .failedRequest(
          FailedRequest(
            status: 503, endedAt: Timestamp(nanoseconds: -5), method: nil, path: "/\u{1F600}")),
        .marker(
          BootMarker(
            profile: "p",
            slot: [.ready, .failed, .exit, .deployed, .phaseDone("x"), .phaseFailed("y")][
              index % 6], condition: 0, captures: ["exitCode": "3"])),
      ]
      facts.append(Fact(entry: reference, kind: kinds[index % kinds.count]))
    }
    return FactSet(facts)
  }()

  static func bytes(_ facts: FactSet) -> [UInt8] {
    var writer = ArchiveWriter()
    writer.write(facts)
    return writer.bytes
  }

  static func readFacts(_ bytes: [UInt8]) -> FactSet? {
    bytes.withUnsafeBytes { buffer in
      guard var reader = try? ArchiveReader(buffer), let facts = try? reader.facts(),
        reader.isAtEnd
      else { return nil }
      return facts
    }
  }

  /// Of all facts what they say, to be compared.
  static func kinds(of facts: FactSet) -> [AnyHashable] {
    facts.sorted.map { fact in
      switch fact.kind {
      case .marker(let marker): marker
      case .match(let match): match
      case .step(let step): step
      case .trace(let record): record
      case .traceFragment(let text): text
      case .failedRequest(let request): "\(request)"
      }
    }
  }

  @Test func `facts come back as they were`() throws {
    let read = try #require(Self.readFacts(Self.bytes(Self.facts)))
    #expect(SampleFacts.outline(read) == SampleFacts.outline(Self.facts))
    #expect(Self.kinds(of: read) == Self.kinds(of: Self.facts))
    #expect(Self.bytes(read) == Self.bytes(Self.facts))
  }

  @Test func `one set has one archive, however it came together`() {
    let backward = FactSet(Self.facts.sorted.reversed())
    #expect(Self.bytes(backward) == Self.bytes(Self.facts))
  }

  @Test func `damage is told, whatever the bytes are`() {
    let whole = Self.bytes(Self.facts)
    for length in stride(from: 0, to: whole.count, by: 101) {
      #expect(Self.readFacts(Array(whole[..<length])) == nil)
    }
    var seed: UInt64 = 7
    for _ in 0..<200 {
      seed = seed &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
      var bytes = whole
      bytes[Int(seed >> 33) % bytes.count] = UInt8(truncatingIfNeeded: seed >> 20)
      // Whatever comes of it, it ends, and nothing is read beyond the bytes.
      _ = Self.readFacts(bytes)
    }
  }

  @Test func `counters come back as they were`() throws {
    var counters = Counters()
    counters.bytesRead = 1
    counters.entries = 5
    counters.errorEntries = 2
    counters.isTruncated = true
    counters.from = Timestamp(nanoseconds: -1)
    let service = ServiceIdentity(project: nil, name: "api", environment: "unknown")
    var activity = ServiceActivity()
    activity.entries = 9
    activity.platforms = ["b", "a"]
    activity.firstOfRevision = ["r2": Timestamp(nanoseconds: 3), "r1": Timestamp(nanoseconds: 4)]
    for moment in [5, 3, 3, 900, 1] { activity.succeeded.add(Int64(moment)) }
    activity.failed[503] = activity.succeeded
    counters.services[service] = activity
    let reference = SampleFacts.references[3]
    counters.templates[TemplateKey(template: "a <n>", severity: .error)] = TemplateCount(
      count: 3, services: [service], first: reference, last: Timestamp(nanoseconds: 8))
    var writer = ArchiveWriter()
    writer.write(counters)
    let read = try writer.bytes.withUnsafeBytes { buffer in
      var reader = try ArchiveReader(buffer)
      return try reader.counters()
    }
    var again = ArchiveWriter()
    again.write(read)
    #expect(again.bytes == writer.bytes)
    #expect(read.services[service]?.succeeded.sorted.moments == [1, 3, 5, 900])
    #expect(read.services[service]?.succeeded.sorted.counts == [1, 2, 1, 1])
    #expect(read.templates.values.first?.first.insertId == reference.insertId)
    #expect(read.from == counters.from && read.to == nil && read.isTruncated)
  }
}
