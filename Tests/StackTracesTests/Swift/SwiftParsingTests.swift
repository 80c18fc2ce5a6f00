import LogModel
import StackTraces
import Testing

@Suite struct SwiftParsingTests {
  func parse(_ text: String) throws -> StackTrace { try #require(StackTraces.parse(text)) }

  @Test func theCrashedThreadHasTheFrames() throws {
    let trace = try parse(SampleSwiftTraces.backtrace)
    #expect(trace.language == "swift")
    #expect(trace.root?.type == "Fatal error")
    #expect(trace.root?.message == "no configuration for port 8080")
    #expect(
      trace.root?.frames.map(\.function) == [
        "__libc_start_call_main", "static App.main()", "Boot.load()",
        "closure #1 in Routes.init(from:)",
        "specialized _assertionFailure(_:_:file:line:flags:)",
      ])
    #expect(trace.root?.frames.map(\.isApplication) == [false, true, true, false, false])
    #expect(
      trace.origin
        == StackFrame(
          file: "/app/Sources/App/Boot.swift", line: 12, function: "Boot.load()",
          isApplication: true))
  }

  @Test func theLibrarysOwnFileIsNoApplication() throws {
    let trace = try parse(SampleSwiftTraces.bare)
    #expect(trace.root?.message == "Index out of range")
    #expect(trace.origin?.file == "Swift/ContiguousArrayBuffer.swift")
    #expect(trace.origin?.isApplication == false)
  }

  @Test func olderReportsEndInTheirFile() throws {
    let trace = try parse(SampleSwiftTraces.old)
    #expect(trace.root?.message == "Error raised at top level: App.BootError.noPort")
    #expect(trace.origin?.function == "Boot.load()")
    #expect(trace.origin?.line == 12)
  }

  @Test func aCrashWithoutAReportIsOneByItsFrames() throws {
    let trace = try parse(SampleSwiftTraces.pointer)
    #expect(trace.root?.type == "Program crashed")
    #expect(trace.root?.message == "Bad pointer dereference at 0x0000000000000000")
    #expect(trace.origin?.file == "/app/Sources/App/Cache.swift")
  }

  @Test(arguments: [
    ("App/Boot.swift:7: Fatal error", "Fatal error", "", "App/Boot.swift"),
    ("App/Boot.swift:7: Precondition failed: no", "Precondition failed", "no", "App/Boot.swift"),
    (
      "INFO: x\n/my-app/Boot.swift:7: Assertion failed: no\nINFO: y", "Assertion failed", "no",
      "/my-app/Boot.swift"
    ),
    ("Fatal error: no: file /app/Boot.swift, line 7", "Fatal error", "no", "/app/Boot.swift"),
  ]) func oneLine(_ text: String, _ type: String, _ message: String, _ file: String) throws {
    let trace = try parse(text)
    #expect(trace.root?.type == type)
    #expect(trace.root?.message == message)
    #expect(
      trace.origin == StackFrame(file: file, line: 7, function: nil, isApplication: true))
  }

  @Test(arguments: [
    "Fatal error: Allowed memory size of 134217728 bytes exhausted in /srv/x.php on line 3",
    "Fatal error: Uncaught TypeError: x in /srv/x.php:3", "Fatal error: something",
    "App/Boot.swift:7: warning: unused", "*** Program crashed: no frames ***",
    "0 errors in 3 files at once", "1 [ra] of 2", "Thread 0 is idle:",
  ]) func noTrace(_ text: String) {
    #expect(StackTraces.parse(text)?.language != "swift")
  }
}
