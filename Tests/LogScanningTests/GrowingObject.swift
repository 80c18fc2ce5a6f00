import DigestRendering
import IncidentAnalysis
import LogModel
import Patterns
import Testing

@testable import LogScanning

/// An object that is read again and again while it grows, as a run of cron would.
struct GrowingObject {
  let scanner: LogScanner
  var name = "input.log"
  /// What was found, reading by reading, of all that counts.
  private(set) var readings: [ScannedInput] = []
  private(set) var start = ReadingStart.beginning
  /// Bytes read in all readings.
  private(set) var bytesRead = 0

  init(scanner: LogScanner) { self.scanner = scanner }

  mutating func read(_ bytes: [UInt8], mayGrow: Bool) throws {
    var input = InputObject(kind: .memory(name: name, bytes: bytes))
    input.start = start
    input.mayGrow = mayGrow
    let found = try #require(scanner.scanEach([input]).first)
    if start.isBeginning { readings = [] }
    readings.append(found)
    bytesRead += found.result.counters.bytesRead
    guard let resume = found.end.resume else {
      start = .beginning
      return
    }
    #expect(resume.storedOffset <= bytes.count)
    #expect(resume.entriesBefore == found.end.entries)
    // As a database would give it back.
    start = try #require(ReadingStart(bytes: resume.bytes))
    #expect(start == resume)
  }

  /// From now on it is gzip.
  mutating func compress() throws { start = try #require(start.withinGzip) }

  /// All readings as one.
  var united: ScanResult {
    var result = ScanResult()
    for reading in readings { result.merge(reading.result) }
    result.merge(scanner.joined(readings.flatMap(\.parts)))
    result.facts.normalise()
    return result
  }
}

/// Whether two results say the same of one input, but for how it was read.
///
/// Of facts of which one can stand for many, every reading keeps the first few for itself.
func expectSame(
  _ united: ScanResult, _ whole: ScanResult, _ library: PatternLibrary,
  hasCopies: Bool = false, _ comment: @autoclosure () -> Comment
) throws {
  let counted = (united.counters, whole.counters)
  func entries(_ counters: Counters) -> Int { counters.entries + counters.duplicates }
  #expect(entries(counted.0) == entries(counted.1), comment())
  #expect(counted.0.malformed == counted.1.malformed, comment())
  #expect(counted.0.from == counted.1.from, comment())
  #expect(counted.0.to == counted.1.to, comment())
  if !hasCopies {
    #expect(counted.0.errorEntries == counted.1.errorEntries, comment())
    #expect(counted.0.explainedErrorEntries == counted.1.explainedErrorEntries, comment())
    #expect(tallies(counted.0) == tallies(counted.1), comment())
  }
  let (found, expected) = (facts(united), facts(whole))
  let missing = expected.keys.filter { found[$0] == nil }
  #expect(missing.isEmpty, comment())
  let more = found.filter { expected[$0.key] == nil && !isSample($0.value, library) }
  #expect(more.isEmpty, comment())
  guard !hasCopies else { return }
  #expect(try digest(united, library) == digest(whole, library), comment())
}

private func tallies(_ counters: Counters) -> [String] {
  var lines: [String] = []
  for (service, activity) in counters.services.sorted(by: { $0.key < $1.key }) {
    lines.append("\(service) \(activity.entries) \(activity.revisions.sorted())")
    lines.append("\(activity.succeeded.sorted)")
    lines += activity.failed.sorted { $0.key < $1.key }.map { "\($0.key) \($0.value.sorted)" }
    lines += activity.firstSuccess.sorted { $0.key < $1.key }.map { "\($0)" }
    lines += activity.firstOfRevision.sorted { $0.key < $1.key }.map { "\($0)" }
  }
  return lines
    + counters.templates.sorted { $0.key < $1.key }.map {
      "\($0.key) \($0.value.count) \($0.value.first.ordinal) \($0.value.last)"
    }
}

private func facts(_ result: ScanResult) -> [String: Fact] {
  var facts: [String: Fact] = [:]
  for fact in result.facts.sorted {
    let entry = fact.entry
    let (rank, text) = fact.kind.sortKey
    let key =
      "\(entry.timestamp.nanoseconds) \(entry.insertId) \(entry.file) \(entry.ordinal) \(rank) \(text) "
      + "\(entry.severity) \(entry.contentHash) \(entry.source.service) \(entry.source.log) "
      + "\(entry.source.instance ?? "-") \(entry.text)"
    facts[key] = fact
  }
  return facts
}

private func isSample(_ fact: Fact, _ library: PatternLibrary) -> Bool {
  switch fact.kind {
  case .failedRequest: return true
  case .match(let match):
    return library.signatures.contains { $0.id == match.signature && $0.role == .symptom }
  default: return false
  }
}

/// The digest as JSON, without what it says of the reading.
private func digest(_ result: ScanResult, _ library: PatternLibrary) throws -> String {
  let now = try #require(Timestamp(rfc3339: "2025-09-17T00:00:00Z"))
  let analyzer = IncidentAnalyzer(library: library, now: now, toolVersion: "0")
  var digest = analyzer.digest(of: result)
  digest.input = InputSummary()
  return DigestRenderers.render(digest, as: .json, options: RenderOptions(width: 100))
}
