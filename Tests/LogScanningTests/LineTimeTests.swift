import LogModel
import Testing

@testable import LogScanning

/// What the times of lines make of entries.
@Suite struct LineTimeTests {
  @Test(
    "signs and letters at the time are levels",
    arguments: [
      ("I0311 14:00:19.000001       1 main.go:7] x", Severity.info),
      ("W0311 14:00:19.000001       1 main.go:7] x", .warning),
      ("E0311 14:00:19.000001       1 main.go:7] x", .error),
      ("F0311 14:00:19.000001       1 main.go:7] x", .critical),
      ("7:M 11 Mar 2025 14:00:19.421 # Out of memory", .warning),
      ("7:M 11 Mar 2025 14:00:19.421 * Ready", .notice),
      ("7:S 11 Mar 14:00:19.421 - Accepted", .info),
      ("[7] 11 Mar 14:00:19.421 . 0 clients", .debug),
      ("7:M 11 Mar 2025 14:00:19.421 x Ready", .default),
      ("2025/04/25 10:00:00 [error] 7#7: *1 x", .error),
      ("Tue Mar 11 14:00:19 2025 ERROR: x", .error),
      ("11-Mar-2025 14:00:19.421 SEVERE [main] x", .error),
      ("1741701619 [warn] x", .warning),
      ("Mar 11 14:00:19 [critical] x", .critical),
      ("2025-03-11 14:00:19.421 UTC [7] LOG:  ready", .default),
      ("2025-03-11 14:00:19.421 UTC [7] shop@orders FATAL:  no such role", .critical),
      ("2025-03-11 14:00:19.421 CET [7-1] ERROR:  relation does not exist", .error),
      ("2025-03-11 14:00:19.421 UTC [7] DETAIL:  Key is present", .default),
      ("2025-03-11 14:00:19.421 UTC [7] of ERROR: x", .default),
    ])
  func levels(line: String, expected: Severity) throws {
    let (entries, _) = try read(line)
    #expect(entries.map(\.severity) == [expected])
    #expect(entries.allSatisfy { $0.timestamp.isDated })
  }

  /// Lines of every form, dated and not.
  static let lines = [
    "Mar 11 14:00:19 starting up", "Mar 11 14:00:19.5 vm-a app[7]: KeyError: x",
    "<34>Mar 11 14:00:19 vm-a app: x", "Tue Mar 11 14:00:19 EST 2025 starting",
    "11-Mar-2025 14:00:19.421 INFO [main] x", "2006 Jan 02 15:04:05.000 x",
    "Mar 11, 2025 2:00:19 PM org.a.B start", "01/02/2006, 15:04:05 x", "1741701619.421 x",
    "[7] 2025/04/25 10:00:00.000000 [INF] x", "ts=1741701619.4218651 x=y",
    "level=info time=\"2025-03-11T14:00:19+01:00\" x", "I0311 14:00:19.000001       1 a.go:7] x",
    "127.0.0.1 - - [11/Mar/2025:14:00:19 +0000] \"GET / HTTP/1.1\" 200 1",
    "[Tue Mar 11 14:00:19.123456 2025] [core:error] x", "7:M 11 Mar 14:00:19.421 * ready",
    "type=AVC msg=audit(1741701619.421:7): avc", "app - INFO - 2025-03-11 14:00:19,421 - x",
    "Traceback (most recent call last):", "  File \"/srv/a.py\", line 3, in run", "KeyError: 'x'",
    "java.lang.IllegalStateException: y", "\tat a.B.c(B.java:3)", "undated",
    #"{"stamp":"Mar 11 14:00:19","message":"x"}"#, #"{"t":{"$date":"2025-03-11T14:00:19Z"}}"#,
    #"{"metadata":{"creationTimestamp":"2025-03-11T14:00:19Z"},"message":"x"}"#,
    #"{"log":"Mar 11 14:00:20 x\n","stream":"stderr"}"#, #"{"severity":"ERROR","message":"x"}"#,
  ]

  @Test func entriesDoNotDependOnHowTheLinesArrive() throws {
    var dice = Dice(71)
    let bytes = (0..<400).flatMap { _ in
      Array((LineTimeTests.lines[dice.roll(LineTimeTests.lines.count)] + "\n").utf8)
    }
    let (whole, outcome) = try read(bytes)
    #expect(whole.count > 200)
    for blockSize in [16, 64, 257, 4096] {
      let (parts, again) = try read(bytes, blockSize: blockSize)
      #expect(whole == parts)
      #expect(outcome.problems.map(\.reason) == again.problems.map(\.reason))
    }
    let (walked, _) = try read(bytes, path: nil)
    #expect(whole == walked)
  }

