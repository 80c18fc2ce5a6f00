import LogModel
import StackTraces
import Testing

/// Node: what is read out of its traces.
@Suite struct NodeParsingTests {
  @Test(arguments: SampleNodeTraces.all) func theyAreNodes(_ text: String) {
    #expect(StackTraces.parse(text)?.language == "node")
  }

  @Test func framesHaveFunctionsAndPlaces() throws {
    #expect(
      try ToldTrace.told(SampleNodeTraces.frames) == [
        "root TypeError: Cannot read properties of undefined (reading 'total')",
        "  lib node:internal/process/task_queues:95 process.processTicksAndRejections",
        "  lib /app/node_modules/express/lib/router/layer.js:95 Layer.handle",
        "  app src/runner.ts:3 new Runner",
        "  lib /app/node_modules/express-promise-router/lib/index.js:20",
        "  app /app/src/orders/service.js:88 OrderService.place",
        "  lib <anonymous>:? Promise.all", "  lib <anonymous>:? new Promise",
        "  app /app/src/orders/price.js:14 priceOf",
      ])
  }

  @Test func evaluatedCodeIsNobodys() throws {
    #expect(
      try ToldTrace.told(SampleNodeTraces.evaluated) == [
        "root ReferenceError: total is not defined", "  app C:\\shop\\src\\cart.js:9",
        "  lib evalmachine.<anonymous>:2", "  lib [eval]:1",
        "  app /app/src/cart.js:8 Cart.[Symbol.iterator]", "  lib <anonymous>:10 Object.eval",
        "  lib <anonymous>:4 eval",
      ])
  }

  @Test func crashesShowTheirCodeFirst() throws {
    #expect(
      try ToldTrace.told(SampleNodeTraces.crash) == [
        "root Error: no configuration", "  lib node:internal/main/run_main_module:23",
        "  lib node:internal/modules/cjs/loader:1256 Module._compile",
        "  app /app/server.js:12 Object.<anonymous>",
      ])
  }

  @Test func theInnermostCauseIsTheRoot() throws {
    #expect(
      try ToldTrace.told(SampleNodeTraces.cause) == [
        "root Error: connect ECONNREFUSED 10.0.0.3:5432",
        "  lib node:net:1494 TCPConnectWrap.afterConnect",
        "cause QueryFailedError: insert failed",
        "  lib node:internal/process/task_queues:95 process.processTicksAndRejections",
        "  app /app/src/db.js:22 Db.insert",
        "cause OrderFailed: order 17 was not placed",
        "  lib node:internal/process/task_queues:95 process.processTicksAndRejections",
        "  app /app/src/orders.js:40 place",
      ])
    #expect(StackTraces.parse(SampleNodeTraces.cause)?.origin?.function == "Db.insert")
  }

  @Test func membersOfAnAggregateComeBeforeIt() throws {
    let exceptions = try #require(StackTraces.parse(SampleNodeTraces.aggregate)).exceptions
    #expect(
      exceptions.map(\.message) == [
        "connect ECONNREFUSED ::1:5432", "connect ECONNREFUSED 127.0.0.1:5432", "[ECONNREFUSED]",
      ])
    #expect(exceptions.map(\.type) == ["Error", "Error", "AggregateError"])
    #expect(exceptions.map(\.frames.count) == [2, 2, 2])
    #expect(exceptions.last?.link == .cause)
  }

  @Test func whatClientsKeepIsTheCause() throws {
    let parent = try #require(StackTraces.parse(SampleNodeTraces.parent))
    #expect(parent.exceptions.map(\.type) == ["Error", "SequelizeConnectionRefusedError"])
    #expect(
      parent.exceptions.map(\.message) == [
        "connect ECONNREFUSED 10.0.0.3:3306", "connect ECONNREFUSED 10.0.0.3:3306",
      ])
    #expect(parent.exceptions.map(\.frames.count) == [1, 2])
    #expect(parent.origin?.file == "/app/src/shop.mjs")
    let driver = try #require(StackTraces.parse(SampleNodeTraces.driver))
    #expect(driver.exceptions.map(\.type) == ["error", "QueryFailedError"])
    #expect(driver.exceptions.map(\.frames.count) == [2, 2])
    #expect(driver.origin?.function == "OrderStore.load")
  }

  @Test func theCallsOfAnEventAreNotTheExceptions() throws {
    let trace = try #require(StackTraces.parse(SampleNodeTraces.emitted))
    #expect(trace.root?.frames.count == 3)
    #expect(trace.origin?.file == "/app/src/server.js")
    #expect(trace.root?.message == "listen EADDRINUSE: address already in use :::8080")
  }

  @Test func aMessageMayHaveSeveralLines() throws {
    let root = try #require(StackTraces.parse(SampleNodeTraces.module)?.root)
    #expect(root.message == "Cannot find module './routes'\nRequire stack:\n- /app/server.js")
    #expect(root.frames.last { $0.isApplication }?.line == 3)
    let nest = try #require(StackTraces.parse(SampleNodeTraces.nest)?.root)
    #expect(nest.message.hasSuffix("valid NestJS module?"))
    #expect(nest.frames.last { $0.isApplication }?.function == "bootstrap")
    let compiled = try #require(StackTraces.parse(SampleNodeTraces.typeScript))
    #expect(compiled.root?.type == "TSError")
    #expect(compiled.origin?.file == "/usr/src/app/src/main.ts")
  }

  @Test func whatDoesNotParseIsWhereNodePointed() throws {
    let origin = try #require(StackTraces.parse(SampleNodeTraces.syntax)?.origin)
    #expect(origin.file == "/app/routes.js")
    #expect(origin.line == 7)
    #expect(origin.isApplication)
    let required = try #require(StackTraces.parse(SampleNodeTraces.required)?.origin)
    #expect(required.file == "/app/src/tariffs.js")
    // What was read when the application ran has frames.
    let read = try #require(
      StackTraces.parse(
        "/app/x.js:12\n  throw e;\n  ^\nSyntaxError: Unexpected token < in JSON\n"
          + "    at JSON.parse (<anonymous>)\n    at load (/app/y.js:3:9)"))
    #expect(read.origin?.file == "/app/y.js")
    #expect(read.root?.frames.count == 2)
  }

  @Test func aClassIsAnExceptionWhereNothingElseIs() throws {
    let root = try #require(StackTraces.parse(SampleNodeTraces.mismatch)?.root)
    #expect(root.type == "SchemaMismatch")
    #expect(root.message == "two columns differ:\n - total: number\n - tax")
    #expect(root.frames.count == 2)
  }

  @Test func bundlersNamesArePaths() throws {
    let trace = try #require(StackTraces.parse(SampleNodeTraces.next))
    #expect(trace.origin?.file == "src/tariffs.ts")
    #expect(trace.root?.frames.map(\.isApplication) == [false, true, true])
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
    ("DOMException [AbortError]: late\n    at f (node:x:1:2)", "AbortError", "late"),
    (
      "SchemaMismatch: two columns\n- a\n- b\n    at f (/a.js:1:2)", "SchemaMismatch",
      "two columns\n- a\n- b"
    ),
    ("Odd: at once\n    at new Promise (<anonymous>)\n    at f (/a.js:1:2)", "Odd", "at once"),
    ("Error: lost\nat f (/app/bin/www:1:2)", "Error", "lost"),
    (
      "error: uncaughtException: boom\nRangeError: boom\n    at f (/a.js:1:2)", "RangeError", "boom"
    ),
    (
      "VError: outer\n    at f (/app/a.js:1:2)\ncaused by: ReadError: inner\n    at g (/app/b.js:3:4)",
      "ReadError", "inner"
    ),
    (
      "Error: outer\n    at f (/app/a.js:1:2) {\n  [cause]: [RangeError: inner] { code: 1 }\n}",
      "RangeError", "inner"
    ),
    (
      "Error: outer\n    at f (/app/a.js:1:2) {\n  [cause]: <ref *1> Odd: inner\n      at g (/b.js:3:4)\n}",
      "Odd", "inner"
    ),
  ]) func formsOfNode(_ text: String, _ type: String, _ message: String) throws {
    let trace = try #require(StackTraces.parse(text))
    #expect(trace.language == "node")
    #expect(trace.root?.type == type)
    #expect(trace.root?.message == message)
  }

  @Test(arguments: [
    "[cause]: [Error]", "[cause]: { code: 1 }", "[cause]: undefined", "[cause]: 'x: y'",
    "message: 'Error: x'", "config: { url: 1 }", "status: x", "reason: TopologyDescription {",
  ]) func otherPropertiesAreNoExceptions(_ property: String) {
    let trace = StackTraces.parse("Error: outer\n    at f (/a.js:1:2) {\n  \(property)\n}")
    #expect(trace?.exceptions.map(\.message) == ["outer"])
  }

  @Test(arguments: [
    "Trace: here\n    at f (/app/a.js:1:2)",
    "Error: x was handled\nTrace: here\n    at f (/app/a.js:1:2)",
    "(node:1) DeprecationWarning: old\n    at f (/app/a.js:1:2)",
    "(node:1) MaxListenersExceededWarning: leak\n    at f (/app/a.js:1:2)",
    "info: started\n    at f (/app/a.js:1:2)",
    "started\n    at f (/app/a.js:1:2)",
    "we met\n  at noon (12:30:15)",
    "    at f (/app/a.js:1:2)",
    "Error: x\n  at 12:30:45",
    "Error: x\n    at 10.0.0.3:5432:1",
    "Error: x\n    at https://shop.example:8080:3",
    "Error: x\n    at localhost:5432:1",
    "Error: x\n    at f (/app/src/main.rs:1:2)",
    "Error: x\n    at f (/app/a.js:1)",
  ]) func whatIsNoFailureIsNotRead(_ text: String) {
    #expect(StackTraces.parse(text) == nil)
  }

  @Test(arguments: [
    ("/app/dist/main.js", true), ("dist/main.js", true), ("file:///app/a.mjs", true),
    ("/workspace/index.js", true), ("/app/.next/server/app/page.js", true),
    ("webpack://shop/src/a.ts", true), ("/app/dist/webpack:/libs/a.ts", true), ("server.js", true),
    ("/app/events.js", true), ("node:events", false), ("events.js", false),
    ("internal/main.js", false), ("/app/node_modules/a/index.js", false),
    ("/app/.yarn/cache/a.zip/index.js", false), ("/app/.pnp.cjs", false),
    ("webpack://shop/webpack/bootstrap", false), ("webpack:///./node_modules/a/a.js", false),
    ("/app/.next/server/webpack-runtime.js", false),
    ("/layers/google.nodejs.functions-framework/x/main.js", false), ("<anonymous>", false),
  ]) func ownFilesAreKnownByTheirPaths(_ file: String, _ isApplication: Bool) throws {
    let trace = try #require(StackTraces.parse("Error: x\n    at f (\(file):1:2)"))
    #expect(trace.root?.frames.map(\.isApplication) == [isApplication])
  }
}
