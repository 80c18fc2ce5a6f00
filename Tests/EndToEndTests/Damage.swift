import Testing

/// What stands amid a good log, and what must come of it.
struct Damage: Sendable, CustomTestStringConvertible {
  /// Where its problem is said to be.
  enum Place {
    /// The problem names the byte at which the damage begins.
    case byte
    /// The problem names the ordinal of the entry.
    case entry
  }

  var name: String
  var bytes: [UInt8]
  /// Entries that it nevertheless is.
  var entries = 0
  var malformed = 0
  var status: Int32 = 0
  /// A part of the one problem that is reported; nil for none.
  var reason: String?
  var place = Place.byte

  var testDescription: String { name }

  static let depth = 100_000
  private static let megabytes50 = [UInt8](repeating: 0x78, count: 50 << 20)
  private static let tooLong = "a record of more than 16777216 bytes was skipped"

  private static func odd(_ name: String, _ bytes: [UInt8]) -> Damage {
    Damage(name: name, bytes: bytes, entries: 1)
  }

  private static func bad(_ name: String, _ text: String, _ reason: String) -> Damage {
    Damage(name: name, bytes: Array(text.utf8), malformed: 1, reason: reason)
  }

  private static func repeated(_ text: String, _ count: Int) -> String {
    String(repeating: text, count: count)
  }