  @Test func anyBytesAreSurvivedAndEveryTimeIsPlausible() {
    var dice = Dice(13)
    let alphabet = Array("0123456789:/-.,[]()<>= \"TZIWEFMarTue+\u{1B}m{\u{0}é".utf8)
    let nows = [Int64.min, -1, 0, 1_743_508_800_000_000_000, .max]
    var dated = 0
    for _ in 0..<60_000 {
      var line = Array(LineTimeTests.lines[dice.roll(LineTimeTests.lines.count)].utf8)
      for _ in 0..<dice.roll(5) {
        let place = dice.roll(line.count)
        let byte =
          dice.roll(4) == 0 ? UInt8(dice.roll(256)) : alphabet[dice.roll(alphabet.count)]
        switch dice.roll(3) {
        case 0: line[place] = byte
        case 1: line.insert(byte, at: place)
        default: if line.count > 1 { line.remove(at: place) }
        }
      }
      line.removeLast(dice.roll(8) == 0 ? dice.roll(line.count) : 0)
      let now = Timestamp(nanoseconds: nows[dice.roll(nows.count)])
      line.withUnsafeBufferPointer { bytes in
        guard let stamp = LineStamp(bytes, now: now) else { return }
        dated += 1
        let isSound =
          TimestampValue.isPlausible(stamp.timestamp) && 0...bytes.count ~= stamp.messageStart
        #expect(isSound, "\(String(decoding: bytes, as: UTF8.self))")
      }
    }
    #expect(dated > 5000)
  }

  @Test func namedZonesOfEveryFormAreSaidToBeUncertain() throws {
    for line in [
      "Tue Mar 11 14:00:19 CET 2025 x", "11 Mar 2025 14:00:19.421 EST x",
      "[11/Mar/2025:14:00:19 PDT] x",
    ] {
      let (entries, outcome) = try read(line)
      #expect(entries.map(\.timestamp.rfc3339.count) == [entries[0].timestamp.rfc3339.count])
      #expect(entries.allSatisfy { $0.timestamp.timeOfDay() == "14:00:19" })
      #expect(outcome.problems.count == 1)
      #expect(outcome.problems.allSatisfy { $0.reason.contains("whose offset is not certain") })
    }
  }

