import LogModel
import Testing

@testable import LogScanning

/// The times of plain lines, form by form.
@Suite struct LineTimeFormTests {
  static let now = Timestamp(rfc3339: "2025-04-01T12:00:00Z") ?? Timestamp(nanoseconds: 0)

  /// What ``LineStamp`` says of a line: the time and what is left as message; nil where undated.
  static func stamp(_ line: String, now: Timestamp = now) -> (time: String, message: String)? {
    let bytes = Array(line.utf8)
    return bytes.withUnsafeBufferPointer { bytes in
      LineStamp(bytes, now: now).map { stamp in
        (
          stamp.timestamp.rfc3339,
          String(decoding: bytes[stamp.messageStart...], as: UTF8.self)
        )
      }
    }
  }

  @Test(
    "a bare time at the beginning is no part of the message",
    arguments: [
      ("Mar 11 14:00:19 starting up", "2025-03-11T14:00:19Z", "starting up"),
      ("Mar  1 04:00:19 starting up", "2025-03-01T04:00:19Z", "starting up"),
      ("Mar 1 04:00:19.5 starting up", "2025-03-01T04:00:19.500Z", "starting up"),
      ("Mar 11 23:36:47.715984 WRN slow", "2025-03-11T23:36:47.715984Z", "WRN slow"),
      (
        "Mar 11 2025 14:00:19: %ASA-6-302013: Built", "2025-03-11T14:00:19Z", "%ASA-6-302013: Built"
      ),
      ("Tue Mar 11 14:00:19 2025 starting", "2025-03-11T14:00:19Z", "starting"),
      ("Tue Mar 11 14:00:19 UTC 2025 starting", "2025-03-11T14:00:19Z", "starting"),
      ("Tue Mar 11 14:00:19.123456 2025 x", "2025-03-11T14:00:19.123456Z", "x"),
      ("11-Mar-2025 14:00:19.421 INFO [main] x", "2025-03-11T14:00:19.421Z", "INFO [main] x"),
      ("11 Mar 2025 14:00:19.421 - x", "2025-03-11T14:00:19.421Z", "x"),
      ("2 Jan 2006 15:04:05 x", "2006-01-02T15:04:05Z", "x"),
      ("02 Jan 2006 15:04:05.000 x", "2006-01-02T15:04:05Z", "x"),
      ("2006 Jan 02 15:04:05.000 x", "2006-01-02T15:04:05Z", "x"),
      ("Tue, 11 Mar 2025 14:00:19 +0100 x", "2025-03-11T13:00:19Z", "x"),
      ("Mar 11, 2025 2:00:19 PM org.a.B start", "2025-03-11T14:00:19Z", "org.a.B start"),
      ("Mar 11, 2025 12:00:19 AM x", "2025-03-11T00:00:19Z", "x"),
      ("Mar 1, 2025 12:00:19 PM x", "2025-03-01T12:00:19Z", "x"),
      ("Mar 11, 2025 2:00:19\u{202F}PM x", "2025-03-11T14:00:19Z", "x"),
      ("01/02/2006, 15:04:05 x", "2006-01-02T15:04:05Z", "x"),
      ("01/02/2006 03:04:05 PM x", "2006-01-02T15:04:05Z", "x"),
      ("11/Mar/2025:14:00:19 +0000 x", "2025-03-11T14:00:19Z", "x"),
      ("2025-05-17 16:09:12,46570 x", "2025-05-17T16:09:12.465700Z", "x"),
      ("2006-01-02 15:04:05.000000-0700 x", "2006-01-02T22:04:05Z", "x"),
      ("2025-03-11 14:00:19.421865+00:00 x", "2025-03-11T14:00:19.421865Z", "x"),
      (
        "2025-03-11 14:00:19.421 UTC [7] LOG:  ready", "2025-03-11T14:00:19.421Z", "[7] LOG:  ready"
      ),
      ("2025-03-11T14:00:19.421865Z 0 [ERROR] x", "2025-03-11T14:00:19.421865Z", "0 [ERROR] x"),
      ("1741701619 listening", "2025-03-11T14:00:19Z", "listening"),
      ("1741701619.421865123 listening", "2025-03-11T14:00:19.421865123Z", "listening"),
      ("1741701619421: listening", "2025-03-11T14:00:19.421Z", "listening"),
      ("1741701619421865\tlistening", "2025-03-11T14:00:19.421865Z", "listening"),
      ("1741701619421865001 listening", "2025-03-11T14:00:19.421865001Z", "listening"),
    ])
  func bare(line: String, time: String, message: String) throws {
    let found = try #require(LineTimeFormTests.stamp(line))
    #expect(found == (time, message))
  }

