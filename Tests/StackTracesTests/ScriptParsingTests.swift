import LogModel
import StackTraces
import Testing

/// Node and Go: what is read out of their traces.
@Suite struct ScriptParsingTests {
  /// A trace in short: each exception with its message, link and frames, innermost last.
  private func told(_ text: String) throws -> [String] {
    let trace = try #require(StackTraces.parse(text), "\(text)")
    #expect(!trace.continuesEarlier)
    return trace.exceptions.flatMap { exception in
      ["\(exception.link.rawValue) \(exception.type): \(exception.message)"]
        + exception.frames.map { frame in
          let place = "\(frame.file):\(frame.line.map(String.init) ?? "?")"
          return (frame.isApplication ? "  app " : "  lib ") + place
            + (frame.function.map { " " + $0 } ?? "")
        }
    }
  }

  @Test func nodeNamesFunctionsAndPlaces() throws {
    #expect(
      try told(SampleScriptTraces.node) == [
        "root TypeError: Cannot read properties of undefined (reading 'total')",
        "  lib node:internal/process/task_queues:95 process.processTicksAndRejections",
        "  lib /app/node_modules/express/lib/router/layer.js:95 Layer.handle",
        "  app src/runner.ts:3 new Runner",
        "  lib /app/node_modules/express-promise-router/lib/index.js:20",
        "  app /app/src/orders/service.js:88 OrderService.place",
        "  app /app/src/orders/price.js:14 priceOf",
      ])
  }

  @Test func nodeCrashesShowTheirCodeFirst() throws {
    #expect(
      try told(SampleScriptTraces.nodeCrash) == [
        "root Error: no configuration", "  lib node:internal/main/run_main_module:23",
        "  lib node:internal/modules/cjs/loader:1256 Module._compile",
        "  app /app/server.js:12 Object.<anonymous>",
      ])
  }

  @Test func theInnermostCauseOfNodeIsTheRoot() throws {
    #expect(
      try told(SampleScriptTraces.nodeCause) == [
        "root Error: connect ECONNREFUSED 10.0.0.3:5432",
        "  lib node:net:1494 TCPConnectWrap.afterConnect",
        "cause QueryFailedError: insert failed",
        "  lib node:internal/process/task_queues:95 process.processTicksAndRejections",
        "  app /app/src/db.js:22 Db.insert",
        "cause OrderFailed: order 17 was not placed",
        "  lib node:internal/process/task_queues:95 process.processTicksAndRejections",
        "  app /app/src/orders.js:40 place",
      ])
    #expect(StackTraces.parse(SampleScriptTraces.nodeCause)?.origin?.function == "Db.insert")
  }

  @Test func membersOfAnAggregateComeBeforeIt() throws {
    let exceptions = try #require(StackTraces.parse(SampleScriptTraces.nodeAggregate)).exceptions
    #expect(
      exceptions.map(\.message) == [
        "connect ECONNREFUSED ::1:5432", "connect ECONNREFUSED 127.0.0.1:5432",
        "[ECONNREFUSED]:",
      ])
    #expect(exceptions.map(\.type) == ["Error", "Error", "AggregateError"])
    #expect(exceptions.map(\.frames.count) == [2, 2, 2])
    #expect(exceptions.last?.link == .cause)
  }

  @Test func aMessageOfNodeMayHaveSeveralLines() throws {
    let root = try #require(StackTraces.parse(SampleScriptTraces.nodeModule)?.root)
    #expect(root.message == "Cannot find module './routes'\nRequire stack:\n- /app/server.js")
    #expect(root.frames.last { $0.isApplication }?.line == 3)
  }

  @Test func whatDoesNotParseIsWhereNodePointed() throws {
    let origin = try #require(StackTraces.parse(SampleScriptTraces.nodeSyntax)?.origin)
    #expect(origin.file == "/app/routes.js")
    #expect(origin.line == 7)
    #expect(origin.isApplication)
  }

  @Test(arguments: [
    (
      "[Nest] 1 - ERROR [Orders] TypeError: x is null\n    at f (/app/a.js:1:2)", "TypeError",
      "x is null"
    ),
    (
      "(node:1) UnhandledPromiseRejectionWarning: RangeError: far\n    at f (/app/a.js:1:2)",
      "RangeError", "far"
    ),
    ("Uncaught TypeError: a\n    at f (file:///app/a.mjs:1:2)", "TypeError", "a"),
    (
      "error: relation \"orders\" does not exist\n    at Parser.parse (/app/a.js:1:2)", "error",
      "relation \"orders\" does not exist"
    ),
    ("Error\n    at f (/app/a.js:1:2)", "Error", ""),
    (
      "TypeError [ERR_INVALID_ARG_TYPE]: The \"path\" argument\n    at f (/app/a.js:1:2)",
      "TypeError", "[ERR_INVALID_ARG_TYPE]: The \"path\" argument"
    ),
    (
      "[UnhandledPromiseRejection: it was not handled with .catch(). The promise rejected with the reason \"x\".] {\n  code: 'ERR_UNHANDLED_REJECTION'\n}",
      "UnhandledPromiseRejection",
      "it was not handled with .catch(). The promise rejected with the reason \"x\"."
    ),
    (
      "VError: outer\n    at f (/app/a.js:1:2)\ncaused by: ReadError: inner\n    at g (/app/b.js:3:4)",
      "ReadError", "inner"
    ),
  ]) func formsOfNode(_ text: String, _ type: String, _ message: String) throws {
    let root = try #require(StackTraces.parse(text)?.root)
    #expect(root.type == type)
    #expect(root.message == message)
  }

  @Test func goNamesTheRuntimesErrors() throws {
    #expect(
      try told(SampleScriptTraces.goNil) == [
        "root runtime.Error: invalid memory address or nil pointer dereference",
        "  app /app/main.go:14 main.main",
        "  app /app/orders/store.go:41 example.com/shop/orders.(*Store).Load",
        "  lib /usr/local/go/src/database/sql/sql.go:1294 database/sql.(*DB).conn",
      ])
  }

  @Test func theFirstPanicOfGoIsTheRoot() throws {
    #expect(
      try told(SampleScriptTraces.goAgain) == [
        "root panic: no configuration", "  app /app/main.go:30 main.main",
        "  app /app/main.go:24 main.start", "  app /app/config.go:9 main.load",
        "context panic: cannot start", "  app /app/main.go:30 main.main",
        "  app /app/main.go:24 main.start", "  app /app/config.go:9 main.load",
        "  lib /usr/local/go/src/runtime/panic.go:914 panic",
        "  app /app/main.go:20 main.start.func1",
      ])
  }

  @Test func onlyTheFailingGoroutineCounts() throws {
    #expect(
      try told(SampleScriptTraces.goDeadlock) == [
        "root fatal error: all goroutines are asleep - deadlock!",
        "  app /app/main.go:11 main.main", "  app /app/wait.go:8 main.wait",
      ])
  }

  @Test func whatAServerRecoveredHasThePanicsPlace() throws {
    let server = try #require(StackTraces.parse(SampleScriptTraces.goServer))
    #expect(server.root?.type == "runtime.Error")
    #expect(server.root?.message == "index out of range [3] with length 2")
    #expect(server.origin?.function == "main.cart")
    #expect(server.origin?.line == 33)
    let gin = try #require(StackTraces.parse(SampleScriptTraces.goGin))
    #expect(gin.root?.message == "index out of range [7] with length 3")
    #expect(gin.root?.type == "runtime.Error")
    #expect(gin.origin?.file == "/app/items.go")
    #expect(gin.origin?.function == "list")
    let echo = try #require(
      StackTraces.parse(
        "[PANIC RECOVER] no cart goroutine 50 [running]:\nmain.f()\n\t/app/f.go:3 +0x1d"))
    #expect(echo.root?.message == "no cart")
    #expect(echo.origin?.function == "main.f")
  }

  @Test(arguments: [
    "Trace: here\n    at f (/app/a.js:1:2)",
    "(node:1) DeprecationWarning: old\n    at f (/app/a.js:1:2)",
    "we met\n  at noon (12:30:15)", "goroutine 1 [running]:\nmain.main()\n\t/app/main.go:1 +0x1",
    "fatal error: stdio.h: No such file", "    at f (/app/a.js:1:2)",
  ]) func whatIsNoFailureIsNotRead(_ text: String) {
    #expect(StackTraces.parse(text) == nil)
  }
}
