/// Traces of PHP as services write them, for more than one test.
enum SamplePHPTraces {
  static let php = """
    PHP Fatal error:  Uncaught PDOException: SQLSTATE[HY000] [2002] Connection refused in /var/www/html/src/db.php:12
    Stack trace:
    #0 /var/www/html/src/db.php(12): PDO->__construct('mysql:host=10.0...', 'shop', Object(SensitiveParameterValue))
    #1 /var/www/html/vendor/slim/slim/Slim/App.php(40): App\\Db::connect()
    #2 [internal function]: Slim\\App->run()
    #3 /var/www/html/index.php(3): start()
    #4 {main}

    Next App\\Exceptions\\OrderFailed: order 17 was not placed in /var/www/html/src/orders.php:40
    Stack trace:
    #0 /var/www/html/index.php(3): App\\Orders->place(17)
    #1 {main}
      thrown in /var/www/html/src/orders.php on line 40
    """

  static let laravel = """
    [2025-09-16 00:41:13] production.ERROR: SQLSTATE[HY000] [2002] Connection refused {"userId":1,"exception":"[object] (Illuminate\\\\Database\\\\QueryException(code: 2002): SQLSTATE[HY000] [2002] Connection refused (Connection: mysql) at /var/www/html/vendor/laravel/framework/src/Illuminate/Database/Connection.php:829)
    [stacktrace]
    #0 /var/www/html/vendor/laravel/framework/src/Illuminate/Database/Connection.php(783): Illuminate\\\\Database\\\\Connection->runQueryCallback()
    #1 /var/www/html/app/Models/Order.php(21): Illuminate\\\\Database\\\\Connection->select()
    #2 /var/www/html/public/index.php(51): App\\\\Models\\\\Order->load()
    #3 {main}

    [previous exception] [object] (PDOException(code: 2002): SQLSTATE[HY000] [2002] Connection refused at /var/www/html/vendor/laravel/framework/src/Illuminate/Database/Connectors/Connector.php:70)
    [stacktrace]
    #0 /var/www/html/vendor/laravel/framework/src/Illuminate/Database/Connectors/Connector.php(70): PDO->__construct()
    #1 /var/www/html/public/index.php(51): connect()
    #2 {main}
    "}
    """

  static let apache = """
    [Tue Sep 16 00:41:13.123456 2025] [php:error] [pid 18] [client 10.0.0.1:44444] PHP Fatal error:  Uncaught Shop\\CartError: no cart in /var/www/html/cart.php:31\\nStack trace:\\n#0 /var/www/html/index.php(7): Shop\\Cart->load()\\n#1 {main}\\n  thrown in /var/www/html/cart.php on line 31, referer: https://shop.example.com/
    """

  static let fpm = """
    [16-Sep-2025 00:41:13] WARNING: [pool www] child 7 said into stderr: "NOTICE: PHP message: PHP Fatal error:  Uncaught Error: Call to undefined function cart() in /var/www/html/index.php:12"
    [16-Sep-2025 00:41:13] WARNING: [pool www] child 7 said into stderr: "Stack trace:"
    [16-Sep-2025 00:41:13] WARNING: [pool www] child 7 said into stderr: "#0 /var/www/html/public.php(4): require()"
    [16-Sep-2025 00:41:13] WARNING: [pool www] child 7 said into stderr: "#1 {main}"
    [16-Sep-2025 00:41:13] WARNING: [pool www] child 7 said into stderr: "  thrown in /var/www/html/index.php on line 12"
    """

  static let displayed = """
    Fatal error: Uncaught TypeError: total(): Argument #1 ($cart) must be of type Cart, null given, called in /app/index.php on line 9 and defined in /app/total.php:3
    Stack trace:
    #0 /app/index.php(9): total(NULL)
    #1 {main}
      thrown in /app/total.php on line 3
    """

  /// For tests that must hold for any trace.
  static let all = [php, laravel, apache, fpm, displayed]
}

extension SamplePHPTraces {
  /// A megabyte each, to keep a reader busy.
  static let huge = [
    String(repeating: "Uncaught A: x in f:1\nStack trace:\n", count: 30_000),
    "PHP Fatal error:  " + String(repeating: " in on line ", count: 80_000) + "1",
    "#0 " + String(repeating: "(1): ", count: 200_000),
    "PHP Fatal error:  Uncaught " + String(repeating: "\\nStack trace:\\n#", count: 60_000),
    "[2025-09-16 00:41:13] a.ERROR: " + String(repeating: "[object] (", count: 100_000),
    String(repeating: "Stack trace:\n", count: 80_000),
    "PHP Fatal error:  Uncaught A: x in /a.php:1\nStack trace:\n"
      + String(repeating: "#0 /a.php(1): f()\n", count: 60_000),
    String(repeating: "[a] said into stderr: \"", count: 40_000),
    "[" + String(repeating: "] PHP ", count: 160_000),
    String(repeating: "A: x in /a.php:1\nStack trace:\n#0 {main}\n\nNext ", count: 20_000),
  ]
}
