/// Traces of .NET as services write them.
enum SampleDotNetTraces {
  static let chain = """
    Unhandled exception. System.InvalidOperationException: Cannot start the shop
     ---> Shop.StockException: no stock
     ---> System.Net.Sockets.SocketException (111): Connection refused
       at System.Net.Sockets.Socket.AwaitableSocketAsyncEventArgs.ThrowException(SocketError error, CancellationToken cancellationToken)
       at Shop.Stock.<DialAsync>d__5.MoveNext() in /src/Shop/Stock.cs:line 44
    --- End of stack trace from previous location ---
       at Shop.Stock.Open(String host, Int32 port) in /src/Shop/Stock.cs:line 30
       --- End of inner exception stack trace ---
       at Shop.Stock.Open(String host, Int32 port) in /src/Shop/Stock.cs:line 34
       --- End of inner exception stack trace ---
       at Shop.Program.<>c__DisplayClass0_0.<<Main>$>b__0() in /src/Shop/Program.cs:line 12
       at Microsoft.Extensions.Hosting.HostBuilder.Build()
       at Program.Main(String[] args)
    """

  static let aggregate = """
    System.AggregateException: One or more errors occurred. (left) (right)
     ---> Shop.LeftException: left
       at Shop.Pair.Left() in C:\\src\\Pair.cs:line 3
       --- End of inner exception stack trace ---
       at System.Threading.Tasks.Task.WaitAll(Task[] tasks)
       at Shop.Pair.Both[T1,T2](Func`2 f) in C:\\src\\Pair.cs:line 9
     ---> (Inner Exception #1) Shop.RightException: right
     ---> System.TimeoutException: late
       at Shop.Pair.Wait() in C:\\src\\Pair.cs:line 5
       --- End of inner exception stack trace ---
       at Shop.Pair.Right() in C:\\src\\Pair.cs:line 6<---
    """

  static let logged = """
    fail: Microsoft.AspNetCore.Server.Kestrel[13]
          Connection id "0HM", Request id "0HM:2": An unhandled exception was thrown by the application.
          Npgsql.PostgresException (0x80004005): 28P01: password authentication failed for user "shop"
             at Npgsql.Internal.NpgsqlConnector.<Open>g__OpenCore|213_1(NpgsqlConnector conn, SslMode sslMode)
             at Shop.Orders.Get(Int32 id) in /src/Orders.cs:line 21
            Exception data:
              Severity: FATAL
    """

  static let old = """
    System.Reflection.TargetInvocationException: Exception has been thrown by the target of an invocation. ---> System.ArgumentNullException: Value cannot be null.
    Parameter name: cart
       at Shop.Cart.Add(Item item)
       --- End of inner exception stack trace ---
       at System.RuntimeMethodHandle.InvokeMethod(Object target, Object[] arguments, Signature sig, Boolean constructor)
    """

  static let all = [chain, aggregate, logged, old]
}
