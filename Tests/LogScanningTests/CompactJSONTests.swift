import Testing

@testable import LogScanning

/// However a payload was exported, terms see one text of it.
@Suite struct CompactJSONTests {
  private func compact(_ json: String) -> String {
    let buffer = ByteBuffer()
    var json = json
    json.withUTF8 { CompactJSON.append($0, to: buffer) }
    return String(decoding: buffer.bytes, as: UTF8.self)
  }

  @Test func whiteSpaceBetweenTokensIsLeftOut() {
    #expect(
      compact("{ \"a\" : [ 1 ,\n\t2.50 , -1e+3 ] ,\r\n \"b c\" : null }")
        == #"{"a":[1,2.50,-1e+3],"b c":null}"#)
    #expect(compact("{}") == "{}")
    #expect(compact("") == "")
  }

  @Test(
    arguments: [
      (#""\u003chtml\u003e \u0026 \u0027""#, #""<html> & '""#), (#""a\/b""#, #""a/b""#),
      (#""caf\u00e9 \u00E9""#, #""café é""#), (#""\ud83d\ude00""#, #""😀""#),
      (#""\u000a\u0009\u000d\u0008\u000c""#, #""\n\t\r\b\f""#), (#""\u0022\u005c""#, #""\"\\""#),
      (#""\n \" \\ \t""#, #""\n \" \\ \t""#), (#""\u001F\u0000""#, #""\u001f\u0000""#),
      (#""\ud83d x""#, #""\ud83d x""#), (#""\ude00""#, #""\ude00""#),
      (#""a\\u0041""#, #""a\\u0041""#),
      (#""a  b""#, #""a  b""#), ("\"\u{2028}\"", "\"\u{2028}\""),
    ])
  func onlyWhatMustBeIsEscaped(json: String, expected: String) {
    #expect(compact(json) == expected)
    #expect(compact(expected) == expected)
  }

  /// Any value, compact and pretty, its characters escaped as they come.
  @Test(arguments: 1...300 as ClosedRange<UInt64>)
  func everyExportGivesOneText(seed: UInt64) {
    var dice = Dice(seed)
    let value = Value(&dice, depth: 3)
    let plain = value.text { String($0) }
    #expect(compact(plain) == plain)
    for _ in 0..<3 {
      let escaped = value.text { character in
        dice.roll(2) == 0 ? String(character) : Value.escaped(character, isUpper: dice.roll(2) == 0)
      }
      #expect(compact(escaped) == plain)
      #expect(compact(Sample.pretty(escaped, indent: dice.roll(5))) == plain)
    }
  }

  private indirect enum Value {
    case scalar(String)
    case string([Character])
    case array([Value])
    case object([([Character], Value)])

    init(_ dice: inout Dice, depth: Int) {
      switch dice.roll(depth > 0 ? 4 : 2) {
      case 0: self = .scalar(["1", "-2.50", "1E5", "true", "false", "null"][dice.roll(6)])
      case 1: self = .string(Value.word(&dice))
      case 2:
        var members: [Value] = []
        for _ in 0..<dice.roll(4) { members.append(Value(&dice, depth: depth - 1)) }
        self = .array(members)
      default:
        var members: [([Character], Value)] = []
        for _ in 0..<dice.roll(4) {
          members.append((Value.word(&dice), Value(&dice, depth: depth - 1)))
        }
        self = .object(members)
      }
    }

    private static func word(_ dice: inout Dice) -> [Character] {
      let alphabet = Array("ab /<>&'{}[]:,é日😀")
      return (0..<dice.roll(8)).map { _ in alphabet[dice.roll(alphabet.count)] }
    }

    static func escaped(_ character: Character, isUpper: Bool) -> String {
      if character == "/", isUpper { return "\\/" }
      return String(character).utf16.map { unit in
        let digits = String(unit, radix: 16, uppercase: isUpper)
        return "\\u" + String(repeating: "0", count: 4 - digits.count) + digits
      }.joined()
    }

    func text(_ written: (Character) -> String) -> String {
      func string(_ characters: [Character]) -> String {
        "\"" + characters.map(written).joined() + "\""
      }
      switch self {
      case .scalar(let text): return text
      case .string(let characters): return string(characters)
      case .array(let members):
        return "[" + members.map { $0.text(written) }.joined(separator: ",") + "]"
      case .object(let members):
        return "{"
          + members.map { string($0.0) + ":" + $0.1.text(written) }.joined(separator: ",") + "}"
      }
    }
  }
}
