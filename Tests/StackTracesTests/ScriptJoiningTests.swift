import LogModel
import StackTraces
import Testing

/// Traces of Node and Go that are logged one line an entry.
@Suite struct ScriptJoiningTests {
  private func glance(_ text: String) -> StackTraces.Glance {
    Array(text.utf8).withUnsafeBufferPointer { StackTraces.firstGlance($0) }
  }

  /// The pieces that the scanner would keep of lines, one a millisecond.
  private func pieces(_ text: String) -> [TracePiece] {
    let start = Timestamp(nanoseconds: 1_757_983_273_000_000_000)
    return text.split(separator: "\n").enumerated().compactMap { index, line in
      let timestamp = start.advanced(bySeconds: Double(index) * 0.001)
      let text = String(line)
      switch glance(text) {
      case .none: return nil
      case .wholeTrace:
        guard let trace = StackTraces.parse(text) else { return nil }
        let record = TraceRecord(trace: trace, text: text)
        return TracePiece(content: .whole(record), timestamp: timestamp, index: index)
      case .fragment: return TracePiece(content: .line(text), timestamp: timestamp, index: index)
      }
    }
  }

  @Test(arguments: [
    SampleScriptTraces.node, SampleScriptTraces.nodeCrash, SampleScriptTraces.nodeCause,
    SampleScriptTraces.nodeAggregate, SampleScriptTraces.goNil, SampleScriptTraces.goAgain,
    SampleScriptTraces.goDeadlock,
  ]) func lineByLineGivesTheSameExceptions(_ text: String) throws {
    let whole = try #require(StackTraces.parse(text))
    let joined = StackTraces.join(pieces(text))
    #expect(joined.count == 1, "\(joined.map(\.text))")
    let trace = try #require(joined.first?.trace)
    #expect(trace.language == whole.language)
    #expect(trace.exceptions.map(\.type) == whole.exceptions.map(\.type))
    #expect(trace.exceptions.map(\.frames) == whole.exceptions.map(\.frames))
    #expect(trace.exceptions.map(\.link) == whole.exceptions.map(\.link))
  }

  @Test func aPanicWithoutFramesIsATrace() throws {
    let joined = StackTraces.join(pieces("panic: no configuration"))
    #expect(joined.map { $0.trace.root?.type } == ["panic"])
    #expect(joined.map { $0.trace.root?.message } == ["no configuration"])
  }

  @Test func anExceptionLineAloneIsNone() {
    for text in ["TypeError: x", "OrderFailed: x", "fatal error: stdio.h: No such file"] {
      #expect(StackTraces.join(pieces(text)).isEmpty)
    }
  }

  @Test(arguments: [
    "TypeError: Cannot read properties of undefined", "    at place (/app/src/orders.js:40:11)",
    "    at async /app/src/orders.js:40:11", "  [cause]: Error: connect ECONNREFUSED",
    "panic: no cart", "goroutine 1 [running]:", "main.main()", "\t/app/main.go:14 +0x1d",
    "created by main.main in goroutine 1", "fatal error: all goroutines are asleep - deadlock!",
    "http: panic serving 10.8.0.4:51234: no cart",
  ]) func linesOfTracesAreFragments(_ text: String) {
    #expect(glance(text) == .fragment)
  }

  @Test(arguments: [
    "Error: cannot find module", "at least (3:4)", "    at most 12:30:45 today",
    "  at com.example.Main.main(Main.java:3)x", "- /app/routes.js", "Node.js v20.1.0",
    "panic in the kitchen", "goroutine 7 done", "loaded orders.csv (12)", "main.go:14 started",
    "caller=main.go:14 msg=started", "call f(x)", "  /app/main.go 14", "[signal received]",
  ]) func ordinaryLinesAreNone(_ text: String) {
    #expect(glance(text) == .none)
  }

  @Test(arguments: [
    "starting\n  at 12:30:45", "Routes:\n  GET /orders\n  #1 first\n  #2 second",
    "two\nlines", "POST /orders\nHost: shop\n\n{\"error\": \"Error: x\"}",
    "+ step 1\n    at once\n    at last (3:4)", "SELECT *\nFROM orders\nWHERE id = 1",
    "{\n  \"stack\": []\n}",
    "main.go:14\nmain.go:15", "panic\ngoroutines: 12",
  ]) func ordinaryTextsAreNone(_ text: String) {
    #expect(glance(text) == .none)
  }
}