  @Test(
    "structured output tells its time by many names",
    arguments: [
      (#""ts":1745549708.5355184"#, "2025-04-25T02:55:08.535518400Z"),
      (#""@timestamp":"2025-03-11T14:00:19.1Z""#, "2025-03-11T14:00:19.100Z"),
      (#""stamp":"2025-03-11 14:00:19,421""#, "2025-03-11T14:00:19.421Z"),
      (#""asctime":"2025-03-11 14:00:19,421""#, "2025-03-11T14:00:19.421Z"),
      (#""datetime":"11/Mar/2025:14:00:19 +0100""#, "2025-03-11T13:00:19Z"),
      (#""date":1741701619421"#, "2025-03-11T14:00:19.421Z"),
      (#""time":"Mar 11 14:00:19""#, "2000-03-11T14:00:19Z"),
      (#""timestamp":"Tue Mar 11 14:00:19 2025""#, "2025-03-11T14:00:19Z"),
      (#""t":{"$date":"2025-03-11T14:00:19.421+01:00"},"s":"I""#, "2025-03-11T13:00:19.421Z"),
      (#""t":{"$date":{"$numberLong":"1741701619421"}}"#, "2025-03-11T14:00:19.421Z"),
      (#""TimeCreated":"\/Date(1743448267142)\/""#, "2025-03-31T19:11:07.142Z"),
      (#""timestamp":"/Date(1743448267142)/""#, "2025-03-31T19:11:07.142Z"),
      (#""requestReceivedTimestamp":"2025-03-11T14:00:19.5Z""#, "2025-03-11T14:00:19.500Z"),
      (
        #""a":{"b":1},"metadata":{"creationTimestamp":"2025-03-11T14:00:19Z"},"#
          + #""lastTimestamp":"2025-03-11T15:00:19Z""#, "2025-03-11T14:00:19Z"
      ),
      (
        #""object":{"metadata":{"creationTimestamp":"2025-03-11T14:00:19Z"}}"#,
        "2025-03-11T14:00:19Z"
      ),
      (#""creationTimestamp":null,"endTimestamp":1741701619"#, "2025-03-11T14:00:19Z"),
      // What says when it was logged goes before what says when something was made.
      (
        #""creationTimestamp":"2024-03-11T14:00:19Z","asctime":"2025-03-11 14:00:19,421""#,
        "2025-03-11T14:00:19.421Z"
      ),
    ])
  func structured(members: String, time: String) throws {
    let line = "{\"message\":\"x\",\(members)}"
    let (entries, outcome) = try read(line)
    #expect(entries.map(\.timestamp.rfc3339) == [time])
    #expect(outcome.problems.isEmpty)
    let (walked, _) = try read(Array(line.utf8), path: nil)
    #expect(walked == entries)
  }

  @Test(
    "other members of structured output are no times",
    arguments: [
      #""date":"2025-03-11""#, #""t":12.5"#,
      #""t":{"$date":{"$date":{"$date":"2025-03-11T14:00:19Z"}}}"#,
      #""asctime":"14:00:19""#, #""a":{"b":{"c":{"endTimestamp":"2025-03-11T14:00:19Z"}}}"#,
      #""list":[{"endTimestamp":"2025-03-11T14:00:19Z"}]"#, #""Timestamp":17"#,
      #""stamp":"on Mar 11 14:00:19""#, #""stamp":"Mar 11 14:00:19 x""#,
      #""TimeCreated":"/Date(1743448267142""#, #""TimeCreated":"/Date(x)/""#,
      #""msg":"2025-03-11T14:00:19Z it began""#, #""stamp":{"$date":["2025-03-11T14:00:19Z"]}"#,
      #""start":"2025-03-11T14:00:19Z""#,
    ])
  func unstructured(members: String) throws {
    let (entries, outcome) = try read("{\"message\":\"x\",\(members)}")
    #expect(entries.map(\.timestamp) == [.undated(ordinal: 1)])
    #expect(outcome.problems.isEmpty)
  }

  @Test func timesOfLogEntriesAreTheirOwn() throws {
    let entry =
      #"{"insertId":"a","textPayload":"Mar 11 14:00:19 x","date":"2025-03-11 14:00:19","#
      + #""operation":{"startTimestamp":"2025-03-11T14:00:19Z"}}"#
    let (entries, _) = try read(entry)
    #expect(entries.map(\.timestamp) == [.undated(ordinal: 1)])
    #expect(entries.map(\.message) == ["Mar 11 14:00:19 x"])
  }

  @Test func aRuntimesTimeGoesBeforeThatOfCreation() throws {
    let text = """
      2025-03-11T14:00:19Z {"kind":"Pod","metadata":{"creationTimestamp":"2024-01-01T00:00:00Z"}}
      2025-03-11T14:00:20Z {"message":"x","stamp":"2025-03-11T14:00:19.900Z"}
      """
    let (entries, _) = try read(text)
    #expect(
      entries.map(\.timestamp.rfc3339) == ["2025-03-11T14:00:19Z", "2025-03-11T14:00:19.900Z"])
  }

  @Test func deepObjectsAreSurvived() throws {
    let deep = String(repeating: #"{"$date":"#, count: 100_000)
    let line = #"{"message":"x","stamp":"# + deep + "1" + String(repeating: "}", count: 100_001)
    let (entries, _) = try read(Array(line.utf8), limit: 4 << 20)
    #expect(entries.map(\.timestamp) == [.undated(ordinal: 1)])
  }

  @Test func undatedLinesBelongToTheDatedOneBefore() throws {
    let text = """
      127.0.0.1 - - [11/Mar/2025:14:00:19 +0000] "GET / HTTP/1.1" 500 1
      Traceback (most recent call last):
        File "/srv/2025/03/11 14:00:19.py", line 3, in run
      KeyError: 'x'
      at 2025/03/11 14:00:20 it ended
      Mar 11, 2025 2:00:21 PM org.a.B start
      java.lang.IllegalStateException: y
      \tat a.B.c(B.java:3)
      I0311 14:00:22.000001       1 main.go:7] done
      """
    for blockSize in [64, 4096] {
      let (entries, _) = try read(text, blockSize: blockSize)
      #expect(entries.count == 4)
      #expect(entries[0].message.hasSuffix("in run\nKeyError: 'x'"))
      #expect(entries[1].message == "at 2025/03/11 14:00:20 it ended")
      #expect(entries[1].timestamp == entries[0].timestamp)
      #expect(entries[2].message.hasPrefix("org.a.B start\njava.lang"))
      #expect(entries[2].message.hasSuffix("(B.java:3)"))
      #expect(entries[3].timestamp.rfc3339 == "2000-03-11T14:00:22.000001Z")
    }
  }

  /// What rules of the CRE format are tried on.
  @Test func linesThatContinueARecordAreShownWithItThoughSyslogDatesThem() throws {
    let text = """
      Feb 21 02:19:04 vm-a app[7]: [2022-02-21 02:19:03 +0000] [7] [ERROR] failed
      Feb 21 02:19:05 vm-a app[7]: Traceback (most recent call last):
      Feb 21 02:19:05 vm-a app[7]: KeyError: 'x'
      Feb 21 02:19:06 vm-a app[7]: another line
      """
    let lines = text.split(separator: "\n").map(String.init)
    var options = ReadOptions()
    options.keepsLines = true
    let input = InputObject(kind: .memory(name: "input", bytes: Array(text.utf8)))
    var shown: [String] = []
    _ = EntryReader(input: input, options: options).readAll(progress: nil) { entry in
      shown.append(String(decoding: entry.line, as: UTF8.self))
    }
    #expect(shown == [lines[0...2].joined(), lines[3]])
  }
}
