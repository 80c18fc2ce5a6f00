import LogModel
import StackTraces
import Testing

/// Traces of PHP that are logged one line an entry, and what only looks like their lines.
@Suite struct PHPJoiningTests {
  @Test(arguments: [
    SamplePHPTraces.php, SamplePHPTraces.laravel, SamplePHPTraces.fpm, SamplePHPTraces.displayed,
  ]) func lineByLineIsTheSame(_ text: String) throws {
    try ToldTrace.lineByLineIsTheSame(text)
  }

  @Test func anExceptionWithoutCallsIsATrace() {
    let joined = ToldTrace.joined(["PHP Fatal error:  Uncaught Exception: no cart in /app/a.php:3"])
    #expect(joined.map { $0.trace.root?.type } == ["Exception"])
    #expect(joined.map { $0.trace.root?.message } == ["no cart"])
    #expect(joined.map { $0.trace.origin?.line } == [3])
  }

  @Test(arguments: [
    "PHP Fatal error:  Uncaught Exception: x in /app/a.php:3",
    "Fatal error: Uncaught Exception: x in /app/a.php:3",
    "#0 /app/a.php(3): f()",
    "#1 {main}",
    "  thrown in /app/a.php on line 3",
    "Stack trace:",
    "[stacktrace]",
    "Next OrderFailed: x in /app/a.php:3",
    "[previous exception] [object] (PDOException(code: 2002): x at /app/a.php:3)",
    "[16-Sep-2025 00:41:13] WARNING: [pool www] child 7 said into stderr: \"#1 {main}\"",
    "[2025-09-16 00:41:13] production.ERROR: x {\"exception\":\"[object] (A\\\\B(code: 0): x at /app/a.php:3)",
  ]) func linesOfTracesAreFragments(_ text: String) {
    #expect(ToldTrace.glance(text) == .fragment)
  }

  @Test(arguments: [
    "#0 /app/a.php(3): f()",
    "Stack trace:",
    "#1 {main}",
    "  thrown in /app/a.php on line 3",
    "Next OrderFailed: x in /app/a.php:3",
  ]) func loneLinesAreNoTrace(_ text: String) {
    #expect(ToldTrace.joined([text]).isEmpty)
  }

  @Test(arguments: [
    "PHP Warning:  x in /app/a.php on line 3",
    "#1 {\"a\": 1}",
    "#12 fixed",
    "Next: orders",
    "Uncaught in the rye",
    "thrown away",
    "[object] (x)",
    "Fatal error",
    "Fatal error: no space left",
    "[16-Sep-2025 00:41:13] NOTICE: ready to handle connections",
    "PHP 8.2.1 Development Server started",
    "[2025-09-16 00:41:13] production.INFO: placed [object] (App\\A: {})",
    "[2025-09-16 00:41:13] production.ERROR: no cart",
    "PHP Deprecated:  x in /app/a.php on line 3",
    "Next step: 3",
    "[stack] trace",
    "Parse error: at 3",
    "NOTICE: fpm is running, pid 1",
    "Parsed 12 orders in /app/a.php:3",
  ]) func ordinaryLinesAreNone(_ text: String) {
    #expect(ToldTrace.glance(text) == .none)
  }

  @Test(arguments: [
    "Routes:\n  GET /orders\n  #1 first\n  #2 second",
    "#1 one\n#2 two",
    "[16-Sep-2025 00:41:13] NOTICE: a\n[16-Sep-2025 00:41:13] NOTICE: b",
  ]) func ordinaryTextsAreNone(_ text: String) {
    #expect(ToldTrace.glance(text) == .none)
  }
}
