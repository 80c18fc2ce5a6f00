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

  static let all = [php, laravel]
}
