/// Crashes of Swift programs as services log them.
enum SampleSwiftTraces {
  static let backtrace = """
    App/Boot.swift:12: Fatal error: no configuration for port 8080
    Current stack trace is not available

    *** Signal 4: Backtracing from 0x7f3bdc62c13b... done ***

    *** Program crashed: Illegal instruction at 0x00007f3bdc62c13b ***

    Thread 0 "App" crashed:

    0 [inlined] [system] 0x00007f3bdc62c13b specialized _assertionFailure(_:_:file:line:flags:) in libswiftCore.so
    1               0x00007f3bdc62c13c closure #1 in Routes.init(from:) + 84 in App at /build/.build/checkouts/vapor/Sources/Vapor/Routes.swift:44:5
    2 [ra]          0x000055d1c0a11a57 Boot.load() + 150 in App at /app/Sources/App/Boot.swift:12:9

        10│   func load() {
        11│     guard let port else {
        12│       fatalError("no configuration for port 8080")
          │       ▲
        13│     }

    3 [ra]          0x000055d1c0a11b01 static App.main() + 20 in App at /app/Sources/App/main.swift:3:1
    4 [ra] [system] 0x00007f3bdbe29d90 __libc_start_call_main + 128 in libc.so.6

    Registers:

    rax 0x0000000000000000  0
    """

  static let bare = "Swift/ContiguousArrayBuffer.swift:600: Fatal error: Index out of range"

  static let old = """
    Fatal error: Error raised at top level: App.BootError.noPort: file Swift/ErrorType.swift, line 200
    0x55d1c0a11a57, Boot.load() at /app/Sources/App/Boot.swift:12
    0x55d1c0a11b01, main at /app/Sources/App/main.swift:3
    """

  static let pointer = """
    *** Program crashed: Bad pointer dereference at 0x0000000000000000 ***

    Thread 1 crashed:

    0      0x000055d1c0a11a57 Cache.read(_:) + 20 in App at /app/Sources/App/Cache.swift:7:3
    1 [ra] 0x000055d1c0a11b01 static App.main() + 20 in App at /app/Sources/App/main.swift:3:1
    """

  static let all = [backtrace, bare, old, pointer]
}
