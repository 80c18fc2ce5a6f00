import CZlib
import Glibc
import LogModel
import Patterns
import Testing

@testable import LogScanning

/// What a test keeps of a decoded entry.
struct Seen: Equatable {
  var timestamp: Timestamp
  var severity: Severity
  var message: String
  var trace: String
  var insertId: String
  var status: Int?
  var latency: Int64?
  var source: EntrySource
  var hash: UInt64
  var ordinal: Int
  var offset: Int

  init(_ entry: DecodedEntry) {
    timestamp = entry.timestamp
    severity = entry.severity
    message = String(decoding: entry.message, as: UTF8.self)
    trace = String(decoding: entry.attachedTrace, as: UTF8.self)
    insertId = String(decoding: entry.insertIdBytes, as: UTF8.self)
    status = entry.request?.status
    latency = entry.request?.latencyNanoseconds
    source = entry.source
    hash = entry.contentHash
    ordinal = entry.ordinal
    offset = entry.byteOffset
  }

  /// Without what depends on where the entry stands.
  var content: Seen {
    var content = self
    content.ordinal = 0
    content.offset = 0
    return content
  }
}

/// A file that is there for the length of a test.
final class TemporaryFile {
  let path: String

  init(_ bytes: [UInt8], name: String = "input") throws {
    var template = Array("/tmp/fivewhys-reading-XXXXXX".utf8CString)
    let directory = try #require(mkdtemp(&template).map { String(cString: $0) })
    path = "\(directory)/\(name)"
    let file = try #require(fopen(path, "w"))
    fwrite(bytes, 1, bytes.count, file)
    fclose(file)
  }

  deinit {
    unlink(path)
    rmdir(String(path.prefix(upTo: path.lastIndex(of: "/") ?? path.startIndex)))
  }
}

/// Reads bytes as a file's content.
func read(
  _ bytes: [UInt8], name: String = "input", blockSize: Int = 64 << 10, limit: Int = 16 << 20,
  path: RecordIndex.Path? = .fastest,
  _ visit: (DecodedEntry) -> Void = { _ in }
) throws -> (entries: [Seen], outcome: ReadOutcome) {
  let file = try TemporaryFile(bytes, name: name)
  var options = ReadOptions()
  options.blockSize = blockSize
  options.maxEntryBytes = limit
  options.indexPath = path
  options.environmentOf = { project, _, _, _ in
    project?.hasSuffix("-staging") == true ? "staging" : "unknown"
  }
  var entries: [Seen] = []
  let reader = EntryReader(input: InputObject(kind: .file(path: file.path)), options: options)
  let outcome = reader.readAll(progress: nil) { entry in
    entries.append(Seen(entry))
    visit(entry)
  }
  #expect(outcome.entries == entries.count)
  #expect(entries.map(\.ordinal) == Array(1..<(entries.count + 1)))
  return (entries, outcome)
}

func read(_ text: String, blockSize: Int = 64 << 10) throws -> (
  entries: [Seen], outcome: ReadOutcome
) {
  try read(Array(text.utf8), blockSize: blockSize)
}

/// One gzip member.
func gzip(_ bytes: [UInt8]) -> [UInt8] {
  var stream = z_stream()
  deflateInit2_(
    &stream, 6, Z_DEFLATED, 16 + MAX_WBITS, 8, Z_DEFAULT_STRATEGY, ZLIB_VERSION,
    Int32(MemoryLayout<z_stream>.size))
  var input = bytes
  var output = [UInt8](repeating: 0, count: bytes.count + 1024)
  let produced = input.withUnsafeMutableBufferPointer { input in
    output.withUnsafeMutableBufferPointer { output in
      stream.next_in = input.baseAddress
      stream.avail_in = UInt32(input.count)
      stream.next_out = output.baseAddress
      stream.avail_out = UInt32(output.count)
      deflate(&stream, Z_FINISH)
      return output.count - Int(stream.avail_out)
    }
  }
  deflateEnd(&stream)
  return Array(output.prefix(produced))
}

/// A small generator of numbers, the same in every run.
struct Dice {
  private var state: UInt64

  init(_ seed: UInt64) { state = seed }

  mutating func roll(_ sides: Int) -> Int {
    state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
    return Int((state >> 33) % UInt64(max(1, sides)))
  }
}

/// Entries of one boot, as compact JSON objects.
enum Sample {
  static let resource = """
    {"labels":{"configuration_name":"backend","location":"us-central1","project_id":"shop-staging",\
    "revision_name":"backend-00035-fnj","service_name":"backend"},"type":"cloud_run_revision"}
    """

  static func entry(_ number: Int, _ members: String) -> String {
    """
    {"insertId":"id\(number)","labels":{"instanceId":"00a1"},\
    "logName":"projects/shop-staging/logs/run.googleapis.com%2Fstderr","resource":\(resource),\
    "timestamp":"2025-09-16T00:41:1\(number % 10).333007Z",\(members)}
    """
  }

