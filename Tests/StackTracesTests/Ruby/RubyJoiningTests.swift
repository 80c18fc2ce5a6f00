import LogModel
import StackTraces
import Testing

/// Traces of Ruby that are logged one line an entry, and what only looks like their lines.
@Suite struct RubyJoiningTests {
  @Test(arguments: [
    SampleRubyTraces.rubyNew, SampleRubyTraces.evaluated, SampleRubyTraces.railsLogger,
    SampleRubyTraces.railsTags, SampleRubyTraces.unicorn, SampleRubyTraces.bundler,
  ]) func lineByLineIsTheSame(_ text: String) throws {
    try ToldTrace.lineByLineIsTheSame(text)
  }

  /// The further lines of a message show no sign of it.
  @Test(arguments: [SampleRubyTraces.ruby, SampleRubyTraces.rake])
  func chainsAreJoined(_ text: String) throws {
    try ToldTrace.lineByLineIsTheSame(text, messages: false)
  }

  @Test func whatIsRaisedLaterIsAnotherTrace() {
    let line = "/app/a.rb:1:in `f': x (OrderFailed)"
    let call = "\tfrom /app/a.rb:9:in `<main>'"
    func piece(_ text: String, _ index: Int, _ seconds: Double) -> [TracePiece] {
      ToldTrace.pieces([text]).map { piece in
        var piece = piece
        piece.index = index
        piece.timestamp = piece.timestamp.advanced(bySeconds: seconds)
        return piece
      }
    }
    let first = piece(line, 0, 0) + piece(call, 1, 0.001)
    let later = first + piece(line, 2, 1) + piece(call, 3, 1.001)
    #expect(StackTraces.join(later).map(\.members) == [[0, 1], [2, 3]])
    let atOnce = first + piece(line, 2, 0.002) + piece(call, 3, 0.003)
    #expect(StackTraces.join(atOnce).map(\.trace.exceptions.count) == [2])
  }

  @Test func theExceptionOfOneLineIsWhole() {
    #expect(ToldTrace.glance("/app/a.rb:1:in `f': x (OrderFailed)") == .wholeTrace)
  }

  @Test(arguments: [
    "\tfrom /app/a.rb:1:in 'f'",
    "\tfrom /app/a.rb:1",
    "app/a.rb:1:in 'f'",
    "config.ru:in `new'",
    "<internal:kernel>:187:in `loop'",
    "NoMethodError (undefined method `x' for nil):",
    "ActiveRecord::RecordNotFound: no order",
    "OrderFailed: x",
    "Caused by:",
    "F, [2025-09-16T00:41:13.1 #1] FATAL -- : [a1] app/a.rb:1:in `f'",
    "[a1] KeyError (key not found: 3):",
    "E, [2025-09-16T00:41:13.1 #1] ERROR -- : cannot load such file -- app (LoadError)",
    "bin/rails:4:in `<main>'",
  ]) func linesOfTracesAreFragments(_ text: String) {
    #expect(ToldTrace.glance(text) == .fragment)
  }

  @Test(arguments: [
    "OrderFailed: x",
    "KeyError (no key):",
    "app/a.rb:1:in 'f'",
    "\tfrom /app/a.rb:1:in 'f'",
    "Caused by:",
  ]) func loneLinesAreNoTrace(_ text: String) {
    #expect(ToldTrace.joined([text]).isEmpty)
  }

  @Test(arguments: [
    "/app/a.rb:3: warning: old",
    "from a to b",
    "it's Bob's",
    "Started GET \"/\" for 10.0.0.1",
    "Order (17): placed (OK)",
    "Completed 200 OK in 3ms (Views: 1.2ms)",
    "A::B",
    "Note: this (that)",
    "user's 'name'",
    "I, [2025-09-16T00:41:13 #1]  INFO -- : started",
    "12:30:in 'x",
    "x:1:in 'y",
    "Error x",
    "Timeout: 5",
    "Throwable: x",
    "GET /api/orders (200):",
    "Error (3):",
    "OrderPlaced: 17",
    "[2025-09-16 00:41:13] INFO started",
    "F, [2025-09-16T00:41:13 #1] FATAL -- : stopping (soon)",
    "user 5 logged in 'bob'",
    "{\"a\": 'b'}",
    "=> Booting Puma",
    "* Listening on http://0.0.0.0:8080",
    "! Unable to load application: x",
    "/app/a.rb:1:in f",
    "ActionCable::Server started",
    "loaded lib/tasks/a.rb:12",
  ]) func ordinaryLinesAreNone(_ text: String) {
    #expect(ToldTrace.glance(text) == .none)
  }

  @Test(arguments: [
    "a.rb:3\nb.rb:4",
    "rake aborted!\nDon't know how to build task 'db'",
    "[a] one\n[b] two",
    "Parameters: {'a'}\n  from 3",
  ]) func ordinaryTextsAreNone(_ text: String) {
    #expect(ToldTrace.glance(text) == .none)
  }
}
