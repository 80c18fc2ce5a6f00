import LogModel
import Testing

/// Traces share what they have in common, and come back as they were.
@Suite struct TraceFactsTests {
  private static let frames = (0..<12).map {
    StackFrame(
      file: "/app/layer\($0).py", line: $0, function: $0 == 3 ? nil : "handle_\($0)",
      isApplication: $0 > 5)
  }

  /// A trace with the text it was read from; messages that stand in it once, twice and not at all.
  private static func record(_ number: Int) -> TraceRecord {
    let message = ["order \(number * 7919) is lost", "", "\(number)", "a\nb \(number)"][number % 4]
    let wrapped = number % 3 == 0 ? "order\r\n\(number)" : message
    let lines = frames.map { "  File \"\($0.file)\", line \($0.line ?? 0), in handle" }
    let text =
      "\(number) failed: \(message)\n" + lines.joined(separator: "\n") + "\nKeyError: \(message)\n"
      + "During handling\n\(lines[number % 5])\napp.Wrapped: \(wrapped)"
    return TraceRecord(
      trace: StackTrace(
        language: "python",
        exceptions: [
          RaisedException(type: "KeyError", message: message, frames: frames, link: .root),
          RaisedException(
            type: "app.Wrapped", message: wrapped.filter { $0 != "\r\n" },
            frames: [frames[number % 5]], link: .context),
        ], continuesEarlier: number % 11 == 0), text: text)
  }

  private static func entry(_ number: Int) -> EntryReference {
    SampleFacts.reference(
      Int64(number), SampleFacts.sources[number % SampleFacts.sources.count], id: "i\(number)")
  }

  /// A set into which each trace came with its entry's text, as a scan writes it, or by itself.
  private static func set(_ numbers: some Sequence<Int>, whole: Bool) -> FactSet {
    var set = FactSet()
    for number in numbers {
      let record = record(number)
      let entry = entry(number)
      guard whole else {
        set.insert(Fact(entry: entry, kind: .trace(record)))
        continue
      }
      let (text, id) = (Array(record.text.utf8), Array(entry.insertId.utf8))
      let layout = set.layoutNumber(of: record.trace, text: text.span)
      let stored = set.store(
        timestamp: entry.timestamp, source: set.source(entry.source), insertId: id.span,
        severity: entry.severity, text: text.span, isWhole: text.count > 500,
        contentHash: entry.contentHash, file: entry.file, ordinal: entry.ordinal,
        likeness: Int(layout))
      set.insert(set.finding(traceOfLayout: layout), of: stored)
    }
    return set
  }

  private static func check(_ set: FactSet, _ count: Int, whole: Bool) {
    let facts = set.sorted
    #expect(facts.count == count)
    for (number, fact) in facts.enumerated() {
      let record = record(number)
      guard case .trace(let read) = fact.kind else {
        Issue.record("no trace")
        return
      }
      #expect(read == record)
      #expect(fact.entry.text == (whole ? Excerpt.middleCut(record.text) : "text"))
    }
  }

  @Test(arguments: [true, false]) func tracesComeBack(whole: Bool) {
    TraceFactsTests.check(TraceFactsTests.set(0..<500, whole: whole), 500, whole: whole)
    TraceFactsTests.check(
      TraceFactsTests.set((0..<500).reversed(), whole: whole), 500, whole: whole)
  }

  /// Sets of few facts are taken in text by text, large ones block by block.
  @Test(arguments: [true, false], [3, 2000]) func tracesOfUnionsComeBack(whole: Bool, count: Int) {
    var sum = TraceFactsTests.set(stride(from: 1, to: count, by: 2), whole: whole)
    sum.formUnion(TraceFactsTests.set(stride(from: 0, to: count, by: 2), whole: whole))
    sum.formUnion(TraceFactsTests.set(0..<count, whole: whole))
    TraceFactsTests.check(sum, count, whole: whole)
    var other = FactSet()
    other.formUnion(sum)
    TraceFactsTests.check(other, count, whole: whole)
  }
}
