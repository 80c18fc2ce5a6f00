import LogModel
import StackTraces
import Testing

/// Ruby: what is read out of its traces.
@Suite struct RubyParsingTests {
  @Test func rubyTellsTheFirstExceptionLast() throws {
    #expect(
      try ToldTrace.told(SampleRubyTraces.ruby) == [
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
      try ToldTrace.told(SampleRubyTraces.rubyNew) == [
        "root ZeroDivisionError: divided by 0", "  app /app/cart.rb:9 <main>",
        "  lib /usr/local/lib/ruby/3.4.0/monitor.rb:201 Monitor#synchronize",
        "  app /app/cart.rb:4 Cart#share", "  app /app/cart.rb:4 Integer#/",
      ])
    #expect(
      try ToldTrace.told(SampleRubyTraces.rubyLast) == [
        "root RuntimeError: no cart", "  app /app/cart.rb:9 <main>", "  app /app/cart.rb:5 share",
        "  app /app/cart.rb:2 split",
      ])
  }

  @Test func railsPutsTheMessageInBrackets() throws {
    let trace = try #require(StackTraces.parse(SampleRubyTraces.rails))
    #expect(trace.root?.type == "ActiveRecord::StatementInvalid")
    #expect(
      trace.root?.message.hasPrefix("PG::UndefinedTable: ERROR:  relation \"orders\" does") == true)
    #expect(trace.origin?.file == "app/models/order.rb")
    let chain = try #require(StackTraces.parse(SampleRubyTraces.railsCause))
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
    "/app/a.rb:3:in `f': warning: old (x)", "from /app/a.rb:3",
  ]) func whatIsNoFailureIsNotRead(_ text: String) {
    #expect(StackTraces.parse(text) == nil)
  }
}
