import LogModel
import StackTraces
import Testing

/// Writes a trace in one line per exception: `link type|message|function:line,…`.
func outline(_ trace: StackTrace?) -> [String] {
  (trace?.exceptions ?? []).map { exception in
    let frames = exception.frames.map {
      "\($0.isApplication ? "" : "-")\($0.function ?? "?"):\($0.line ?? 0)"
    }
    return "\(exception.link.rawValue) \(exception.type)|\(exception.message)|"
      + frames.joined(separator: ",")
  }
}

@Suite struct PythonParsingTests {
  @Test func readsTheReferenceChainRootFirst() throws {
    let trace = try #require(StackTraces.parse(SampleTraces.reference))
    #expect(trace.language == "python")
    #expect(!trace.continuesEarlier)
    #expect(
      trace.exceptions.map(\.type) == [
        "ValueError", "netra_backend.app.smd.DeterministicStartupError",
      ])
    #expect(trace.root?.message == SampleTraces.message)
    #expect(trace.exceptions.map(\.link) == [.root, .context])
    #expect(trace.origin?.file == "/app/netra_backend/app/websocket_core/__init__.py")
    #expect(trace.origin?.line == 58)
    #expect(trace.origin?.function == "get_websocket_manager")
    #expect(trace.wrappers.map(\.shortType) == ["DeterministicStartupError"])
    #expect(trace.exceptions[1].frames.map(\.isApplication) == [false, false, true])
  }

  @Test func blankLinesBetweenSegmentsMayBeMissing() {
    let dense = SampleTraces.reference.split(separator: "\n").joined(separator: "\n")
    #expect(StackTraces.parse(dense) == StackTraces.parse(SampleTraces.reference))
  }

  @Test func theConnectorMayBeMissing() {
    let trace = StackTraces.parse(SampleTraces.root + "\n" + SampleTraces.wrapper)
    #expect(trace?.exceptions.map(\.link) == [.root, .context])
    #expect(trace?.root?.message == SampleTraces.message)
  }

  @Test func aTextThatBeginsWithAConnectorContinuesAnEarlierOne() {
    let trace = StackTraces.parse("\n" + SampleTraces.cause + "\n\n" + SampleTraces.wrapper)
    #expect(trace?.continuesEarlier == true)
    #expect(trace?.exceptions.map(\.link) == [.cause])
  }

  @Test func aConnectorAtTheEndIsNoPartOfTheMessage() {
    let trace = StackTraces.parse(SampleTraces.root + "\n\n" + SampleTraces.context)
    #expect(trace?.exceptions.count == 1)
    #expect(trace?.root?.message == SampleTraces.message)
  }

  @Test func messagesOfDriversKeepTheirLines() {
    let trace = StackTraces.parse(SampleTraces.database)
    #expect(
      trace?.exceptions.map(\.type) == [
        "psycopg2.OperationalError", "sqlalchemy.exc.OperationalError",
      ])
    #expect(trace?.exceptions.map(\.link) == [.root, .cause])
    #expect(trace?.exceptions[0].message.hasSuffix("TCP/IP connections?") == true)
    #expect(
      trace?.exceptions[1].message.hasSuffix(
        "\n\n[SQL: SELECT 1]\n(Background on this error at: https://sqlalche.me/e/20/e3q8)") == true
    )
  }

  @Test func withoutApplicationFramesInTheRootTheNextOnesNameTheOrigin() {
    let trace = StackTraces.parse(SampleTraces.database)
    #expect(trace?.root?.frames.contains { $0.isApplication } == false)
    #expect(trace?.origin?.function == "ping")
  }

  @Test func validationErrorsKeepTheirList() {
    let trace = StackTraces.parse(SampleTraces.validation)
    #expect(trace?.root?.type == "pydantic_core._pydantic_core.ValidationError")
    #expect(trace?.root?.shortType == "ValidationError")
    let lines = trace?.root?.message.split(separator: "\n") ?? []
    #expect(lines.count == 7)
    #expect(lines.first == "2 validation errors for Settings")
    #expect(lines.dropFirst().first == "DATABASE_URL")
    #expect(trace?.origin?.function == "<module>")
  }

  @Test func membersOfAGroupComeBeforeIt() {
    #expect(
      outline(StackTraces.parse(SampleTraces.group)) == [
        "root KeyError|'orders'|consume:12",
        "cause workers.WorkerFailed|no queue|consume:14",
        "root ValueError|bad item\nseen while draining|produce:20",
        "cause ExceptionGroup|unhandled errors in a TaskGroup (2 sub-exceptions)|"
          + "main:30,-__aexit__:145",
      ])
  }

  @Test func groupsNestAndMembersMayLackATraceback() {
    let text = """
      Traceback (most recent call last):
        File "/app/a.py", line 1, in first
          boom()
      OSError: disk

      During handling of the above exception, another exception occurred:

        + Exception Group Traceback (most recent call last):
        |   File "/app/a.py", line 9, in outer
        |     raise ExceptionGroup("outer", [inner, TypeError(2)])
        | ExceptionGroup: outer (2 sub-exceptions)
        +-+---------------- 1 ----------------
          | Exception Group Traceback (most recent call last):
          |   File "/app/a.py", line 5, in middle
          |     raise ExceptionGroup("inner", [ValueError(1)])
          | ExceptionGroup: inner (1 sub-exception)
          +-+---------------- 1 ----------------
            | ValueError: 1
            +------------------------------------
          +---------------- 2 ----------------
          | TypeError: 2
          +---------------- 3 ----------------
          | ExceptionGroup: never raised (1 sub-exception)
          +-+---------------- 1 ----------------
            | KeyError: 'k'
            +------------------------------------
          +------------------------------------

      The above exception was the direct cause of the following exception:

      Traceback (most recent call last):
        File "/app/a.py", line 12, in last
          raise RuntimeError from group
      RuntimeError
      """
    #expect(
      outline(StackTraces.parse(text)) == [
        "root OSError|disk|first:1",
        "context ValueError|1|",
        "cause ExceptionGroup|inner (1 sub-exception)|middle:5",
        "root TypeError|2|",
        "root KeyError|'k'|",
        "cause ExceptionGroup|never raised (1 sub-exception)|",
        "cause ExceptionGroup|outer (2 sub-exceptions)|outer:9",
        "cause RuntimeError||last:12",
      ])
  }

  @Test func syntaxErrorsNameNoFunction() {
    let trace = StackTraces.parse(SampleTraces.syntaxError)
    #expect(outline(trace) == ["root SyntaxError|invalid syntax|<module>:1,?:7"])
    let alone = "  File \"main.py\", line 3\n    x = = 1\n        ^\nSyntaxError: invalid syntax\n"
    #expect(outline(StackTraces.parse(alone)) == ["root SyntaxError|invalid syntax|?:3"])
  }

  @Test func aTraceWithoutItsHeadGivesFramesAndException() {
    let text = """
        File "<frozen importlib._bootstrap>", line 1204, in _gcd_import
        File "/srv/shop/app.py", line 9, in <module>
          from shop.store import Store
      ModuleNotFoundError: No module named 'shop.store'
      [2025-12-28 18:32:12 +0000] [7] [INFO] Worker exiting (pid: 7)
      """
    let trace = StackTraces.parse(text)
    #expect(
      outline(trace) == [
        "root ModuleNotFoundError|No module named 'shop.store'|-_gcd_import:1204,<module>:9"
      ])
    #expect(trace?.origin?.file == "/srv/shop/app.py")
    #expect(
      text.utf8.withContiguousStorageIfAvailable { StackTraces.firstGlance($0) } == .wholeTrace)
  }

  @Test func aMessageEndsBeforeFrames() {
    let text =
      SampleTraces.root + "\n  File \"/app/other.py\", line 4, in other\n    go()\nOSError: no"
    #expect(StackTraces.parse(text) == StackTraces.parse(SampleTraces.root))
  }

  @Test(
    "a frame without a file is the origin only where there is no other",
    arguments: [
      (["/usr/lib/python3.11/os.py", "<frozen os>"], "/usr/lib/python3.11/os.py"),
      (["/app/a.py", "/usr/lib/python3.11/os.py", "<string>"], "/app/a.py"),
      (["<string>", "<frozen os>"], "<frozen os>"),
    ])
  func origin(files: [String], expected: String) {
    let frames = files.map { "  File \"\($0)\", line 1, in f\n    g()\n" }.joined()
    let trace = StackTraces.parse(Self.header + frames + "KeyError: 'x'")
    #expect(trace?.origin?.file == expected)
  }

  /// A text, and what is read out of it.
  struct Case: CustomTestStringConvertible, Sendable {
    var name: String
    var text: String
    var outline: [String]
    var testDescription: String { name }
  }

  static let header = "Traceback (most recent call last):\n"

  static let cases: [Case] = [
    Case(
      name: "no message",
      text: header + "  File \"a.py\", line 1, in f\n    assert x\nAssertionError\n",
      outline: ["root AssertionError||f:1"]),
    Case(
      name: "uvicorn's prefix and what it logs next",
      text: "ERROR:    " + header + "  File \"/app/main.py\", line 9, in lifespan\n    go()\n"
        + "RuntimeError: no\n\nERROR:    Application startup failed. Exiting.",
      outline: ["root RuntimeError|no|lifespan:9"]),
    Case(
      name: "gunicorn's next line",
      text: header + "  File \"/app/main.py\", line 9, in f\n    go()\nRuntimeError: no\n"
        + "[2025-09-16 00:41:13 +0000] [14] [INFO] Worker exiting (pid: 14)",
      outline: ["root RuntimeError|no|f:9"]),
    Case(
      name: "the whole trace is indented",
      text: "  " + header + "    File \"a.py\", line 1, in f\n      g()\n  OSError: x",
      outline: ["root OSError|x|f:1"]),
    Case(
      name: "only the first line lost its indentation",
      text: header + "    File \"a.py\", line 1, in f\n      g()\n  OSError: x",
      outline: ["root OSError|x|f:1"]),
    Case(
      name: "all indentation is lost",
      text: header + "File \"a.py\", line 1, in f\ng(KeyError)\nFile \"b.py\", line 2, in g\n"
        + "raise X\n~~~^^^\nOSError: x",
      outline: ["root OSError|x|f:1,g:2"]),
    Case(
      name: "CRLF",
      text: "Traceback (most recent call last):\r\n  File \"a.py\", line 1, in f\r\n    g()\r\n"
        + "OSError: x\r\nmore\r\n",
      outline: ["root OSError|x\nmore|f:1"]),
    Case(
      name: "repeated frames",
      text: header
        + "  File \"a.py\", line 1, in f\n    f()\n  [Previous line repeated 996 more times]"
        + "\nRecursionError: maximum recursion depth exceeded",
      outline: ["root RecursionError|maximum recursion depth exceeded|f:1"]),
    Case(
      name: "Windows",
      text: header + "  File \"C:\\svc\\app.py\", line 4, in run\n    go()\n"
        + "  File \"C:\\Python311\\Lib\\asyncio\\runners.py\", line 190, in run\n    x\n"
        + "  File \"C:\\svc\\env\\Lib\\site-packages\\uvicorn\\main.py\", line 5, in run\n    x\n"
        + "FileNotFoundError: [WinError 2] gone: 'C:\\\\x'",
      outline: ["root FileNotFoundError|[WinError 2] gone: 'C:\\\\x'|run:4,-run:190,-run:5"]),
    Case(
      name: "frozen and string frames",
      text: header
        + "  File \"<frozen importlib._bootstrap>\", line 241, in _call_with_frames_removed\n"
        + "  File \"<string>\", line 1, in <module>\n  File \"app/x.py\", line 2, in <module>\n"
        + "    import nope\nModuleNotFoundError: No module named 'nope'",
      outline: [
        "root ModuleNotFoundError|No module named 'nope'|"
          + "-_call_with_frames_removed:241,-<module>:1,<module>:2"
      ]),
    Case(
      name: "loguru",
      text: header + "\n  File \"/app/main.py\", line 5, in <module>\n    main()\n"
        + "    └ <function main at 0x7f>\n\n> File \"/app/main.py\", line 3, in main\n    x = 1/0\n\n"
        + "ZeroDivisionError: division by zero",
      outline: ["root ZeroDivisionError|division by zero|<module>:5,main:3"]),
    Case(
      name: "remote traceback of a process pool",
      text: "concurrent.futures.process._RemoteTraceback: \n\"\"\"\n" + header
        + "  File \"/app/w.py\", line 2, in work\n    x\nKeyError: 1\n\"\"\"\n\n"
        + SampleTraces.cause + "\n\n" + header
        + "  File \"/app/main.py\", line 8, in main\n    y\nKeyError: 1",
      outline: ["root KeyError|1|work:2", "cause KeyError|1|main:8"]),
    Case(
      name: "lower-case and local types",
      text: header
        + "  File \"a.py\", line 1, in f\n    g()\nsocket.gaierror: [Errno -2] unknown\n\n"
        + SampleTraces.context + "\n\n" + header
        + "  File \"a.py\", line 3, in f\n    g()\n__main__.f.<locals>.Odd: why",
      outline: [
        "root socket.gaierror|[Errno -2] unknown|f:1", "context __main__.f.<locals>.Odd|why|f:3",
      ]),
    Case(
      name: "a message that is all colons and quotes",
      text: header + "  File \"a.py\", line 1, in f\n    g()\nKeyError: \"a: 'b': c\"",
      outline: ["root KeyError|\"a: 'b': c\"|f:1"]),
    Case(
      name: "the last segment is cut off",
      text: SampleTraces.syntaxError + "\n\n" + SampleTraces.context + "\n\n" + header
        + "  File \"a.py\", line 1, in f\n    g(",
      outline: ["root SyntaxError|invalid syntax|<module>:1,?:7"]),
  ]

  @Test(arguments: cases) func reads(_ example: Case) {
    #expect(outline(StackTraces.parse(example.text)) == example.outline)
  }

  @Test(arguments: [
    "", "\n", "Traceback (most recent call last):", "just a message: with a colon",
    "Traceback (most recent call last):\n  File \"a.py\", line 1, in f\n    g()",
    "Traceback (most recent call last):\n  File \"a.py\", line 1, in f\n    g()\n[INFO] went on",
    "Traceback (most recent call last):\n  File \"a.py\", line 1, in f\nERROR: something",
    "see Traceback (most recent call last): in the docs\nValueError: x",
    "ValueError: x", SampleTraces.context, "KeyError\n" + SampleTraces.cause,
  ]) func isNoCompleteTrace(_ text: String) {
    #expect(StackTraces.parse(text) == nil)
  }

  @Test func endlessRecursionKeepsBothEnds() {
    let frames = (1...2000).map { "  File \"a.py\", line \($0), in f\n    f()\n" }.joined()
    let trace = StackTraces.parse(Self.header + frames + "RecursionError: deep")
    #expect(trace?.root?.frames.count == 128)
    #expect(trace?.root?.frames.first?.line == 1)
    #expect(trace?.root?.frames.last?.line == 2000)
  }

  @Test func aTraceOfSizeIsReadInTime() {
    let text = String(repeating: SampleTraces.reference, count: 200)
    #expect(StackTraces.parse(text)?.exceptions.isEmpty == false)
    let groups = (0..<400).map {
      String(repeating: " ", count: 2 * $0 + 2) + "+ Exception Group " + Self.header
        + String(repeating: " ", count: 2 * $0 + 2) + "| ExceptionGroup: x\n"
        + String(repeating: " ", count: 2 * $0 + 2) + "+-+---------------- 1 ----------------\n"
    }
    #expect(StackTraces.parse(groups.joined()) != nil)
  }
}
