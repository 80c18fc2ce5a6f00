/// Traces of JavaScript and TypeScript as services write them, for more than one test.
enum SampleNodeTraces {
  static let frames = """
    TypeError: Cannot read properties of undefined (reading 'total')
        at priceOf (/app/src/orders/price.js:14:21)
        at new Promise (<anonymous>)
        at async Promise.all (index 2)
        at async OrderService.place (/app/src/orders/service.js:88:19)
        at async /app/node_modules/express-promise-router/lib/index.js:20:5
        at new Runner (webpack://shop/./src/runner.ts:3:9)
        at Layer.handle [as handle_request] (/app/node_modules/express/lib/router/layer.js:95:5)
        at process.processTicksAndRejections (node:internal/process/task_queues:95:5)
    """

  static let crash = """
    /app/server.js:12
        throw new Error('no configuration');
        ^

    Error: no configuration
        at Object.<anonymous> (/app/server.js:12:11)
        at Module._compile (node:internal/modules/cjs/loader:1256:14)
        at node:internal/main/run_main_module:23:47

    Node.js v20.1.0
    """

  static let cause = """
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

  static let aggregate = """
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

  static let module = """
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

  /// In a module that another one requires.
  static let required = """
    /app/src/tariffs.js:3
    const rates = [1, 2;
                      ^

    SyntaxError: Unexpected token ';'
        at wrapSafe (node:internal/modules/cjs/loader:1464:18)
        at require (node:internal/modules/helpers:182:18)
        at Object.<anonymous> (/app/src/main.js:1:17)

    Node.js v20.20.2
    """

  /// Nothing in its name says that it is an exception.
  static let mismatch = """
    /app/src/schema.js:21
        throw new SchemaMismatch(differences);
        ^

    SchemaMismatch: two columns differ:
     - total: number
     - tax
        at check (/app/src/schema.js:21:11)
        at Object.<anonymous> (/app/src/main.js:7:1)

    Node.js v20.20.2
    """

  static let syntax = """
    /app/routes.js:7
    const a = ;
              ^

    SyntaxError: Unexpected token ';'
        at internalCompileFunction (node:internal/vm:73:18)
        at Module._compile (node:internal/modules/cjs/loader:1178:20)
    """

  /// An event that nobody listened to: the calls that emitted it follow those that made the exception.
  static let emitted = """
    node:events:497
          throw er; // Unhandled 'error' event
          ^

    Error: listen EADDRINUSE: address already in use :::8080
        at Server.setupListenHandle [as _listen2] (node:net:1817:16)
        at Server.listen (node:net:1965:7)
        at Object.<anonymous> (/app/src/server.js:31:8)
    Emitted 'error' event on Server instance at:
        at emitErrorNT (node:net:1853:8)
        at process.processTicksAndRejections (node:internal/process/task_queues:82:21) {
      code: 'EADDRINUSE',
      errno: -98,
      syscall: 'listen',
      address: '::',
      port: 8080
    }

    Node.js v20.11.1
    """

  /// A client of a database keeps what the network said under two names.
  static let parent = """
    /app/src/main.mjs:4
      await shop.open();
      ^

    <ref *1> ConnectionRefusedError [SequelizeConnectionRefusedError]: connect ECONNREFUSED 10.0.0.3:3306
        at ConnectionManager.connect (/app/node_modules/sequelize/lib/dialects/mysql/connection-manager.js:92:17)
        at async Shop.open (file:///app/src/shop.mjs:19:3) {
      parent: Error: connect ECONNREFUSED 10.0.0.3:3306
          at TCPConnectWrap.afterConnect [as oncomplete] (node:net:1555:16) {
        errno: -111,
        code: 'ECONNREFUSED',
        fatal: true
      },
      original: Error: connect ECONNREFUSED 10.0.0.3:3306
          at TCPConnectWrap.afterConnect [as oncomplete] (node:net:1555:16) {
        errno: -111,
        code: 'ECONNREFUSED',
        fatal: true
      },
      self: [Circular *1]
    }
    """

  static let driver = """
    QueryFailedError: relation "orders" does not exist
        at PostgresQueryRunner.query (/app/node_modules/typeorm/driver/postgres/PostgresQueryRunner.js:219:19)
        at async OrderStore.load (/app/dist/orders/order.store.js:31:16) {
      query: 'SELECT * FROM "orders"',
      driverError: error: relation "orders" does not exist
          at Parser.parseErrorMessage (/app/node_modules/pg-protocol/dist/parser.js:287:98)
          at Socket.emit (node:events:517:28) {
        length: 104,
        code: '42P01'
      }
    }
    """

  static let typeScript = """
    /usr/src/app/node_modules/ts-node/src/index.ts:859
        return new TSError(diagnosticText, diagnosticCodes, diagnostics);
               ^
    TSError: ⨯ Unable to compile TypeScript:
    src/cart.ts:3:3 - error TS2322: Type 'string' is not assignable to type 'number'.

    3   total: 'none'
        ~~~~~

        at createTSError (/usr/src/app/node_modules/ts-node/src/index.ts:859:12)
        at Module.m._compile (/usr/src/app/node_modules/ts-node/src/index.ts:1618:23)
        at Object.<anonymous> (/usr/src/app/src/main.ts:2:1)
    """

  static let next = """
     ⨯ Error: no tariff for region eu-3
        at tariffOf (webpack-internal:///(rsc)/./src/tariffs.ts:12:11)
        at async Page (webpack-internal:///(rsc)/./src/app/page.tsx:20:18)
        at async renderToHTML (/app/node_modules/next/dist/server/render.js:1:3239) {
      digest: '1930860604'
    }
    """

  static let rejected = """
    node:internal/process/promises:288
                triggerUncaughtException(err, true /* fromPromise */);
                ^

    [UnhandledPromiseRejection: This error originated either by throwing inside of an async function without a catch block, or by rejecting a promise which was not handled with .catch(). The promise rejected with the reason "no tariff".] {
      code: 'ERR_UNHANDLED_REJECTION'
    }

    Node.js v18.17.0
    """

  /// Since version 20, for which it is an exception.
  static let rejectedNow = """
    node:internal/process/promises:389
          new UnhandledPromiseRejection(reason);
          ^

    UnhandledPromiseRejection: This error originated either by throwing inside of an async function without a catch block, or by rejecting a promise which was not handled with .catch(). The promise rejected with the reason "no tariff".
        at throwUnhandledRejectionsMode (node:internal/process/promises:389:7)
        at process.processTicksAndRejections (node:internal/process/task_queues:96:32) {
      code: 'ERR_UNHANDLED_REJECTION'
    }

    Node.js v20.20.2
    """

  static let nest = """
    [Nest] 1  - 09/11/2025, 8:30:12 AM   ERROR [ExceptionHandler] Nest can't resolve dependencies of the CartService (?).

    Potential solutions:
    - Is ShopModule a valid NestJS module?
    Error: Nest can't resolve dependencies of the CartService (?).

    Potential solutions:
    - Is ShopModule a valid NestJS module?
        at Injector.lookupComponentInParentModules (/app/node_modules/@nestjs/core/injector/injector.js:254:19)
        at async bootstrap (/app/dist/main.js:9:15)
    """

  static let evaluated = """
    ReferenceError: total is not defined
        at eval (eval at render (/app/src/views.js:31:10), <anonymous>:4:7)
        at Object.eval [as template] (eval at compile (/app/node_modules/ejs/lib/ejs.js:662:12), <anonymous>:10:17)
        at Cart.[Symbol.iterator] (/app/src/cart.js:8:3)
        at next (native)
        at [eval]:1:7
        at evalmachine.<anonymous>:2:1
        at C:\\shop\\src\\cart.js:9:5
    """

  /// Before version 12: braces around the whole, and files of its own without a scheme.
  static let old = """
    events.js:174
          throw er; // Unhandled 'error' event
          ^

    { Error: connect ECONNREFUSED 10.0.0.3:6379
        at TCPConnectWrap.afterConnect [as oncomplete] (net.js:1113:14)
        at Shop.open (/srv/shop/redis.js:12:5)
      errno: 'ECONNREFUSED',
      code: 'ECONNREFUSED',
      port: 6379 }
    """

  /// For tests that must hold for any trace.
  static let all = [
    frames, crash, cause, aggregate, module, required, mismatch, syntax, emitted, parent, driver,
    typeScript, next,
    rejected, rejectedNow, nest, evaluated, old,
  ]
}

extension SampleNodeTraces {
  /// A megabyte each, to keep a reader busy.
  static let huge = [
    "TypeError: x\n" + String(repeating: "    at f (/app/a.js:1:2)\n", count: 100_000),
    "Error: x\n    at f (/app/a.js:1:2) {\n"
      + (0..<4000).map { String(repeating: " ", count: $0 % 400) + "[cause]: Error: x\n" }.joined(),
    "Error: x\n    at f (/app/a.js:1:2) {\n"
      + (0..<2000).map { String(repeating: " ", count: $0 + 2) + "[cause]: Error: x\n" }.joined(),
    "Error: x\n    at f (/app/a.js:1:2) {\n" + String(repeating: "  a: Error: x\n", count: 60_000),
    "Error: x\n    at f (/app/a.js:1:2)\n"
      + String(repeating: "Caused by: Error: x\n", count: 50_000),
    "Error: x\n    at f (/app/a.js:1:2) {\n" + String(repeating: "  [errors]: [\n", count: 60_000),
    "Error: x\n" + String(repeating: "    at f (<anonymous>)\n", count: 40_000)
      + "    at f (/app/a.js:1:2)",
    String(repeating: "x\n    at f (/app/a.js:1:2)\n", count: 40_000),
    String(repeating: "    at f (<anonymous>)\n    at f (/app/a.js:1:2)\n", count: 20_000),
    String(repeating: "Error: x\n", count: 110_000) + "    at f (/app/a.js:1:2)",
    "    at " + String(repeating: " (", count: 500_000) + ")",
    "    at f (eval at " + String(repeating: ",", count: 1_000_000) + ":1:2)",
    "    at f (" + String(repeating: "eval at f (", count: 90_000) + "/app/a.js:1:2)",
    String(repeating: "Error ", count: 160_000) + "\n    at f (/app/a.js:1:2)",
    "[" + String(repeating: "TypeError: ", count: 90_000) + "]\n    at f (/app/a.js:1:2)",
    "TypeError: x\n    at f (/app/a.js:1:2) {\n" + String(repeating: "[", count: 1_000_000),
    String(repeating: "[UnhandledPromiseRejection: ", count: 40_000),
    "<ref *" + String(repeating: "1", count: 1_000_000),
  ]
}
