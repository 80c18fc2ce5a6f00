/// Traces of Node, Go, Rust, PHP and Ruby as services write them, for more than one test.
enum SampleScriptTraces {
  static let node = """
    TypeError: Cannot read properties of undefined (reading 'total')
        at priceOf (/app/src/orders/price.js:14:21)
        at async OrderService.place (/app/src/orders/service.js:88:19)
        at async /app/node_modules/express-promise-router/lib/index.js:20:5
        at new Runner (webpack://shop/./src/runner.ts:3:9)
        at Layer.handle [as handle_request] (/app/node_modules/express/lib/router/layer.js:95:5)
        at process.processTicksAndRejections (node:internal/process/task_queues:95:5)
    """

  static let nodeCrash = """
    /app/server.js:12
        throw new Error('no configuration');
        ^

    Error: no configuration
        at Object.<anonymous> (/app/server.js:12:11)
        at Module._compile (node:internal/modules/cjs/loader:1256:14)
        at node:internal/main/run_main_module:23:47

    Node.js v20.1.0
    """

  static let nodeCause = """
    OrderFailed: order 17 was not placed
        at place (/app/src/orders.js:40:11)
        at process.processTicksAndRejections (node:internal/process/task_queues:95:5) {
      orderId: 17,
      [cause]: QueryFailedError: insert failed
          at Db.insert (/app/src/db.js:22:13)
          ... 1 lines matching cause stack trace ...
          at process.processTicksAndRejections (node:internal/process/task_queues:95:5) {
        [cause]: Error: connect ECONNREFUSED 10.0.0.3:5432
            at TCPConnectWrap.afterConnect [as oncomplete] (node:net:1494:16) {
          errno: -111,
          code: 'ECONNREFUSED',
          syscall: 'connect'
        }
      }
    }
    """

  static let nodeAggregate = """
    AggregateError [ECONNREFUSED]:\u{20}
        at internalConnectMultiple (node:net:1122:18)
        at afterConnectMultiple (node:net:1689:7) {
      code: 'ECONNREFUSED',
      [errors]: [
        Error: connect ECONNREFUSED ::1:5432
            at createConnectionError (node:net:1652:14)
            at afterConnectMultiple (node:net:1682:16) {
          errno: -111,
          code: 'ECONNREFUSED'
        },
        Error: connect ECONNREFUSED 127.0.0.1:5432
            at createConnectionError (node:net:1652:14)
            at afterConnectMultiple (node:net:1682:16) {
          errno: -111
        }
      ]
    }
    """

  static let nodeModule = """
    node:internal/modules/cjs/loader:1080
      throw err;
      ^

    Error: Cannot find module './routes'
    Require stack:
    - /app/server.js
        at Module._resolveFilename (node:internal/modules/cjs/loader:1077:15)
        at require (node:internal/modules/helpers:119:18)
        at Object.<anonymous> (/app/server.js:3:16) {
      code: 'MODULE_NOT_FOUND',
      requireStack: [ '/app/server.js' ]
    }

    Node.js v18.17.0
    """

  static let nodeSyntax = """
    /app/routes.js:7
    const a = ;
              ^

    SyntaxError: Unexpected token ';'
        at internalCompileFunction (node:internal/vm:73:18)
        at Module._compile (node:internal/modules/cjs/loader:1178:20)
    """

  static let goNil = """
    panic: runtime error: invalid memory address or nil pointer dereference
    [signal SIGSEGV: segmentation violation code=0x1 addr=0x0 pc=0x48f5a5]

    goroutine 1 [running]:
    database/sql.(*DB).conn(0xc0000a6000, {0x6f4e20, 0xc000012018}, 0x1)
    \t/usr/local/go/src/database/sql/sql.go:1294 +0x56
    example.com/shop/orders.(*Store).Load(...)
    \t/app/orders/store.go:41
    main.main()
    \t/app/main.go:14 +0x1d
    exit status 2
    """

  static let goAgain = """
    panic: no configuration [recovered]
    \tpanic: cannot start

    goroutine 1 [running]:
    main.start.func1()
    \t/app/main.go:20 +0x5a
    panic({0x45e020?, 0x48b2d8?})
    \t/usr/local/go/src/runtime/panic.go:914 +0x21f
    main.load()
    \t/app/config.go:9 +0x27
    main.start()
    \t/app/main.go:24 +0x4a
    created by main.main in goroutine 1
    \t/app/main.go:30 +0x1d
    """

  static let goDeadlock = """
    fatal error: all goroutines are asleep - deadlock!

    goroutine 1 [chan receive, 2 minutes]:
    main.wait(0xc000024180)
    \t/app/wait.go:8 +0x2c
    main.main()
    \t/app/main.go:11 +0x45

    goroutine 18 [select]:
    main.other()
    \t/app/other.go:3 +0x45
    """

  static let goServer = """
    2025/09/16 00:41:13 http: panic serving 10.8.0.4:51234: runtime error: index out of range [3] with length 2
    goroutine 34 [running]:
    net/http.(*conn).serve.func1()
    \t/usr/local/go/src/net/http/server.go:1868 +0xb9
    panic({0x6e2b40?, 0xc0000b2018?})
    \t/usr/local/go/src/runtime/panic.go:920 +0x270
    main.cart(0xc0000d2000)
    \t/app/cart.go:33 +0x1a5
    net/http.HandlerFunc.ServeHTTP(0xc0000e6000?, {0x7a1f30?, 0xc0000d2000?}, 0x0?)
    \t/usr/local/go/src/net/http/server.go:2136 +0x29
    created by net/http.(*Server).Serve in goroutine 1
    \t/usr/local/go/src/net/http/server.go:3086 +0x5cb
    """

  static let goGin = """
    2025/09/16 00:41:13 [Recovery] 2025/09/16 - 00:41:13 panic recovered:
    GET /items HTTP/1.1
    Host: shop.example.com

    runtime error: index out of range [7] with length 3
    /usr/local/go/src/runtime/panic.go:113 (0x4366f3)
    \tgoPanicIndex: panic(boundsError{x: int64(x), signed: true, y: y, code: boundsIndex})
    /app/items.go:19 (0x8d1b4f)
    \tlist: return items[7]
    /go/pkg/mod/github.com/gin-gonic/gin@v1.9.1/context.go:174 (0x8c6c7b)
    \t(*Context).Next: c.handlers[c.index](c)
    """

  /// All of them, for tests that must hold for any trace.
  static let all = [
    node, nodeCrash, nodeCause, nodeAggregate, nodeModule, nodeSyntax, goNil, goAgain, goDeadlock,
    goServer, goGin,
  ]
}