  static let entries: [String] = [
    entry(0, #""severity":"INFO","textPayload":"Booting \"worker\" with {pid}: [14]\n""#),
    entry(
      1,
      #""severity":"ERROR","jsonPayload":{"message":"caf\u00e9 \ud83d\ude00 C:\\tmp\\","a":[{"b":{}}]}"#
    ),
    entry(
      2, #""textPayload":"[2025-09-16 00:41:13 +0000] [14] [ERROR] Exception in worker process""#),
    entry(
      3,
      #""severity":"ERROR","httpRequest":{"status":503,"latency":"4.1775s","requestMethod":"GET"}"#),
    entry(
      4,
      #""jsonPayload":{"msg":"failed","stack_trace":"Traceback:\n  File \"x\", line 1\nValueError: y"}"#
    ),
    entry(5, #""severity":"WARNING","textPayload":"Container called exit(3).""#),
  ]

  /// An object spread over lines, `indent` blanks a level.
  static func pretty(_ compact: String, indent: Int = 2, level: Int = 0) -> String {
    var text = ""
    var depth = level
    var isInString = false
    var isEscaped = false
    func newline() -> String { "\n" + String(repeating: " ", count: indent * depth) }
    for character in compact {
      if isInString {
        text.append(character)
        if isEscaped {
          isEscaped = false
        } else if character == "\\" {
          isEscaped = true
        } else if character == "\"" {
          isInString = false
        }
        continue
      }
      switch character {
      case "\"":
        isInString = true
        text.append(character)
      case "{", "[":
        depth += 1
        text.append(character)
        text += newline()
      case "}", "]":
        depth -= 1
        text += newline()
        text.append(character)
      case ",":
        text.append(character)
        text += newline()
      case ":": text += ": "
      default: text.append(character)
      }
    }
    return text
  }

  static func base64(_ text: String, isURLSafe: Bool = false) -> String {
    let alphabet = Array(
      "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789" + (isURLSafe ? "-_" : "+/"))
    var encoded = ""
    let bytes = Array(text.utf8)
    for start in stride(from: 0, to: bytes.count, by: 3) {
      let part = bytes[start..<min(start + 3, bytes.count)]
      let bits = (0..<3).reduce(0) {
        $0 << 8 | (start + $1 < bytes.count ? Int(bytes[start + $1]) : 0)
      }
      for digit in 0...part.count { encoded.append(alphabet[bits >> (18 - 6 * digit) & 63]) }
      if !isURLSafe { encoded += String(repeating: "=", count: 3 - part.count) }
    }
    return encoded
  }

  /// The same entries in every form in which people have them.
  static let forms: [(name: String, text: String)] = {
    let pretties = entries.map { pretty($0) }
    let indented = entries.map { "  " + pretty($0, level: 1) }
    func pubSub(_ entry: String, isURLSafe: Bool = false) -> String {
      #"{"message":{"attributes":{"a":"b"},"data":""# + base64(entry, isURLSafe: isURLSafe)
        + #"","messageId":"1"},"subscription":"projects/p/subscriptions/s"}"#
    }
    func pulled(_ entry: String) -> String {
      #"{"ackId":"x","message":{"data":""# + base64(entry) + #"","messageId":"1"}}"#
    }
    let half = entries.count / 2
    let pages = [
      #"{"entries":[\#(entries[..<half].joined(separator: ","))],"nextPageToken":"a]}b"}"#,
      #"{"nextPageToken":"c","entries":[\#(entries[half...].joined(separator: ","))]}"#,
    ]
    return [
      ("json lines", entries.joined(separator: "\n") + "\n"),
      ("json lines without the last newline", entries.joined(separator: "\r\n")),
      (
        "json lines with a mark, blank lines and commas",
        "\u{FEFF}\n" + entries.joined(separator: ",\n\n") + "\n"
      ),
      ("objects on one line", entries.joined(separator: " ")),
      ("compact array", "[" + entries.joined(separator: ",") + "]"),
      ("array of lines", "[\n" + entries.joined(separator: ",\n") + "\n]\n"),
      ("pretty array", "[\n" + indented.joined(separator: ",\n") + "\n]\n"),
      ("pretty array, brackets joined", "[" + pretties.joined(separator: ", ") + "]"),
      (
        "two arrays",
        "[" + entries[..<half].joined(separator: ",") + "]\n[\n"
          + entries[half...].joined(separator: ",\n") + "]"
      ),
      ("pretty objects", pretties.joined(separator: "\n\n") + "\n"),
      (
        "pretty objects without indent",
        entries.map { pretty($0, indent: 0) }.joined(separator: "\n")
      ),
      ("pages, one a line", pages.joined(separator: "\n")),
      ("pages, pretty", pages.map { pretty($0) }.joined(separator: "\n")),
      ("page after lines", entries[..<half].joined(separator: "\n") + "\n" + pages[1]),
      ("pub/sub, one a line", entries.map { pubSub($0) }.joined(separator: "\n")),
      ("pub/sub, base64url", entries.map { pubSub($0, isURLSafe: true) }.joined(separator: "\n")),
      ("pub/sub, pretty", entries.map { pretty(pubSub($0)) }.joined(separator: "\n")),
      (
        "pub/sub pull array",
        "[\n" + entries.map { pretty(pulled($0)) }.joined(separator: ",\n") + "]"
      ),
      (
        "pub/sub pull response",
        #"{"receivedMessages":[\#(entries.map { pulled($0) }.joined(separator: ","))]}"#
      ),
    ]
  }()
}