  @Test(
    "a time behind something else leaves the line whole",
    arguments: [
      ("<34>Mar 11 14:00:19 starting up", "2025-03-11T14:00:19Z"),
      ("<34>1 2025-03-11T14:00:19.003Z host su - ID47 - x", "2025-03-11T14:00:19.003Z"),
      ("I0311 14:00:19.000001       1 main.go:7] x", "2025-03-11T14:00:19.000001Z"),
      ("[pod/a/b] E0311 14:00:19.000001 1 main.go:7] x", "2025-03-11T14:00:19.000001Z"),
      ("[7] 2025/04/25 10:00:00.000000 [INF] x", "2025-04-25T10:00:00Z"),
      ("ts=2025-03-11T14:00:19.5Z level=info x", "2025-03-11T14:00:19.500Z"),
      ("time=\"2025-03-11T14:00:19+01:00\" level=info", "2025-03-11T13:00:19Z"),
      ("level=info ts=2025-03-11T14:00:19Z caller=a.go:1", "2025-03-11T14:00:19Z"),
      ("caller=main.go:3 level=info t=2025-03-11T14:00:19+0000 x", "2025-03-11T14:00:19Z"),
      ("timestamp=1741701619 x=y", "2025-03-11T14:00:19Z"),
      ("ts=1741701619.4218651 x=y", "2025-03-11T14:00:19.421865100Z"),
      ("level=warn time=\"1741701619421\" x=y", "2025-03-11T14:00:19.421Z"),
      ("time=\"Mar 11 14:00:19\" x=y", "2025-03-11T14:00:19Z"),
      ("2025/04/25 10:00:00 [error] 7#7: *1 x", "2025-04-25T10:00:00Z"),
      (
        "127.0.0.1 - frank [11/Mar/2025:14:00:19 +0000] \"GET / HTTP/1.1\" 200 1",
        "2025-03-11T14:00:19Z"
      ),
      ("shop.example:80 ::1 - - [11/Mar/2025:14:00:19 -0130] \"GET /\"", "2025-03-11T15:30:19Z"),
      ("10.0.1.2:33317 [11/Mar/2025:14:00:19.123] http-in static/srv1", "2025-03-11T14:00:19.123Z"),
      ("[Tue Mar 11 14:00:19.123456 2025] [core:error] x", "2025-03-11T14:00:19.123456Z"),
      ("[2025-03-11 14:00:19 +0000] [7] [INFO] x", "2025-03-11T14:00:19Z"),
      ("[main] INFO 2025-03-11 14:00:19,421 x", "2025-03-11T14:00:19.421Z"),
      ("app - INFO - 2025-03-11 14:00:19,421 - x", "2025-03-11T14:00:19.421Z"),
      ("web-1 [Error] 2025-03-11T14:00:19Z x", "2025-03-11T14:00:19Z"),
      ("7:M 11 Mar 2025 14:00:19.421 * ready", "2025-03-11T14:00:19.421Z"),
      ("7:M 11 Mar 14:00:19.421 * ready", "2025-03-11T14:00:19.421Z"),
      ("[7] 11 Mar 14:00:19 # ready", "2025-03-11T14:00:19Z"),
      ("[1741701619] SERVICE ALERT: x", "2025-03-11T14:00:19Z"),
      ("[1741701619.421] x", "2025-03-11T14:00:19.421Z"),
      ("type=AVC msg=audit(1741701619.421:7): avc: denied", "2025-03-11T14:00:19.421Z"),
      ("Tue 2025-03-11 14:00:19 UTC host app[7]: x", "2025-03-11T14:00:19Z"),
      (
        "\u{1B}[2m2025-03-11T14:00:19.5Z\u{1B}[0m \u{1B}[32m INFO\u{1B}[0m x",
        "2025-03-11T14:00:19.500Z"
      ),
    ])
  func whole(line: String, time: String) throws {
    let found = try #require(LineTimeFormTests.stamp(line))
    #expect(found == (time, line))
  }

