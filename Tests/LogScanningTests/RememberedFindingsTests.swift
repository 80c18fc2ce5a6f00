import LogModel
import Patterns
import Testing

@testable import LogScanning

/// What is remembered of messages must give what matching each of them anew gives.
@Suite struct RememberedFindingsTests {
  private struct World {
    var dice: Dice
    /// Whether a predicate may name digits with nothing else to look for.
    var hasOpenPredicates: Bool

    mutating func pick<Item>(_ items: [Item]) -> Item { items[dice.roll(items.count)] }

    private func predicate(_ test: TextPredicate.Test, ignoreCase: Bool = false) -> TextPredicate {
      TextPredicate(
        test: test, ignoreCase: ignoreCase,
        location: SourceLocation(file: "a.yaml", line: 1, column: 1))
    }

    private mutating func textTest() -> TextPredicate {
      let ignoresCase = dice.roll(3) == 0
      switch dice.roll(6) {
      case 0:
        return predicate(
          .contains(pick(["worker 7", "code 1", "port", "done in 0", "E17", "WORKER", "404"])),
          ignoreCase: ignoresCase)
      case 1:
        return predicate(
          .equals(pick(["worker 7 exited", "exit code 17", "ready"])), ignoreCase: ignoresCase)
      default:
        let bounded = [
          "worker (?<id>\\d+)", "exit code (?<code>1\\d)", "exit code (?<code>[0-9]+)",
          "code (?<code>17|4\\d\\d)", "done in (?<seconds>[0-9.]{1,4})s",
          "^worker (?<id>[1-5]+) ", "port (?<port>\\d+)(?: of (?<host>\\w+))?", "(?=port)(?<a>po)",
          "code (?:(?<a>\\d)|(?<b>\\d\\d))\\b", "worker (\\d)\\1", "ready(?! 5)", "[wW]orker",
          "exit code (?<code>\\d+)$", "worker (?<id>.) ",
        ]
        let open = ["\\b[4-5]\\d\\d\\b", "(?<n>7)", "(\\d)\\1"]
        let pattern = pick(hasOpenPredicates && dice.roll(8) == 0 ? open : bounded)
        let regex = try? Regex(pattern, ignoreCase: ignoresCase)
        return predicate(regex.map { .regex($0) } ?? .equals(""))
      }
    }

    private mutating func leaf() -> Condition {
      switch dice.roll(9) {
      case 0: .severity(atLeast: pick([.default, .info, .error]))
      case 1: .source(.service, Glob(pick(["shop*", "cart"])))
      case 2: .httpStatus(NumberPredicate(atLeast: 500))
      case 3: .field(path: ["jsonPayload", "code"], .number(NumberPredicate(atLeast: 5)))
      case 4: .field(path: ["jsonPayload", "note"], .text(textTest()))
      default: .message(textTest())
      }
    }

    mutating func condition(depth: Int = 0) -> Condition {
      guard depth < 3, dice.roll(5) < 2 else { return leaf() }
      let children = (0..<(1 + dice.roll(3))).map { _ in condition(depth: depth + 1) }
      switch dice.roll(7) {
      case 0, 1, 2: return .any(children)
      case 3, 4, 5: return .all(children)
      default: return .not(children[0])
      }
    }

    /// A rule that a message announces: entries for which another sign speaks are matched anew.
    mutating func rule() -> Condition {
      switch dice.roll(4) {
      case 0: .message(textTest())
      case 1: .any([.message(textTest()), .message(textTest())])
      default: .all([.message(textTest()), condition()])
      }
    }

    private mutating func number() -> String {
      pick(["1", "7", "17", "18", "42", "404", "503", "5", "0.7", "11"])
    }

    mutating func message() -> String {
      switch dice.roll(12) {
      case 0: "worker \(number()) exited"
      case 1: "exit code \(number())"
      case 2: "worker \(number()): exit code \(number())"
      case 3: "job done in \(number())s on port \(number()) of host\(number())"
      case 4: "Worker \(number()) ready \(number())"
      case 5: "port \(number())\\nexit code \(number())"
      case 6: "é\(number()) code \(number())"
      case 7: pick(["ready", "READY", "E17", "E18", "7", "17", "worker", "WORKER 7"])
      case 8: String(repeating: pick(["worker 7 ", "port 1", "\u{0}"]), count: dice.roll(90))
      case 9: "GET /\(number()) \(pick(["404", "503", "200"]))"
      case 10: "worker \(number()) \(dice.roll(1 << 30)) \(pick(["port", "ready", "done in 0"]))"
      default: (0..<dice.roll(9)).map { _ in pick(["7", "1", "a", ".", "code "]) }.joined()
      }
    }

