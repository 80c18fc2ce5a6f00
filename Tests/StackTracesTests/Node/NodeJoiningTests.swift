import LogModel
import StackTraces
import Testing

/// Traces of Node that are logged one line an entry, and what only looks like their lines.
@Suite struct NodeJoiningTests {
  /// Those whose exception shows in a single line.
  private static let linesTell = SampleNodeTraces.all.filter {
    $0 != SampleNodeTraces.old && $0 != SampleNodeTraces.mismatch
  }

  /// The further lines of a message show no sign of it.
  @Test(arguments: linesTell) func lineByLineIsTheSame(_ text: String) throws {
    try ToldTrace.lineByLineIsTheSame(text, messages: false)
  }

  @Test(arguments: [
    SampleNodeTraces.frames, SampleNodeTraces.crash, SampleNodeTraces.cause,
    SampleNodeTraces.aggregate, SampleNodeTraces.emitted, SampleNodeTraces.syntax,
  ]) func messagesOfOneLineAreKept(_ text: String) throws {
    try ToldTrace.lineByLineIsTheSame(text)
  }

  @Test func whereItCrashedMayBeAnEntryOfItsOwn() throws {
    let lines = SampleNodeTraces.syntax.split(separator: "\n").map(String.init)
    let joined = ToldTrace.joined([lines[0], lines[3...].joined(separator: "\n")])
    #expect(joined.map(\.trace.origin?.file) == ["/app/routes.js"])
    #expect(joined.map(\.members) == [[0, 1]])
  }

  @Test func theOrderOfOneMomentIsMended() throws {
    let lines = SampleNodeTraces.syntax.split(separator: "\n").map(String.init)
    for order in [[3, 0, 4, 5], [4, 3, 5, 0], [0, 4, 5, 3], [4, 5, 3, 0]] {
      let pieces = ToldTrace.pieces(order.map { lines[$0] }).map { piece in
        var piece = piece
        piece.timestamp = Timestamp(nanoseconds: 1)
        return piece
      }
      let joined = StackTraces.join(pieces)
      #expect(joined.map(\.trace.root?.type) == ["SyntaxError"])
      #expect(joined.map(\.trace.origin?.file) == ["/app/routes.js"])
    }
  }

  @Test func oneTraceAfterTheOtherStayTwo() {
    for text in NodeJoiningTests.linesTell {
      let lines = text.split(separator: "\n").map(String.init)
      let types = StackTraces.parse(text)?.exceptions.map(\.type)
      let joined = ToldTrace.joined(lines + lines)
      #expect(joined.map { $0.trace.exceptions.map(\.type) } == [types, types], "\(text)")
    }
  }

  @Test(arguments: [
    "TypeError: Cannot read properties of undefined",
    "OrderFailed: x",
    "Error: no configuration",
    "Error [ERR_MODULE_NOT_FOUND]: Cannot find package 'pg'",
    "AggregateError [ECONNREFUSED]:",
    "URIError: malformed",
    "UnhandledPromiseRejection: This error originated",
    "VError: x",
    "Uncaught Error: x",
    "Detailed stack trace: Error: x",
    "Unhandled rejection SequelizeConnectionError: x",
    "(node:17) UnhandledPromiseRejectionWarning: TypeError: x",
    " ⨯ Error: x",
    "    at place (/app/src/orders.js:40:11)",
    "    at async /app/src/orders.js:40:11",
    "    at new Promise (<anonymous>)",
    "    at async Promise.all (index 0)",
    "    at <anonymous>",
    "    at Array.forEach (native)",
    "    at node:internal/main/run_main_module:23:47 {",
    "        at f (/app/a.js:1:2),",
    "at f (/app/a.ts:1:2)",
    "  [cause]: Error: connect ECONNREFUSED",
    "  [cause]: SchemaMismatch: two columns",
    "  [errors]: [",
    "    Error: connect ECONNREFUSED ::1:5432",
    "  parent: Error: x",
    "  driverError: error: relation \"a\" does not exist",
    "  code: 'ECONNREFUSED',",
    "  errno: -111,",
    "  syscall: 'connect',",
    "Emitted 'error' event on Server instance at:",
    "      ... 6 lines matching cause stack trace ...",
    "/app/server.js:12",
    "file:///app/server.mjs:12",
    "Caused by: Error: x",
    "caused by: ReadError: x",
  ]) func linesOfTracesAreFragments(_ text: String) {
    #expect(ToldTrace.glance(text) == .fragment)
  }

  @Test(arguments: [
    "TypeError: x",
    "OrderFailed: x",
    "Error: no configuration",
    "    at f (/app/a.js:1:2)",
    "/app/server.js:12",
    "  [cause]: Error: x",
    "Caused by: Error: x",
    "  code: 'ECONNREFUSED',",
    "Emitted 'error' event on Server instance at:",
  ]) func loneLinesAreNoTrace(_ text: String) {
    #expect(ToldTrace.joined([text]).isEmpty)
    #expect(ToldTrace.joined([text, "INFO started", "    at noon"]).isEmpty)
  }

  @Test(arguments: [
    "Error cannot find module",
    "Error:x",
    "Errors: 3",
    "error: cannot connect",
    "Timeout: 5",
    "Failure: x",
    "Caused by: Timeout",
    "shop.example: started",
    "Caused by: a mistake",
    "OrderPlaced: 17",
    "at 12:30:45",
    "    at 12:30:45",
    "at least (3:4)",
    "    at most 12:30:45 today",
    "    at main (12:30:45)",
    "    at 10.0.0.3:5432:1",
    "    at [::1]:8080:1",
    "    at localhost:8080:1",
    "    at https://shop.example:8080:3",
    "    at home (native)",
    "    at work (index 3)",
    "    at ./src/a.py:1:2",
    "    at /app/src/a.go:1:2",
    "    at f (/app/a.js:1)",
    "    at f (/app/a.js)",
    "  at com.example.Main.main(Main.java:3)x",
    "- /app/routes.js",
    "Require stack:",
    "Node.js v20.1.0",
    "/app/server.js",
    "/app/server.js:12: warning",
    "/api/orders:12",
    "main.js:12",
    "loaded /app/server.js:12",
    "Uncaught in the rye",
    "Unhandled",
    "(node:1) Warning: old",
    "(node:1) [DEP0005] DeprecationWarning: Buffer() is deprecated",
    "(node:1) UnhandledPromiseRejectionWarning: no tariff",
    "[UnhandledPromise]",
    "[errors]: 3",
    "[cause]: undefined",
    "  [cause]: 'x'",
    "code: 'E",
    "  code: 200,",
    "cause: unknown",
    "  original: 12",
    "Emitted 3 events",
    "... 6 lines",
    "{\"stack\": \"Error: x\"}",
    "{ code: 'ECONNREFUSED' }",
    "GET /api/orders 200 12 - 3.2 ms",
    "user 5 logged in",
    "2025-09-16T00:41:13Z INFO listening",
    "[Nest] 1  - 09/11/2025, 8:30:12 AM     LOG [NestFactory] Starting Nest application...",
  ]) func ordinaryLinesAreNone(_ text: String) {
    #expect(ToldTrace.glance(text) == .none)
  }

  @Test(arguments: [
    "starting\n  at 12:30:45",
    "POST /orders\nHost: shop\n\n{\"error\": \"Error: x\"}",
    "+ step 1\n    at once\n    at last (3:4)",
    "{\n  \"stack\": []\n}",
    "Server:\n  at https://shop.example:8080:3",
  ]) func ordinaryTextsAreNone(_ text: String) {
    #expect(ToldTrace.glance(text) == .none)
  }
}
