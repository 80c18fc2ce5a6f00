import LogModel
import StackTraces
import Testing

@Suite struct DotNetParsingTests {
  func parse(_ text: String) throws -> StackTrace { try #require(StackTraces.parse(text)) }

  @Test func theInnermostExceptionIsTheRoot() throws {
    let trace = try parse(SampleDotNetTraces.chain)
    #expect(trace.language == "dotnet")
    #expect(
      trace.exceptions.map(\.type) == [
        "System.Net.Sockets.SocketException", "Shop.StockException",
        "System.InvalidOperationException",
      ])
    #expect(
      trace.exceptions.map(\.message) == [
        "Connection refused", "no stock", "Cannot start the shop",
      ])
    #expect(trace.exceptions.map(\.link) == [.root, .cause, .cause])
    #expect(trace.exceptions.map { $0.frames.count } == [3, 1, 3])
  }

  @Test func methodsHaveTheNamesThatWereWritten() throws {
    let trace = try parse(SampleDotNetTraces.chain)
    #expect(
      trace.origin
        == StackFrame(
          file: "/src/Shop/Stock.cs", line: 44, function: "Shop.Stock.DialAsync",
          isApplication: true))
    #expect(
      trace.exceptions.last?.frames.map(\.function) == [
        "Program.Main", "Microsoft.Extensions.Hosting.HostBuilder.Build", "Shop.Program.Main",
      ])
    #expect(trace.exceptions.last?.frames.map(\.isApplication) == [true, false, true])
  }

  @Test func membersOfAnAggregateComeBeforeIt() throws {
    let trace = try parse(SampleDotNetTraces.aggregate)
    // The aggregate ends where the text does: it was raised after all its members.
    #expect(
      trace.exceptions.map(\.shortType) == [
        "LeftException", "TimeoutException", "RightException", "AggregateException",
      ])
    #expect(trace.exceptions.map(\.link) == [.root, .root, .cause, .cause])
    #expect(trace.origin?.function == "Shop.Pair.Left")
    #expect(trace.origin?.line == 3)
  }

  @Test func loggersMayIndentTheWholeTrace() throws {
    let trace = try parse(SampleDotNetTraces.logged)
    #expect(trace.exceptions.map(\.type) == ["Npgsql.PostgresException"])
    #expect(trace.root?.message == "28P01: password authentication failed for user \"shop\"")
    #expect(trace.root?.frames.map(\.function).first == "Shop.Orders.Get")
  }

  @Test func aChainMayStandInOneLine() throws {
    let trace = try parse(SampleDotNetTraces.old)
    #expect(
      trace.exceptions.map(\.shortType) == ["ArgumentNullException", "TargetInvocationException"])
    #expect(trace.root?.message == "Value cannot be null.\nParameter name: cart")
    #expect(trace.origin?.function == "Shop.Cart.Add")
  }

  @Test func membersThatArePrintedTwiceAreReadOnce() throws {
    let text = """
      System.AggregateException: One or more errors occurred. ---> Shop.LeftException: left
         at Shop.Pair.Left()
         --- End of inner exception stack trace ---
         at Shop.Pair.Both()
      ---> (Inner Exception #0) Shop.LeftException: left
         at Shop.Pair.Left()<---

      ---> (Inner Exception #1) Shop.RightException: right
         at Shop.Pair.Right()<---
      """
    #expect(
      try parse(text).exceptions.map(\.shortType) == [
        "LeftException", "RightException", "AggregateException",
      ])
  }

  @Test(arguments: [
    ("Unhandled exception. System.Exception: boom", "System.Exception", "boom"),
    ("Shop.OddException\n   at Shop.Cart.Add()", "Shop.OddException", ""),
    (
      "A.B.CException: x\n  at A.B.D (System.String s) [0x00028] in <a07d6b>:0 ", "A.B.CException",
      "x"
    ),
    ("A.GenericException`1[System.Int32]: x\n   at A.B.C[T](T x)", "A.GenericException`1", "x"),
  ]) func oneException(_ text: String, _ type: String, _ message: String) throws {
    let trace = try parse(text)
    #expect(trace.language == "dotnet")
    #expect(trace.exceptions.map(\.type) == [type])
    #expect(trace.root?.message == message)
  }

  @Test(arguments: [
    "System.Exception: boom", " ---> System.Exception: boom", "   at Shop.Cart.Add()",
    "TypeError: x is not a function\n    at Object.f (/app/x.js:1:2)\n    at /app/y.js:3:4",
    "Error: x\n    at async Promise.all (index 0)\n    at new Shop (file:///app/x.js:1:2)",
    "a.b.CException: x\n\tat a.B.c(B.java:1)", "Meet\nat noon",
    "Look at this.thing (again)\nat end",
  ]) func noTrace(_ text: String) {
    #expect(StackTraces.parse(text)?.language != "dotnet")
  }
}