  static let long: [Damage] = [
    Damage(
      name: "a string of 50 MB",
      bytes: Array(#"{"insertId":"x","textPayload":""#.utf8) + megabytes50
        + Array(#""}"#.utf8), status: 3, reason: tooLong),
    Damage(
      name: "50 MB without a quote or newline", bytes: megabytes50, status: 3, reason: tooLong),
    Damage(
      name: "50 MB of quotes", bytes: [UInt8](repeating: 0x22, count: 50 << 20), status: 3,
      reason: tooLong),
  ]

  static let deep: [Damage] = [
    odd(
      "arrays 100,000 deep in jsonPayload",
      HostileLog.entry(#""jsonPayload":{"a":\#(repeated("[", depth))\#(repeated("]", depth))}"#)),
    odd(
      "objects 100,000 deep in jsonPayload",
      HostileLog.entry(#""jsonPayload":\#(repeated("{\"a\":", depth))1\#(repeated("}", depth))"#)),
    bad(
      "arrays 100,000 deep that nothing closes",
      #"{"insertId":"x","jsonPayload":{"a":"# + repeated("[", depth), "not valid JSON"),
    bad(
      "objects 100,000 deep that nothing closes",
      #"{"insertId":"x","jsonPayload":"# + repeated("{\"a\":", depth), "not valid JSON"),
    bad("arrays at the top", repeated("[", depth), "brackets that nothing closes"),
    bad("braces at the top", repeated("{", depth), "brackets that nothing closes"),
    bad("objects at the top", repeated("{\"a\":", depth), "not valid JSON"),
  ]

  static let bytes: [Damage] = [
    odd(
      "invalid UTF-8 in values and keys",
      HostileLog.entry("", text: nil).dropLast()
        + Array(#","textPayload":"a"#.utf8) + [0xFF, 0xFE, 0xC0, 0x80, 0xED, 0xA0, 0x80, 0xF8]
        + Array(#"","a"#.utf8) + [0xFF, 0x22, 0x3A, 0x31, 0x7D]),
    odd(
      "NULs in a string",
      HostileLog.entry("", text: nil).dropLast() + Array(#","textPayload":"a"#.utf8) + [0, 0, 0]
        + Array(#"b"}"#.utf8)),
    odd(
      #"\u0000 everywhere"#,
      HostileLog.entry(
        #""labels":{"instanceId":"\u0000"}"#, insertId: #"\u0000"#, text: #"\u0000a\u0000"#,
        service: #"\u0000s"#, revision: #"\u0000"#)),
    odd(
      "lone surrogates everywhere",
      HostileLog.entry(
        #""labels":{"instanceId":"\ud800"}"#, insertId: #"\udfff\ud800"#,
        text: #"a\ud800b\udc00\ud800\ud800\udc00"#, service: #"\udcff"#, revision: #"\ud8"#)),
    odd(
      "ESC, bidi and newlines everywhere",
      HostileLog.entry(
        #""labels":{"instanceId":"\u001b]0;x\u0007"}"#, insertId: #"\u001b[31m\u202e\n"#,
        text: #"\u001b[2J\u202eabc\u2066\u0000\u009b31m\r\nx"#, service: #"s\u001b[5m\u202e\nx"#,
        revision: #"\u001b[31m\n"#)),
    odd(
      "ESC and bidi in a stack trace",
      HostileLog.entry(
        "",
        text: #"Traceback (most recent call last):\n  File \"/app/\u001b[31m\u202e.py\", line 1, "#
          + #"in \u202ef\n    x\nValue\u202eError: \u001b]0;x\u0007\u2028"#)),
    Damage(name: "a line of NULs", bytes: [UInt8](repeating: 0, count: 5000)),
    Damage(
      name: "a line of binary data",
      bytes: [0xFE]
        + (0..<4096).map { UInt8(truncatingIfNeeded: $0 * 7) }
        .filter { $0 != 0x0A && $0 > 0 }, malformed: 1, reason: "binary data, no text"),
    bad("a string without an end", #"{"insertId":"x","textPayload":"a"#, "not valid JSON"),
    bad("an object with a tail", #"{"insertId":"x"}}"#, "not valid JSON"),
    bad("a comma too many", #"{"insertId":"x",,"a":1}"#, "not valid JSON"),
    odd("an insertId of 1 MB", HostileLog.entry("", insertId: repeated("i", 1 << 20))),
    odd("a service name of 1 MB", HostileLog.entry("", service: repeated("s", 1 << 20))),
  ]

  static let times: [Damage] =
    [
      #""0000-01-01T00:00:00Z""#, #""9999-12-31T23:59:59Z""#, "-1", #""-1""#, "1e300", "-1e300",
      #""2025-13-01T00:00:00Z""#, #""2025-02-30T00:00:00Z""#, #""2025-09-07T25:00:00Z""#,
      #""2025-09-07T09:05:00+99:99""#, #""""#, #""\u0000""#, "[]", "9223372036854775807",
      "99999999999999999999999999", #"{"seconds":9223372036854775807,"nanos":1e99}"#,
    ].map { (value: String) in
      Damage(
        name: "time stamp \(value)", bytes: HostileLog.entry("", timestamp: value), entries: 1,
        reason: "not a usable time, treated as absent", place: .entry)
    }
    + [#""2025-06-30T23:59:60Z""#, #""2025-09-07T24:00:00Z""#, "null"].map { (value: String) in
      odd("time stamp \(value)", HostileLog.entry("", timestamp: value))
    } + [odd("no time stamp", HostileLog.entry("", timestamp: nil))]

  static let values: [Damage] =
    [#""abc""#, "-1", "1e9", "1000000000", "0", "1e300", "null", "{}", "[503]"].map {
      odd(
        "request with status \($0)",
        HostileLog.entry(#""httpRequest":{"status":\#($0),"requestMethod":"GET"}"#))
    }
    + [
      #""-5s""#, #""1e400s""#, #""9e18s""#, #""9223372036s""#, #""s""#, #""""#, "-1",
      #"{"seconds":"9e9","nanos":-5}"#, #"{"seconds":9000000000,"nanos":999999999999}"#,
    ].map {
      odd(
        "request with latency \($0)",
        HostileLog.entry(#""httpRequest":{"status":503,"latency":\#($0),"requestMethod":"GET"}"#))
    }
    + [
      #"{"uid":"u","index":9,"totalSplits":3}"#, #"{"uid":"u","index":-1,"totalSplits":3}"#,
      #"{"uid":"u","index":0,"totalSplits":1000000000000000000}"#,
      #"{"uid":"u","index":1,"totalSplits":-2}"#, #"{"uid":"","index":0,"totalSplits":2}"#,
      #"{"uid":{},"index":[],"totalSplits":"x"}"#,
    ].map { odd("split \($0)", HostileLog.entry(#""split":\#($0)"#)) }

  /// Texts that make bad regular expressions, or bad loops over lines, take forever.
  static let texts: [Damage] =
    [
      ("a", 1 << 20), (#"File \""#, 150_000), (#"  File \"a.py\", line 1, in f\n"#, 30_000),
      (" ", 1 << 20), (#"\n"#, 500_000), ("[ERROR] ", 100_000), ("Worker (pid:", 80_000),
      ("connection ", 90_000), ("(", 1 << 20), ("a@", 500_000), ("1.", 500_000), ("/a", 500_000),
      ("e\u{301}", 200_000), ("\u{301}", 300_000), ("👨‍👩‍👧", 50_000),
      ("Error: ", 150_000), ("0x", 500_000), (#"\u001b["#, 150_000),
      (#"During handling of the above exception, another exception occurred:\n"#, 10_000),
    ].flatMap { part, count in
      [
        odd("\(count) × \(part)", HostileLog.entry("", text: repeated(part, count))),
        odd(
          "a traceback of \(count) × \(part)",
          HostileLog.entry(
            "", text: #"Traceback (most recent call last):\n"# + repeated(part, count))),
      ]
    }
    + [
      odd(
        "a traceback of 200,000 lines",
        HostileLog.entry(
          "",
          text: #"Traceback (most recent call last):\n"#
            + repeated(#"  File \"/app/a.py\", line 1, in f\n    x\n"#, 100_000) + "ValueError: x")),
      odd(
        "5,000 causes",
        HostileLog.entry(
          "",
          text: (0..<5000).map {
            #"Traceback (most recent call last):\n  File \"/app/a\#($0).py\", line 1, in f\n"#
              + #"    x\nValueError: x\#($0)"#
          }.joined(
            separator: #"\n\nThe above exception was the direct cause of the following "#
              + #"exception:\n\n"#))),
    ]
}