    mutating func line(_ number: Int) -> String {
      var members = [
        #""insertId":"\#(number)""#,
        #""logName":"projects/p/logs/\#(pick(["stderr", "stdout"]))""#,
        #""severity":"\#(pick(["DEFAULT", "INFO", "ERROR"]))""#,
        #""labels":{"instanceId":"00\#(dice.roll(40))"}"#,
        #""resource":{"type":"cloud_run_revision","labels":{"service_name":"\#(pick(["shop", "shop-2", "cart"]))"}}"#,
      ]
      let text = message().replacing("\u{0}", with: "\\u0000")
      if dice.roll(2) == 0 {
        members.append(#""textPayload":"\#(text)""#)
      } else {
        members.append(
          #""jsonPayload":{"message":"\#(text)","code":\#(dice.roll(9)),"note":"\#(message().replacing("\u{0}", with: ""))"}"#
        )
      }
      if dice.roll(3) == 0 {
        members.append(#""httpRequest":{"status":\#(pick([200, 404, 503]))}"#)
      }
      return "{" + members.joined(separator: ",") + "}"
    }
  }

  private func library(_ conditions: [Condition]) -> PatternLibrary {
    let location = SourceLocation(file: "a.yaml", line: 1, column: 1)
    let signatures = conditions.enumerated().map { index, condition in
      Signature(
        id: "signature-\(10_000 + index)", title: "", severity: .error, role: .cause, tags: [],
        match: condition, explains: [], startup: nil, why: [], impactCapabilities: [],
        impactTags: [], fixes: [], references: [], crossFires: [],
        examples: Examples(matches: [], ignores: []), location: location)
    }
    return PatternLibrary(signatures: signatures, profiles: [], impact: ImpactModel())
  }

  @Test func findsWhatMatchingAnewFinds() throws {
    var found = 0
    var remembered = 0
    for seed: UInt64 in 0..<40 {
      let (all, known) = try compare(seed: seed)
      found += all
      remembered += known
    }
    #expect(found > 10_000)
    #expect(remembered > 1_000)
  }

  /// Matches the same entries both ways.
  ///
  /// - Returns: how many findings there were, and how many of them were remembered.
  private func compare(seed: UInt64) throws -> (found: Int, remembered: Int) {
    var world = World(dice: Dice(seed &* 104_729 &+ 11), hasOpenPredicates: seed % 4 == 0)
    // Few rules: one that looks for a text with digits leaves nothing to remember of others like it.
    let library = library((0..<(2 + seed % 9)).map { _ in world.rule() })
    let database = try MessageDatabase(predicates: library.messagePredicates)
    let rules = RuleSet(library: library, unindexed: database.unindexed)
    let quick = try #require(EntryMatcher(library: library, rules: rules, database: database))
    let plain = try #require(
      EntryMatcher(library: library, rules: rules, database: database, remembers: false))
    let lines = (0..<1500).map { world.line($0) }
    var found = 0
    var remembered = 0
    var named: [Int: String] = [:]
    _ = try read(Array((lines.joined(separator: "\n") + "\n").utf8)) { entry in
      let expected = plain.match(entry, trace: nil).map {
        "\($0.rule) \($0.captures.sorted { $0.key < $1.key })"
      }
      let findings = quick.match(entry, trace: nil)
      let told = findings.map { "\($0.rule) \($0.captures.sorted { $0.key < $1.key })" }
      #expect(told == expected, "line \(entry.ordinal): \(lines[entry.ordinal - 1])")
      for (finding, text) in zip(findings, told) where finding.captureNumber != 0 {
        remembered += 1
        #expect(named[finding.captureNumber, default: text] == text)
        named[finding.captureNumber] = text
      }
      found += told.count
    }
    return (found, remembered)
  }

  @Test func shapesAreTextsButForTheirDigits() {
    var dice = Dice(5)
    let shapes = MessageShapes()
    var texts: [[UInt8]: UInt32] = [:]
    for _ in 0..<20_000 {
      let length = 1 + dice.roll(dice.roll(4) == 0 ? 40 : 6)
      var text = (0..<length).map { _ in
        UInt8(dice.roll(3) == 0 ? 44 + dice.roll(16) : 48 + dice.roll(10))
      }
      if dice.roll(5) == 0 { text[dice.roll(length)] = UInt8(dice.roll(256)) }
      let masked = text.map { (48...57).contains($0) ? 48 : $0 }
      let number = text.withUnsafeBufferPointer { shapes.number(of: $0) }
      #expect(shapes.shape.elementsEqual(masked))
      guard let number else { continue }
      // A shape may lose its number, but a number never stands for another shape.
      #expect(texts.first { $0.value == number }?.key ?? masked == masked)
      texts[masked] = number
    }
    #expect(texts.count > 20)
  }

  @Test func longAndEmptyMessagesHaveNoShape() {
    let shapes = MessageShapes()
    for _ in 0..<3 {
      let long = [UInt8](repeating: 97, count: MessageShapes.maxBytes + 1)
      #expect(long.withUnsafeBufferPointer { shapes.number(of: $0) } == nil)
      #expect(shapes.number(of: Bytes.none) == nil)
    }
    let longest = [UInt8](repeating: 55, count: MessageShapes.maxBytes)
    #expect(longest.withUnsafeBufferPointer { shapes.number(of: $0) } == nil)
    #expect(longest.withUnsafeBufferPointer { shapes.number(of: $0) } != nil)
  }
}
