import LogModel
import StackTraces
import Testing

/// Node, Go, Rust, PHP and Ruby: what is read out of their traces.
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

  @Test func rustHasPlacesAndCauses() throws {
    let trace = try #require(StackTraces.parse(SampleScriptTraces.rust))
    #expect(trace.root?.type == "panic")
    #expect(
      trace.root?.message.hasPrefix("called `Result::unwrap()` on an `Err` value: Os {") == true)
    #expect(trace.origin?.function == "shop::config::load")
    #expect(trace.root?.frames.map(\.isApplication) == [true, true, false, false, false])
    #expect(
      try told(SampleScriptTraces.rustQuoted) == [
        "root panic: index out of bounds: the len is 3 but the index is 99",
        "  app src/cart.rs:31",
      ])
    #expect(
      try told(SampleScriptTraces.rustCauses) == [
        "root Error: No such file or directory (os error 2)", "  app src/config.rs:18",
        "cause Error: cannot read /app/config.toml", "cause Error: cannot start",
      ])
  }

  @Test(arguments: [
    ("thread 'main' (4711) panicked at src/a.rs:1:2:\nno cart", "no cart", "src/a.rs"),
    ("thread 'main' panicked at 'one\ntwo', src/a.rs:1:2", "one\ntwo", "src/a.rs"),
    ("thread 'main' panicked at 'it isn't', /app/src/a.rs:1", "it isn't", "/app/src/a.rs"),
    (
      "thread 'main' panicked at src/a.rs:1:2:\nno cart\nstack backtrace:\n   0:     0x55d0 - shop::f::h0123456789abcdef\n                               at /app/src/b.rs:3:4",
      "no cart", "src/a.rs"
    ),
  ]) func formsOfRust(_ text: String, _ message: String, _ file: String) throws {
    let trace = try #require(StackTraces.parse(text))
    #expect(trace.root?.message == message)
    #expect(trace.origin?.file == file)
  }

  @Test func phpTellsTheFirstExceptionFirst() throws {
    #expect(
      try told(SampleScriptTraces.php) == [
        "root PDOException: SQLSTATE[HY000] [2002] Connection refused",
        "  app /var/www/html/index.php:3 {main}",
        "  lib /var/www/html/vendor/slim/slim/Slim/App.php:40 Slim\\App->run",
        "  app /var/www/html/src/db.php:12 App\\Db::connect",
        "  app /var/www/html/src/db.php:12 PDO->__construct",
        "cause App\\Exceptions\\OrderFailed: order 17 was not placed",
        "  app /var/www/html/index.php:3 {main}",
        "  app /var/www/html/src/orders.php:40 App\\Orders->place",
      ])
  }

  @Test func laravelTellsTheFirstExceptionLast() throws {
    let trace = try #require(StackTraces.parse(SampleScriptTraces.laravel))
    #expect(
      trace.exceptions.map(\.type) == ["PDOException", "Illuminate\\Database\\QueryException"])
    #expect(trace.root?.message == "SQLSTATE[HY000] [2002] Connection refused")
    #expect(
      trace.exceptions.last?.message
        == "SQLSTATE[HY000] [2002] Connection refused (Connection: mysql)")
    #expect(trace.exceptions.map(\.link) == [.root, .cause])
    let order = trace.exceptions.last?.frames.first { $0.file.hasSuffix("Order.php") }
    #expect(order?.function == "App\\Models\\Order->load")
    #expect(order?.isApplication == true)
  }

  @Test(arguments: [
    (
      "PHP Parse error:  syntax error, unexpected token \";\" in /app/x.php on line 3",
      "Parse error", "/app/x.php", 3
    ),
    (
      "NOTICE: PHP message: PHP Fatal error:  Allowed memory size of 134217728 bytes exhausted (tried to allocate 20480 bytes) in /app/y.php on line 12",
      "Fatal error", "/app/y.php", 12
    ),
    (
      "[16-Sep-2025 00:41:13 UTC] PHP Fatal error:  Uncaught TypeError: f(): Argument #1\nmust be int in /app/z.php:7\nStack trace:\n#0 {main}\n  thrown in /app/z.php on line 7",
      "TypeError", "/app/z.php", 7
    ),
    (
      "InvalidArgumentException: no cart in /app/z.php:7\nStack trace:\n#0 /app/i.php(2): f()\n#1 {main}",
      "InvalidArgumentException", "/app/z.php", 7
    ),
  ]) func formsOfPHP(_ text: String, _ type: String, _ file: String, _ line: Int) throws {
    let trace = try #require(StackTraces.parse(text))
    #expect(trace.root?.type == type)
    #expect(trace.origin?.file == file)
    #expect(trace.origin?.line == line)
  }

  @Test func rubyTellsTheFirstExceptionLast() throws {
    #expect(
      try told(SampleScriptTraces.ruby) == [
        "root PG::ConnectionBad: connection to server at \"10.0.0.3\", port 5432 failed\n"
          + "\tIs the server running on that host?",
        "  app /app/bin/worker.rb:3 <main>", "  app /app/lib/orders.rb:9 place",
        "  app /app/lib/db.rb:5 open", "  lib /usr/local/bundle/gems/pg-1.5.4/lib/pg.rb:69 connect",
        "  lib /usr/local/bundle/gems/pg-1.5.4/lib/pg/connection.rb:828 connect",
        "cause OrderFailed: order 17 was not placed", "  app /app/bin/worker.rb:3 <main>",
        "  app /app/lib/orders.rb:8 place", "  app /app/lib/orders.rb:12 rescue in place",
      ])
  }

  @Test func rubyOfAnyVersion() throws {
    #expect(
      try told(SampleScriptTraces.rubyNew) == [
        "root ZeroDivisionError: divided by 0", "  app /app/cart.rb:9 <main>",
        "  lib /usr/local/lib/ruby/3.4.0/monitor.rb:201 Monitor#synchronize",
        "  app /app/cart.rb:4 Cart#share", "  app /app/cart.rb:4 Integer#/",
      ])
    #expect(
      try told(SampleScriptTraces.rubyLast) == [
        "root RuntimeError: no cart", "  app /app/cart.rb:9 <main>", "  app /app/cart.rb:5 share",
        "  app /app/cart.rb:2 split",
      ])
  }

  @Test func railsPutsTheMessageInBrackets() throws {
    let trace = try #require(StackTraces.parse(SampleScriptTraces.rails))
    #expect(trace.root?.type == "ActiveRecord::StatementInvalid")
    #expect(
      trace.root?.message.hasPrefix("PG::UndefinedTable: ERROR:  relation \"orders\" does") == true)
    #expect(trace.origin?.file == "app/models/order.rb")
    let chain = try #require(StackTraces.parse(SampleScriptTraces.railsCause))
    #expect(chain.exceptions.map(\.type) == ["NoMethodError", "ActionView::Template::Error"])
    #expect(
      chain.exceptions.map(\.message)
        == Array(repeating: "undefined method `name' for nil", count: 2))
    #expect(chain.origin?.file == "app/models/order.rb")
  }

  @Test(arguments: [
    ("OrderFailed: x\n/app/jobs/a.rb:12:in `perform'", "OrderFailed", "x"),
    (
      "E, [2025-09-16T00:41:13.1 #1] ERROR -- : no cart (CartError)\n/app/a.rb:1:in `f'",
      "CartError", "no cart"
    ),
    (
      "#<NoMethodError: undefined method `x'>\n/app/a.rb:1:in `f'", "NoMethodError",
      "undefined method `x'"
    ),
    ("/app/a.rb:1:in `f': unhandled exception", "RuntimeError", "unhandled exception"),
    (
      "/app/a.rb:3: syntax error, unexpected end-of-input (SyntaxError)", "SyntaxError",
      "syntax error, unexpected end-of-input"
    ),
  ]) func formsOfRuby(_ text: String, _ type: String, _ message: String) throws {
    let root = try #require(StackTraces.parse(text)?.root)
    #expect(root.type == type)
    #expect(root.message == message)
  }

  @Test(arguments: [
    "Trace: here\n    at f (/app/a.js:1:2)",
    "(node:1) DeprecationWarning: old\n    at f (/app/a.js:1:2)",
    "we met\n  at noon (12:30:15)", "goroutine 1 [running]:\nmain.main()\n\t/app/main.go:1 +0x1",
    "fatal error: stdio.h: No such file", "/app/a.rb:3:in `f': warning: old (x)",
    "Caused by:\n  the weather", "Error: x\nCaused by:", "#0 first\n#1 second",
    "    at f (/app/a.js:1:2)", "from /app/a.rb:3", "PHP Warning:  x in /app/a.php on line 3",
    "thread 'main' started\nall is well", "Stack trace:\n#0 {main}",
  ]) func whatIsNoFailureIsNotRead(_ text: String) {
    #expect(StackTraces.parse(text) == nil)
  }
}
