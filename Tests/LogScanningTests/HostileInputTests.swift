import LogModel
import Testing

@testable import LogScanning

@Suite struct HostileInputTests {
  @Test("depth is no danger", arguments: ["[", "{\"a\":", "[{\"a\":"])
  func depth(opening: String) throws {
    let nested = String(repeating: opening, count: 100_000)
    for text in [
      nested, #"{"insertId":"a","jsonPayload":{"a":"# + nested, "[" + nested, "{\n" + nested,
    ] {
      for blockSize in [64, 1 << 20] { _ = try read(text, blockSize: blockSize) }
    }
    let closing = String(opening.reversed().compactMap { $0 == "[" ? "]" : $0 == "{" ? "}" : nil })
    let value = nested + "1" + String(repeating: closing, count: 100_000)
    let (entries, outcome) = try read(
      #"{"insertId":"a","textPayload":"t","jsonPayload":{"x":\#(value)}}"#)
    #expect(entries.map(\.message) == ["t"])
    #expect(outcome.malformed == 0)
  }

  @Test func randomChangesNeverCrashAndNeverDependOnBlocksOrTheIndex() throws {
    var dice = Dice(42)
    let alphabet: [UInt8] =
      Array("{}[]\",:\\\n\r u0019nt".utf8) + [0, 0x1B, 0x80, 0xC3, 0xEF, 0xFF]
    for round in 0..<400 {
      let form = Sample.forms[round % Sample.forms.count]
      var bytes = Array(form.text.utf8)
      for _ in 0...dice.roll(6) {
        let position = dice.roll(bytes.count)
        switch dice.roll(3) {
        case 0: bytes[position] = alphabet[dice.roll(alphabet.count)]
        case 1: bytes.remove(at: position)
        default: bytes.insert(alphabet[dice.roll(alphabet.count)], at: position)
        }
      }
      let paths = ["jsonPayload.a.0.b", "resource.labels.location", "labels"].map { path in
        path.split(separator: ".").map { String($0) }
      }
      let (whole, outcome) = try read(bytes) { entry in
        for path in paths { _ = entry.field(path) }
      }
      let (chunked, chunkedOutcome) = try read(bytes, blockSize: 64 + dice.roll(60))
      #expect(whole == chunked, "\(form.name), round \(round)")
      let reasons = outcome.problems.map { "\($0.byteOffset ?? -1) \($0.reason)" }
      let chunkedReasons = chunkedOutcome.problems.map { "\($0.byteOffset ?? -1) \($0.reason)" }
      #expect(reasons == chunkedReasons, "\(form.name), round \(round)")
      for path in [nil] + RecordIndex.Path.allCases where path?.isSupported ?? true {
        let (indexed, indexedOutcome) = try read(bytes, path: path)
        #expect(
          whole == indexed, "\(form.name), round \(round), \(path.map { "\($0)" } ?? "by bytes")")
        #expect(
          reasons
            == indexedOutcome.problems.map { "\($0.byteOffset ?? -1) \($0.reason)" },
          "\(form.name), round \(round), \(path.map { "\($0)" } ?? "by bytes")")
      }
    }
  }

  @Test func everyPrefixIsSurvived() throws {
    for form in Sample.forms {
      let bytes = Array(form.text.utf8)
      for length in stride(from: 1, to: bytes.count, by: 41) {
        let (entries, _) = try read(Array(bytes[..<length]), blockSize: 128)
        #expect(entries.count <= Sample.entries.count + 1)
      }
    }
  }

  @Test func noise() throws {
    var dice = Dice(5)
    for _ in 0..<60 {
      let bytes = (0..<dice.roll(5000)).map { _ in UInt8(dice.roll(256)) }
      for opening in ["", "{", "[{", "{\"entries\":["] {
        let (entries, _) = try read(Array(opening.utf8) + bytes, blockSize: 100)
        for entry in entries {
          #expect(!entry.message.utf8.contains(0))
        }
      }
    }
  }

  @Test(
    "odd values of known members are survived",
    arguments: [
      "null", "true", "-1", "1e999", "[]", "{}", "[[{}]]", #""""#, #""\u0000""#,
      "99999999999999999999",
      #"{"message":1,"labels":[],"type":{},"uid":null,"status":{},"data":5,"line":3}"#,
    ])
  func oddValues(value: String) throws {
    for key in EntryKey.allCases {
      for name in key.spellings {
        let text = #"{"\#(name)":\#(value),"insertId":"z","textPayload":"t"}"#
        let (entries, outcome) = try read(text)
        #expect(outcome.malformed == 0)
        // What begins with a page's key is a page, whose entries are elsewhere.
        let isPage = [EntryKey.entries, .nextPageToken, .receivedMessages].contains(key)
        #expect(isPage || entries.count == 1)
        let alone = #"{"\#(name)":\#(value)}"#
        _ = try read("\(alone)\n\(alone)")
        _ = try read(#"{"insertId":"z","jsonPayload":\#(alone)}"#)
        _ = try read(#"{"insertId":"z","protoPayload":\#(alone)}"#)
      }
    }
  }

  @Test func envelopesInEnvelopesEnd() throws {
    var text = Sample.entries[0]
    for _ in 0..<6 { text = #"{"message":{"data":"\#(Sample.base64(text))"},"subscription":"s"}"# }
    _ = try read(text)
    var log = "x"
    for _ in 0..<5 {
      let escaped = log.replacing("\\", with: "\\\\").replacing("\"", with: "\\\"")
      log = #"{"log":"\#(escaped)\n","stream":"stdout"}"#
    }
    let (entries, _) = try read(log)
    #expect(entries.count == 1)
  }
}
