import LogModel
import Patterns
import Testing

@testable import LogScanning

@Suite struct EntryFormTests {
  private func one(_ text: String) throws -> Seen {
    let (entries, outcome) = try read(text)
    #expect(outcome.malformed == 0)
    #expect(entries.count == 1)
    return try #require(entries.first)
  }

  @Test func nestedLookAlikesAreNeverTaken() throws {
    let entry = try one(
      """
      {"jsonPayload":{"message":"fine","inner":{"message":"Missing field","textPayload":"no"},\
      "severity":"ERROR","timestamp":"2001-01-01T00:00:00Z","labels":{"instanceId":"wrong"},\
      "insertId":"wrong","httpRequest":{"status":500}},"insertId":"right","severity":"INFO",\
      "timestamp":"2025-09-16T00:41:13Z","labels":{"instanceId":"i1"}}
      """)
    #expect(entry.message == "fine")
    #expect(entry.severity == .info)
    #expect(entry.timestamp.rfc3339 == "2025-09-16T00:41:13Z")
    #expect(entry.insertId == "right")
    #expect(entry.source.instance == "i1")
    #expect(entry.status == nil)
  }

  @Test func ofTwoMembersTheLastCounts() throws {
    let entry = try one(#"{"insertId":"a","severity":"INFO","severity":"ERROR","textPayload":"x"}"#)
    #expect(entry.severity == .error)
  }

  @Test func warehouseRow() throws {
    let row = """
      {"insert_id":"id1","log_name":"projects/shop-staging/logs/run.googleapis.com%2Fstderr",\
      "http_request":{"status":"503","latency":{"seconds":"4","nanos":177500000},\
      "request_method":"POST","cache_hit":"true"},"json_payload":"{\\"message\\":\\"a \\\\\\"b\\\\\\"\\",\
      \\"code\\":7}","text_payload":null,"proto_payload":null,"receive_timestamp":null,\
      "labels":{"instanceId":"i9"},"operation":null,"split":null,"resource":{"type":\
      "cloud_run_revision","labels":{"service_name":"api","project_id":"shop-staging"}},\
      "severity":"ERROR","timestamp":"2025-09-16 00:41:13.02 UTC"}
      """
    var field: FieldValue?
    var status: FieldValue?
    var absent: FieldValue?
    let (entries, outcome) = try read(Array(row.utf8)) {
      field = $0.field(["jsonPayload", "code"])
      status = $0.field(["httpRequest", "status"])
      absent = $0.field(["textPayload"])
      #expect($0.field(["httpRequest", "requestMethod"]) == .text("POST"))
    }
    #expect(outcome.problems.isEmpty)
    #expect(entries[0].message == #"a "b""#)
    #expect(entries[0].insertId == "id1")
    #expect(entries[0].timestamp.rfc3339 == "2025-09-16T00:41:13.020Z")
    #expect(entries[0].status == 503)
    #expect(entries[0].latency == 4_177_500_000)
    #expect(entries[0].source.log == "run.googleapis.com/stderr")
    #expect(entries[0].source.service.name == "api")
    #expect(field == .number(7))
    #expect(status?.number == 503)
    #expect(absent == nil)
  }

  @Test func warehouseRowWithEveryObjectInAString() throws {
    let row = #"""
      {"log_name":"projects/p/logs/stdout","resource":{"type":"k8s_container","labels":"{\"pod_name\":\"a-1\",\"container_name\":\"a\"}"},"labels":"{\"instanceId\":\"i\"}","json_payload":"{\"error\":{\"message\":\"m\",\"stack\":\"s\"}}"}
      """#
    let entry = try one(row)
    #expect(entry.message == "m")
    #expect(entry.trace == "s")
    #expect(entry.source.service.name == "a")
    #expect(entry.source.instance == "a-1/a")
  }

  @Test func dataOfAProgramIsNoEnvelope() throws {
    let entry = try one(#"{"severity":"ERROR","message":{"data":"test"},"msg":"m"}"#)
    #expect(entry.message == "m")
    #expect(entry.severity == .error)
  }

  @Test func structuredOutput() throws {
    let text = """
      {"severity":"WARN","message":"slow","timestampSeconds":1757983273,"timestampNanos":5000,\
      "logging.googleapis.com/insertId":"x1","logging.googleapis.com/labels":{"instanceId":"i2"},\
      "user":{"id":"u"}}
      """
    var seen: [FieldValue?] = []
    let (entries, _) = try read(Array(text.utf8)) {
      seen = [
        $0.field(["user", "id"]), $0.field(["jsonPayload", "user", "id"]),
        $0.field(["jsonPayload", "no"]),
      ]
    }
    #expect(entries[0].severity == .warning)
    #expect(entries[0].message == "slow")
    #expect(entries[0].timestamp.nanoseconds == 1_757_983_273_000_005_000)
    #expect(entries[0].insertId == "x1")
    #expect(entries[0].source.instance == "i2")
    #expect(seen == [.text("u"), .text("u"), nil])
    #expect(
      try one(#"{"level":"fatal","msg":"m","time":"2025-09-16T00:41:13Z"}"#).severity == .critical)
    #expect(try one(#"{"level":50,"msg":"m","time":1757983273020}"#).severity == .error)
    #expect(try one(#"{"severity":500,"msg":"m"}"#).severity == .error)
    #expect(try one(#"{"severity":"nonsense","msg":"m"}"#).severity == .default)
  }

  @Test(
    "the text is where writers put it",
    arguments: [
      (#""textPayload":"t","jsonPayload":{"message":"j"}"#, "t"),
      (#""jsonPayload":{"msg":"m"}"#, "m"),
      (#""jsonPayload":{"message":"","log":"l"}"#, "l"),
      (#""jsonPayload":{"message":{"a":1},"event":"e"}"#, "e"),
      (#""jsonPayload":{"error":"bad"}"#, "bad"),
      (#""jsonPayload":{"error":{"type":"T","message":"inner"}}"#, "inner"),
      (#""jsonPayload":{"exception":"E: x"}"#, "E: x"),
      (#""jsonPayload":{"other":1}"#, ""),
      (
        #""protoPayload":{"@type":"a","status":{"code":9,"message":"Ready condition"}}"#,
        "Ready condition"
      ),
      (
        #""protoPayload":{"line":[{"logMessage":"one","severity":"ERROR"},{"logMessage":"two"}]}"#,
        "one\ntwo"
      ),
    ])
  func texts(members: String, expected: String) throws {
    #expect(try one(#"{"insertId":"i",\#(members)}"#).message == expected)
  }

  @Test(
    "a trace in a field of its own is attached",
    arguments: [
      (#"{"message":"m","stack_trace":"T\n x"}"#, "T\n x"),
      (#"{"message":"m","exc_info":"T"}"#, "T"),
      (#"{"message":"m","exc_info":true,"exc_text":"T"}"#, "T"),
      (#"{"message":"m","error":{"message":"e","stack":"T"}}"#, "T"),
      (#"{"message":"m","err":{"stack":"T"}}"#, "T"),
      (#"{"message":"m","traceback":["a\n","b","c"]}"#, "a\nb\nc"),
      (#"{"message":"same","stack":"same"}"#, ""),
      (#"{"exception":"E: x"}"#, ""),
      (#"{"message":"m","exception":{"stacktrace":"T"}}"#, "T"),
      (
        #"{"message":"m","error":"Traceback (most recent call last):\nE: x"}"#,
        "Traceback (most recent call last):\nE: x"
      ),
      (
        #"{"message":"m","err":"TypeError: x\n    at f (a.js:1:2)"}"#,
        "TypeError: x\n    at f (a.js:1:2)"
      ),
      (#"{"message":"m","error":"connection refused by \\new"}"#, ""),
      (#"{"error":"Traceback (most recent call last):\nE: x"}"#, ""),
    ])
  func traces(payload: String, expected: String) throws {
    #expect(try one(#"{"insertId":"i","jsonPayload":\#(payload)}"#).trace == expected)
  }

  @Test(
    "times of every kind",
    arguments: [
      (#""timestamp":"2025-09-16T02:41:13+02:00""#, "2025-09-16T00:41:13Z"),
      (#""timestamp":1757983273"#, "2025-09-16T00:41:13Z"),
      (#""timestamp":1757983273.25"#, "2025-09-16T00:41:13.250Z"),
      (#""timestamp":"1757983273020""#, "2025-09-16T00:41:13.020Z"),
      (#""timestamp":1.757983273E9"#, "2025-09-16T00:41:13Z"),
      (#""timestamp":{"seconds":1757983273,"nanos":7}"#, "2025-09-16T00:41:13.000000007Z"),
      (#""receiveTimestamp":"2025-09-16T00:41:13Z""#, "2025-09-16T00:41:13Z"),
      (#""timestamp":null,"receive_timestamp":"2025-09-16T00:41:13Z""#, "2025-09-16T00:41:13Z"),
      (
        #""timestamp":"0001-01-01T00:00:00Z","receiveTimestamp":"2025-09-16T00:41:13Z""#,
        "2025-09-16T00:41:13Z"
      ),
    ])
  func times(members: String, expected: String) throws {
    #expect(
      try one(#"{"insertId":"i",\#(members),"textPayload":"x"}"#).timestamp.rfc3339 == expected)
  }

  @Test func unusableTimesAreToldAndCarried() throws {
    let good = #"{"insertId":"a","timestamp":"2025-09-16T00:41:13Z"}"#
    let bad = #"{"insertId":"b","timestamp":"soon"}"#
    let (entries, outcome) = try read(
      ([bad, good] + Array(repeating: bad, count: 8)).joined(separator: "\n"))
    #expect(entries[0].timestamp == .undated(ordinal: 1))
    #expect(entries[2].timestamp == entries[1].timestamp)
    #expect(outcome.malformed == 0)
    #expect(outcome.problems.count == 6)
    #expect(outcome.problems.allSatisfy { !$0.isLoss })
    #expect(outcome.problems[0].entry == 1)
  }

  @Test(
    "escapes and repairs",
    arguments: [
      (#"a\u001b[32mgreen\u001b[0m b"#, "agreen b"), ("a\u{1B}[1;31mred\u{1B}[m", "ared"),
      (#"\u0000x"#, "\u{FFFD}x"), (#"\ud83dx"#, "\u{FFFD}x"), (#"\ude00"#, "\u{FFFD}"),
      (#"\ud83d\ud83d\ude00"#, "\u{FFFD}😀"), (#"\u00zz"#, "\u{FFFD}00zz"),
      (#"\u003cb\u003e \/ \b\f\r"#, "<b> / \u{8}\u{C}\r"), (#"Grüße \u00fc"#, "Grüße ü"),
      (#"\u001b[notend"#, "\u{1B}[notend".replacing("\u{1B}[n", with: "")),
    ])
  func escapes(raw: String, expected: String) throws {
    #expect(try one(#"{"insertId":"i","textPayload":"\#(raw)"}"#).message == expected)
  }

  @Test func invalidBytesAreRepaired() throws {
    let before = Array(#"{"insertId":"i","textPayload":"a"#.utf8)
    let invalid: [[UInt8]] = [
      [0xFF], [0xC0, 0x80], [0xE2, 0x82], [0xED, 0xA0, 0x80], [0xF5, 0x80], [0x80], [0xF0, 0x9F],
      [0],
    ]
    for bytes in invalid {
      let (entries, _) = try read(before + bytes + Array(#"b"}"#.utf8))
      #expect(
        entries[0].message == "a"
          + String(decoding: bytes.map { $0 == 0 ? 0xFF : $0 }, as: UTF8.self) + "b")
    }
  }

  @Test func escapedKeysAreKeys() throws {
    let entry = try one(#"{"insert\u0049d":"i","text\u0050ayload":"t"}"#)
    #expect(entry.insertId == "i")
    #expect(entry.message == "t")
  }

  @Test func splitAndReplacedMessage() throws {
    var split: DecodedEntry.Split?
    var hashes: [UInt64] = []
    let text =
      #"{"insertId":"i","split":{"uid":"u","index":1,"total_splits":3},"textPayload":"part"}"#
    _ = try read(Array(text.utf8)) { entry in
      split = entry.split
      hashes.append(entry.contentHash)
      let whole = Array("ERROR: the whole".utf8)
      whole.withUnsafeBufferPointer { entry.replaceMessage($0) }
      hashes.append(entry.contentHash)
      #expect(String(decoding: entry.message, as: UTF8.self) == "ERROR: the whole")
      #expect(entry.severity == .error)
    }
    #expect(split == DecodedEntry.Split(uid: "u", index: 1, total: 3))
    #expect(Set(hashes).count == 2)
  }

  @Test func hashTellsContentApart() throws {
    let variants = [
      #"{"insertId":"i","textPayload":"a"}"#, #"{"insertId":"i","textPayload":"b"}"#,
      #"{"insertId":"i","textPayload":"a","severity":"INFO"}"#,
      #"{"insertId":"i","textPayload":"a","httpRequest":{"status":200}}"#,
      #"{"insertId":"i","jsonPayload":{"message":"a","stack":"t"}}"#,
    ]
    let (entries, _) = try read(variants.joined(separator: "\n"))
    #expect(Set(entries.map(\.hash)).count == variants.count)
  }

  @Test func fields() throws {
    let text = """
      {"insertId":"i","resource":{"labels":{"pod_name":"p"}},"labels":{"a.b":"c"},"trace_sampled":true,\
      "jsonPayload":{"n":-1.5e2,"big":12345678901234567890,"list":[{"x":"y"},2],"null":null,"o":{"k":[1]},\
      "s":"\\u0041\\n","snake_case":1}}
      """
    _ = try read(Array(text.utf8)) { entry in
      #expect(entry.field(["resource", "labels", "pod_name"]) == .text("p"))
      #expect(entry.field(["labels", "a.b"]) == .text("c"))
      #expect(entry.field(["traceSampled"]) == .bool(true))
      #expect(entry.field(["jsonPayload", "n"]) == .number(-150))
      #expect(entry.field(["jsonPayload", "list", "0", "x"]) == .text("y"))
      #expect(entry.field(["jsonPayload", "list", "1"]) == .number(2))
      #expect(entry.field(["jsonPayload", "list", "7"]) == nil)
      #expect(entry.field(["jsonPayload", "null"]) == nil)
      #expect(entry.field(["jsonPayload", "o"]) == .composite(#"{"k":[1]}"#))
      #expect(entry.field(["jsonPayload", "s"]) == .text("A\n"))
      #expect(entry.field(["jsonPayload", "snakeCase"]) == nil)
      #expect(entry.field(["jsonPayload", "n", "deeper"]) == nil)
      #expect(entry.field(["x"]) == nil)
      #expect(entry.field([]) == nil)
    }
  }
}
