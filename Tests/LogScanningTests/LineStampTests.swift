import LogModel
import Testing

@testable import LogScanning

@Suite struct LineStampTests {
  @Test(
    "a bare time in front of a line is no part of its message",
    arguments: [
      ("2025-09-16T00:41:13.5Z hello", "2025-09-16T00:41:13.500Z", "hello"),
      (
        "2025-09-16T00:41:13.123456789Z   File \"a.py\"", "2025-09-16T00:41:13.123456789Z",
        "  File \"a.py\""
      ),
      ("2025-09-16T00:41:13Z\thello", "2025-09-16T00:41:13Z", "hello"),
      (
        "2025-09-16T02:41:13.5+02:00 - Worker 0 booted", "2025-09-16T00:41:13.500Z",
        "- Worker 0 booted"
      ),
      ("2025-09-16 00:41:13 - Worker 0 booted", "2025-09-16T00:41:13Z", "- Worker 0 booted"),
      (
        "2025-09-16 00:41:13,123 - app - INFO - hello", "2025-09-16T00:41:13.123Z",
        "app - INFO - hello"
      ),
      (
        "2025-09-16 00:41:13.123 | INFO     | a:b:1 - hello", "2025-09-16T00:41:13.123Z",
        "INFO     | a:b:1 - hello"
      ),
      ("2025-09-16 00:41:13: hello", "2025-09-16T00:41:13Z", "hello"),
      ("2025-09-16 00:41:13 GMT+5:30 hello", "2025-09-15T19:11:13Z", "hello"),
      ("2025-09-16 00:41:13 UTC-3 hello", "2025-09-16T03:41:13Z", "hello"),
      // The runtime's time goes, the program's stays.
      (
        "2025-09-16T00:41:13Z 2025-09-16T00:41:12Z  INFO 1 --- x", "2025-09-16T00:41:13Z",
        "2025-09-16T00:41:12Z  INFO 1 --- x"
      ),
      (
        "2025-09-16T00:41:13Z [2025-09-16 00:41:12 +0000] [14] [INFO] x", "2025-09-16T00:41:13Z",
        "[2025-09-16 00:41:12 +0000] [14] [INFO] x"
      ),
    ])
  func stripped(line: String, time: String, message: String) throws {
    let (entries, outcome) = try read(line + "\n")
    #expect(entries.map(\.timestamp.rfc3339) == [time])
    #expect(entries.map(\.message) == [message])
    #expect(outcome.problems.isEmpty)
  }

  @Test(
    "a time that the program set in its own form stays",
    arguments: [
      ("[2025-09-16 02:41:13 +0200] [14] [INFO] hello", "2025-09-16T00:41:13Z"),
      ("INFO 2025-09-16 00:41:13,123 hello", "2025-09-16T00:41:13.123Z"),
      ("2025/09/16 00:41:13 [error] 7#7: hello", "2025-09-16T00:41:13Z"),
      ("2025-09-16 00:41:13,hello", "2025-09-16T00:41:13Z"),
      ("2025-09-16 00:41:13] hello", "2025-09-16T00:41:13Z"),
    ])
  func kept(line: String, time: String) throws {
    let (entries, _) = try read(line + "\n")
    #expect(entries.map(\.timestamp.rfc3339) == [time])
    #expect(entries.map(\.message) == [line])
  }

  @Test(
    "levels are read before and after the time is taken off",
    arguments: [
      ("2025-09-16T00:41:13Z 2025-09-16T00:41:12Z ERROR 1 --- [main] x : y", Severity.error),
      ("2025-09-16T00:41:13.1Z ERROR:    Application startup failed. Exiting.", .error),
      ("2025-09-16 00:41:13,123 - CRITICAL - x", .critical),
      ("2025-09-16 00:41:13.123 | WARNING  | app:run:12 - x", .warning),
    ])
  func levels(line: String, expected: Severity) throws {
    let (entries, _) = try read(line)
    #expect(entries.map(\.severity) == [expected])
  }

  @Test func timeAloneIsThatOfTheLinesBelow() throws {
    let text = """
      2026-02-24 01:46:59.836 UTC
      Traceback (most recent call last):
        File "/srv/job.py", line 3, in <module>
      ModuleNotFoundError: No module named 'orders'

      2026-02-24 01:47:00.072 UTC
      Container called exit(1).
      2026-02-24T01:47:01Z\u{20}
      2026-02-24T01:47:02Z done
      """
    let (entries, outcome) = try read(text)
    #expect(outcome.problems.isEmpty)
    #expect(entries.count == 3)
    #expect(entries[0].message.hasPrefix("Traceback"))
    #expect(entries[0].message.hasSuffix("named 'orders'"))
    #expect(entries[0].timestamp.rfc3339 == "2026-02-24T01:46:59.836Z")
    #expect(entries[1].message == "Container called exit(1).")
    #expect(entries[1].timestamp.rfc3339 == "2026-02-24T01:47:00.072Z")
    #expect(entries[2].message == "done")
  }

  @Test func namedZonesAreSaidToBeUncertainOnce() throws {
    let text = """
      2026-02-24 01:46:59.836 IST Errors: 0
      [2026-02-24 01:47:00 EST] started
      2026-02-24 01:47:01.000 IST
      done
      """
    let (entries, outcome) = try read(text)
    #expect(entries.map(\.message) == ["Errors: 0", "[2026-02-24 01:47:00 EST] started", "done"])
    #expect(entries[0].timestamp.rfc3339 == "2026-02-24T01:46:59.836Z")
    #expect(
      outcome.problems.map(\.reason) == [
        "times are given in IST, whose offset is not certain; they are taken as UTC"
      ])
    #expect(outcome.problems.map(\.isLoss) == [false])
    let (_, plain) = try read("2026-02-24 01:46:59 WARN x\n2026-02-24 01:46:59 GMT y\n")
    #expect(plain.problems.isEmpty)
  }
}
