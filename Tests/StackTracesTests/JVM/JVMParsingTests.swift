import LogModel
import StackTraces
import Testing

@Suite struct JVMParsingTests {
  func parse(_ text: String) throws -> StackTrace { try #require(StackTraces.parse(text)) }

  @Test func theLastCauseIsTheRoot() throws {
    let trace = try parse(SampleJVMTraces.chain)
    #expect(trace.language == "jvm")
    #expect(
      trace.exceptions.map(\.type) == [
        "java.net.ConnectException", "java.sql.SQLException", "java.lang.IllegalStateException",
      ])
    #expect(
      trace.exceptions.map(\.message) == [
        "Connection refused", "no connection", "Cannot start the shop",
      ])
    #expect(trace.exceptions.map(\.link) == [.root, .cause, .cause])
    #expect(trace.wrappers.map(\.shortType) == ["SQLException", "IllegalStateException"])
  }

  @Test func elidedFramesAreThoseOfTheExceptionAround() throws {
    let root = try #require(try parse(SampleJVMTraces.chain).root)
    // Outermost first: main, the two of the SQLException that are in common, then its own.
    #expect(
      root.frames.map(\.function) == [
        "com.example.shop.Launcher.main", "com.example.shop.Launcher.start",
        "com.example.shop.Stock.open", "java.sql.DriverManager.getConnection",
        "org.postgresql.core.PGStream.createSocket", "java.net.Socket.connect",
        "sun.nio.ch.Net.pollConnect",
      ])
    #expect(root.frames.map(\.line) == [17, 39, 88, 677, 243, 633, nil])
    #expect(root.frames.last?.file == "<unknown>")
  }

  @Test func whatThePlatformIsIsNoApplication() throws {
    let root = try #require(try parse(SampleJVMTraces.chain).root)
    let foreign = root.frames.filter { !$0.isApplication }.compactMap(\.function)
    #expect(
      foreign == [
        "java.sql.DriverManager.getConnection", "java.net.Socket.connect",
        "sun.nio.ch.Net.pollConnect",
      ])
  }

  @Test func springsLogPrefixAndJarsAreNoPart() throws {
    let trace = try parse(SampleJVMTraces.spring)
    #expect(
      trace.exceptions.map(\.shortType) == [
        "LedgerClosedException", "UndeclaredThrowableException", "BeanCreationException",
      ])
    #expect(trace.root?.message == "ledger 4711 is closed\nsince yesterday")
    #expect(
      trace.exceptions.last?.message.hasPrefix("Error creating bean with name 'ledger'") == true)
    #expect(trace.origin?.file == "Ledger.kt")
    #expect(
      trace.root?.frames.compactMap(\.function).suffix(2) == [
        "com.example.bank.Ledger$$Lambda$14/0x0000000800c03000.run",
        "com.example.bank.Ledger$open$1.invokeSuspend",
      ])
    #expect(
      trace.root?.frames.first?.function == "org.springframework.boot.loader.launch.Launcher.launch"
    )
  }

  @Test func suppressedExceptionsAreNoPartOfTheChain() throws {
    let trace = try parse(SampleJVMTraces.suppressed)
    #expect(trace.exceptions.map(\.shortType) == ["UncheckedIOException", "IOException"])
    #expect(trace.exceptions.map { $0.frames.count } == [1, 1])
    #expect(trace.origin?.function == "com.example.Quota$.$anonfun$check$1")
  }

  @Test func theRootMayComeFirst() throws {
    let trace = try parse(SampleJVMTraces.rootFirst)
    #expect(
      trace.exceptions.map(\.shortType) == [
        "UnknownHostException", "PoolException", "CompletionException",
      ])
    #expect(trace.exceptions.map { $0.frames.count } == [4, 2, 1])
    #expect(
      trace.origin
        == StackFrame(
          file: "Pool.groovy", line: 20, function: "com.example.Pool.dial", isApplication: true))
  }

  @Test(arguments: [
    ("boom\njava.lang.Error\n\tat a.B.c(B.java:1)", "java.lang.Error", ""),
    (
      "x ERROR [main] a.B - Failed: a.b.OddException: no\n\tat a.B.c(B.java)", "a.b.OddException",
      "no"
    ),
    ("a.b.Odd: no\n\tat a.B.c(B.kt:1)", "a.b.Odd", "no"),
    ("OddException: no\n    at a.B.c(B.kt:1)", "OddException", "no"),
    ("Exception in thread \"pool-1\" Odd: no", "Odd", "no"),
    (
      "a.b.CException: one\ntwo\n\nthree\n\tat a.B.c(B.java:1)", "a.b.CException",
      "one\ntwo\n\nthree"
    ),
    (
      "Error: Unable to initialize main class a.B\nCaused by: java.lang.NoClassDefFoundError: a/C",
      "java.lang.NoClassDefFoundError", "a/C"
    ),
    ("a.b.CException: one\r\n\tat a.B.c(B.java:1)\r\n", "a.b.CException", "one"),
    (
      "a.b.CException: first\n\tat a.B.c(B.java:1)\na.b.DException: second\n\tat a.B.c(B.java:1)",
      "a.b.CException", "first"
    ),
  ]) func oneException(_ text: String, _ type: String, _ message: String) throws {
    let trace = try parse(text)
    #expect(trace.exceptions.map(\.type) == [type])
    #expect(trace.root?.message == message)
  }

  @Test(arguments: [
    "a.b.CException: one", "Caused by: a.b.CException: one", "\tat a.B.c(B.java:1)",
    "a.b.CException: one\nat least\nat x (y)", "at a.B.c(B.java:1)\nat a.B.d(B.java:2)",
    "TypeError: x is not a function\n    at f (/app/x.js:1:2)\n    at /app/y.js:3:4",
    "Meet\nat noon.today(Berlin)",
  ]) func noTrace(_ text: String) {
    #expect(StackTraces.parse(text)?.language != "jvm")
  }

  @Test func aChainWithoutItsHeadHasItsRoot() throws {
    let lines = SampleJVMTraces.chain.split(separator: "\n").dropFirst(2)
    let trace = try parse(lines.joined(separator: "\n"))
    #expect(trace.exceptions.map(\.shortType) == ["ConnectException", "SQLException"])
    #expect(!trace.continuesEarlier)
  }

  @Test func endlessRecursionAndChainsAreBounded() throws {
    let frames = String(repeating: "\tat a.B.c(B.java:1)\n", count: 1024)
    let deep = try parse("java.lang.StackOverflowError\n" + frames)
    #expect(deep.root?.frames.count == 128)
    let chain = (0..<5000).map { "Caused by: a.b.E\($0)Exception: x\n\tat a.B.c(B.java:\($0))" }
    let long = try parse(
      "a.b.CException: x\n\tat a.B.c(B.java:1)\n" + chain.joined(separator: "\n"))
    #expect(long.exceptions.count == 64)
    #expect(long.exceptions.last?.type == "a.b.CException")
  }
}
