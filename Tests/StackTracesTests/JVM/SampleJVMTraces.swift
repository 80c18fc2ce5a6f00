/// Traces of the JVM as services write them.
enum SampleJVMTraces {
  static let chain = """
    Exception in thread "main" java.lang.IllegalStateException: Cannot start the shop
    \tat com.example.shop.Launcher.start(Launcher.java:41)
    \tat com.example.shop.Launcher.main(Launcher.java:17)
    Caused by: java.sql.SQLException: no connection
    \tat org.postgresql.Driver.connect(Driver.java:404)
    \tat java.sql/java.sql.DriverManager.getConnection(DriverManager.java:677)
    \tat com.example.shop.Stock.open(Stock.java:88)
    \tat com.example.shop.Launcher.start(Launcher.java:39)
    \t... 1 more
    Caused by: java.net.ConnectException: Connection refused
    \tat java.base/sun.nio.ch.Net.pollConnect(Native Method)
    \tat java.base@17.0.9/java.net.Socket.connect(Socket.java:633)
    \tat org.postgresql.core.PGStream.createSocket(PGStream.java:243)
    \t... 4 more
    """

  /// What Spring Boot logs, with jars and loaders.
  static let spring = """
    2025-09-16T00:41:13.020Z ERROR 1 --- [           main] o.s.boot.SpringApplication               : Application run failed

    org.springframework.beans.factory.BeanCreationException: Error creating bean with name 'ledger' defined in class path resource [com/example/bank/LedgerConfig.class]: Invocation of init method failed
    \tat org.springframework.beans.factory.support.AbstractAutowireCapableBeanFactory.initializeBean(AbstractAutowireCapableBeanFactory.java:1804) ~[spring-beans-6.1.3.jar!/:6.1.3]
    \tat app//com.example.bank.BankApplication.main(BankApplication.kt:12) ~[!/:0.0.1]
    \tat org.springframework.boot.loader.launch.Launcher.launch(Launcher.java:91) [bank.jar:0.0.1]
    Caused by: java.lang.reflect.UndeclaredThrowableException: null
    \tat com.example.bank.Ledger$$SpringCGLIB$$0.open(<generated>) ~[!/:0.0.1]
    \t... 2 common frames omitted
    Caused by: com.example.bank.LedgerClosedException: ledger 4711 is closed
    since yesterday
    \tat com.example.bank.Ledger$open$1.invokeSuspend(Ledger.kt:33) ~[!/:0.0.1]
    \tat com.example.bank.Ledger$$Lambda$14/0x0000000800c03000.run(Unknown Source)
    \t... 3 common frames omitted

    2025-09-16T00:41:13.120Z  INFO 1 --- [           main] c.e.bank.BankApplication : bye
    """

  static let suppressed = """
    java.io.IOException: disk is full
    \tat com.example.Files.write(Files.scala:7)
    \tSuppressed: java.lang.RuntimeException: close failed
    \t\tat com.example.Files.close(Files.scala:9)
    \t\t... 1 more
    \tCaused by: java.lang.Error: of the suppressed one
    \t\tat com.example.Files.inner(Files.scala:11)
    Caused by: java.io.UncheckedIOException: quota
    \tat com.example.Quota$.$anonfun$check$1(Quota.scala:3)
    \t[CIRCULAR REFERENCE: java.io.IOException: disk is full]
    """

  static let rootFirst = """
    java.net.UnknownHostException: db.internal
    \tat java.base/java.net.InetAddress.getAllByName(InetAddress.java:1313)
    \tat com.example.Pool.dial(Pool.groovy:20)
    \t... 2 common frames omitted
    Wrapped by: com.example.PoolException: cannot dial
    \tat com.example.Pool.fill(Pool.groovy:31)
    \t... 1 common frames omitted
    Wrapped by: java.util.concurrent.CompletionException: cannot fill
    \tat com.example.App.run(App.groovy:5)
    """

  static let all = [chain, spring, suppressed, rootFirst]
}
