import LogModel
import StackTraces
import Testing

/// PHP: what is read out of its traces.
@Suite struct PHPParsingTests {
  @Test func phpTellsTheFirstExceptionFirst() throws {
    #expect(
      try ToldTrace.told(SamplePHPTraces.php) == [
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
    let trace = try #require(StackTraces.parse(SamplePHPTraces.laravel))
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

  @Test(arguments: [
    "#0 first\n#1 second", "PHP Warning:  x in /app/a.php on line 3", "Stack trace:\n#0 {main}",
  ]) func whatIsNoFailureIsNotRead(_ text: String) {
    #expect(StackTraces.parse(text) == nil)
  }
}