  @Test(
    "what only looks like the time of a line is none",
    arguments: [
      "", " ", ":", "::", "a::b", "14:00:19 INFO x", "[14:00:19] x", "took 00:01:02 in all",
      "at 2025/03/11 14:00:19 it began", "Backup finished at 2025-03-11 14:00:19",
      "Created: 2025-03-11 14:00:19", "Date: Tue, 11 Mar 2025 14:00:19 GMT",
      "SELECT * FROM t WHERE at > '2025-03-11 14:00:19'", "VALUES (1, '2025-03-11 14:00:19')",
      "x := \"2025-03-11T14:00:19Z\"", "GET /x?time=2025-03-11T14:00:19Z", "a,time=1741701619,b",
      "the time=2025-03-11T14:00:19Z is over", "uptime=2025-03-11T14:00:19Z",
      "started 1741701619 ago", "1741701619", "1741701619 bytes copied", "17417016191 x",
      "1741701619.x y", "174170161 x", "1741701619-7 x", "3741701619 x", "9741701619421 x",
      "ts=12.5 x", "t=1741701619ms x", "t=174170161942 x", "time=12:00:00 x",
      "time=\"1741701619 x\"",
      "[12345.678901] usb 1-1: new device", "[1741701619 x", "v1.2.3 built", "10.0.0.1:8080 x",
      "Mai 11 14:00:19 x", "Mar 32 14:00:19 x", "Mar 00 14:00:19 x", "Mar 11 24:00:19 x",
      "Mar 11 14:60:19 x", "Mar  11 14:00:19 x", "May the force be with you: 14:00:19",
      "Feb 30 2024 14:00:19 x", "see Mar 11 14:00:19 x", "31/Apr/2025:14:00:19 +0000 x",
      "I0311 14:00:19 x", "X0311 14:00:19.000001 x", "I1311 14:00:19.000001 x",
      "ID I0311 14:00:19.000001 x", "13/02/2006, 15:04:05 x", "see 01/02/2006 15:04:05",
      "/a/2025/03/11 14:00:19 x", "abc-2025-03-11 14:00:19 x", "2025-03-11 14:00 x",
      "0001-01-01T00:00:00Z x", "7:M 11 Mar 2225 14:00:19.421 * x", "x 11 Mar 14:00:19 y",
      "00:1A:2B:3C:4D:5E x", "00:11:22:33:44:55 joined", "audit(1741701619.421) x",
      "audit(17417016.421:7): x", "{\"at\": \"2025-03-11T14:00:19Z\"}", "{ts=2025-03-11T14:00:19Z}",
      "  2025 Mar 11 14:00:19 indented", "\tMar 11 14:00:19 indented",
      "  File \"/a/2025/03/11 14:00:19.py\", line 3",
      "host \"a\" [11/Mar/2025:14:00:19 +0000]", "f(11/Mar/2025:14:00:19)",
      "one two three [Tue Mar 11 14:00:19 2025]",
      "a header of more than sixty-four columns before it comes to its [11/Mar/2025:14:00:19 +0000]",
    ])
  func none(line: String) { #expect(LineTimeFormTests.stamp(line)?.time == nil) }

  @Test func columnsAreCountedFromTheFirst() {
    for blanks in 50..<80 {
      let line = "[a]" + String(repeating: " ", count: blanks - 3) + "2025-03-11T14:00:19Z x"
      #expect((LineTimeFormTests.stamp(line) != nil) == (blanks < 64))
    }
  }

  @Test(
    "a time without a year is the latest that is not more than seven days away",
    arguments: [
      ("Dec 31 23:59:59 x", "2025-01-01T00:00:05Z", "2024-12-31T23:59:59Z"),
      ("Jan  1 00:00:01 x", "2024-12-31T23:59:59Z", "2025-01-01T00:00:01Z"),
      ("Jan  7 23:59:59 x", "2024-12-31T23:59:59Z", "2025-01-07T23:59:59Z"),
      ("Jan  8 00:00:00 x", "2024-12-31T23:59:59Z", "2024-01-08T00:00:00Z"),
      ("Apr  8 12:00:00 x", "2025-04-01T12:00:00Z", "2025-04-08T12:00:00Z"),
      ("Apr  8 12:00:00.000000001 x", "2025-04-01T12:00:00Z", "2024-04-08T12:00:00.000000001Z"),
      ("Feb 29 10:00:00 x", "2025-04-01T12:00:00Z", "2024-02-29T10:00:00Z"),
      ("Feb 29 10:00:00 x", "2024-02-20T12:00:00Z", "2020-02-29T10:00:00Z"),
      ("Feb 29 10:00:00 x", "2024-02-23T12:00:00Z", "2024-02-29T10:00:00Z"),
      ("Feb 29 10:00:00 x", "2103-06-01T00:00:00Z", "2096-02-29T10:00:00Z"),
      ("W1231 23:59:59.999999 7 a.go:1] x", "2025-01-01T00:00:05Z", "2024-12-31T23:59:59.999999Z"),
    ])
  func years(line: String, now: String, time: String) throws {
    let now = try #require(Timestamp(rfc3339: now))
    #expect(LineTimeFormTests.stamp(line, now: now)?.time == time)
  }

  @Test func everyDayIsOfTheYear2000WhereNobodyTellsTheTime() {
    let now = Timestamp.ofTimesWithoutYear
    for (line, time) in [
      ("Jan  1 00:00:00 x", "2000-01-01T00:00:00Z"), ("Feb 29 10:00:00 x", "2000-02-29T10:00:00Z"),
      ("Dec 31 23:59:59.999999999 x", "2000-12-31T23:59:59.999999999Z"),
    ] {
      #expect(LineTimeFormTests.stamp(line, now: now)?.time == time)
    }
  }
}
