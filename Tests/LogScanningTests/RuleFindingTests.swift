import LogModel
import Patterns
import Testing

@testable import LogScanning

/// The matcher tries few rules of a library; it must find what trying all of them finds.
@Suite struct RuleFindingTests {
  /// Conditions and entries of a small world, so that they meet often.
  private struct World {
    var dice: Dice

    mutating func pick<Item>(_ items: [Item]) -> Item { items[dice.roll(items.count)] }

    private func predicate(_ test: TextPredicate.Test, ignoreCase: Bool = false) -> TextPredicate {
      TextPredicate(
        test: test, ignoreCase: ignoreCase,
        location: SourceLocation(file: "a.yaml", line: 1, column: 1))
    }

    private mutating func textTest() -> TextPredicate {
      let word = pick(["boom", "lost", "E17", "B", "é"])
      switch dice.roll(5) {
      case 0: return predicate(.contains(word))
      case 1: return predicate(.contains(word), ignoreCase: true)
      case 2: return predicate(.equals(word))
      default:
        let pattern = pick(["(?<word>boom|lost) it", "[BE]\\d*", "(?=l)(?<word>lost)", "(.)\\1"])
        return predicate((try? Regex(pattern, ignoreCase: false)).map { .regex($0) } ?? .equals(""))
      }
    }

    private mutating func leaf() -> Condition {
      switch dice.roll(8) {
      case 0, 1: return .message(textTest())
      case 2: return .severity(atLeast: pick([.default, .info, .warning, .error, .critical]))
      case 3:
        return pick([
          .source(.service, Glob("shop*")), .source(.service, Glob("cart")),
          .source(.project, Glob("acme-?")), .source(.log, Glob("*stderr")),
          .source(.environment, Glob("staging")), .source(.resourceType, Glob("cloud_*")),
        ])
      case 4:
        return .httpStatus(
          pick([NumberPredicate(equals: 503), NumberPredicate(atLeast: 400, atMost: 499)]))
      case 5, 6:
        let path = pick([
          ["jsonPayload", "code"], ["jsonPayload", "error", "type"], ["labels", "a"],
        ])
        let test: FieldPredicate =
          switch dice.roll(4) {
          case 0: .exists(dice.roll(2) == 0)
          case 1: .number(NumberPredicate(atLeast: 7))
          case 2:
            .text(predicate(.equals(pick(["boom", "7", "true"])), ignoreCase: dice.roll(2) == 0))
          default: .text(textTest())
          }
        return .field(path: path, test)
      default:
        return .exception(
          ExceptionPredicate(
            type: pick([nil, Glob("ValueError"), Glob("*Error"), Glob("app.Lost")]),
            message: dice.roll(3) == 0 ? textTest() : nil,
            function: dice.roll(4) == 0 ? Glob("start") : nil, file: nil))
      }
    }

    mutating func condition(depth: Int = 0) -> Condition {
      guard depth < 3, dice.roll(5) < 3 else { return leaf() }
      let children = (0..<(1 + dice.roll(3))).map { _ in condition(depth: depth + 1) }
      switch dice.roll(5) {
      case 0, 1: return .any(children)
      case 2, 3: return .all(children)
      default: return .not(children[0])
      }
    }

    mutating func line(_ number: Int) -> String {
      var members = [
        #""insertId":"\#(number)""#,
        #""logName":"projects/\#(pick(["acme-1", "other"]))/logs/\#(pick(["stderr", "stdout"]))""#,
        #""severity":"\#(pick(["DEFAULT", "INFO", "WARNING", "ERROR", "CRITICAL"]))""#,
        #""resource":{"type":"cloud_run_revision","labels":{"service_name":"\#(pick(["shop", "shop-2", "cart"]))","project_id":"\#(pick(["acme-1", "x-staging"]))"}}"#,
      ]
      let text = pick(["boom it", "lost it", "E17", "BB", "boom", "LOST", "nothing", "é"])
      if dice.roll(2) == 0 {
        members.append(#""textPayload":"\#(text)""#)
      } else {
        let code = pick([#""boom""#, "7", "8.5", "true", "null", #"{"a":1}"#, #""Boom""#])
        let type = pick([#""E17""#, "7", #""lost it""#])
        members.append(
          #""jsonPayload":{"message":"\#(text)","code":\#(code),"error":{"type":\#(type)}}"#)
      }
      if dice.roll(3) == 0 {
        members.append(#""httpRequest":{"status":\#(pick([200, 404, 503]))}"#)
      }
      if dice.roll(4) == 0 { members.append(#""labels":{"a":"\#(pick(["boom", "E17"]))"}"#) }
      return "{" + members.joined(separator: ",") + "}"
    }

    mutating func trace() -> StackTrace? {
      guard dice.roll(3) == 0 else { return nil }
      let frame = StackFrame(
        file: "a.py", line: 1, function: pick(["start", "stop"]), isApplication: true)
      let exceptions = (0..<(1 + dice.roll(2))).map { _ in
        RaisedException(
          type: pick(["ValueError", "app.ValueError", "app.Lost", "Exit"]),
          message: pick(["boom it", "E17", ""]), frames: [frame], link: .root)
      }
      return StackTrace(language: "python", exceptions: exceptions)
    }
  }

  /// An entry of which everything is asked anew.
  private struct PlainView: EntryFacets {
    let entry: DecodedEntry
    let exceptions: [RaisedException]
    var severity: Severity { entry.severity }
    var source: EntrySource { entry.source }
    var httpStatus: Int? { entry.request?.status }
    func field(_ path: [String]) -> FieldValue? { entry.field(path) }
    func messageMatches(_ predicate: TextPredicate) -> Bool {
      predicate.matches(String(decoding: entry.message, as: UTF8.self))
    }
    func messageCaptures(_ predicate: TextPredicate) -> [String: String] {
      predicate.captures(in: String(decoding: entry.message, as: UTF8.self))
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

  @Test(arguments: 0..<12)
  func findsWhatTryingAllRulesFinds(seed: UInt64) throws {
    var world = World(dice: Dice(seed &* 7_919 &+ 3))
    let library = library((0..<120).map { _ in world.condition() })
    let database = try MessageDatabase(predicates: library.messagePredicates)
    let rules = RuleSet(library: library, unindexed: database.unindexed)
    let matcher = try #require(EntryMatcher(library: library, rules: rules, database: database))
    let lines = (0..<300).map { world.line($0) }
    var found = 0
    var seen = 0
    _ = try read(Array((lines.joined(separator: "\n") + "\n").utf8)) { entry in
      let trace = world.trace()
      let expected = rules.rules.indices.filter {
        rules.rules[$0].condition.holds(
          of: PlainView(entry: entry, exceptions: trace?.exceptions ?? []))
      }
      let findings = matcher.match(entry, trace: trace)
      let indices = findings.map { finding -> Int in
        if case .signature(let index) = rules.rules[finding.rule].subject { index } else { -1 }
      }
      #expect(indices == expected, "line \(entry.ordinal): \(lines[entry.ordinal - 1])")
      found += indices.count
      seen += 1
    }
    #expect(seen == lines.count)
    #expect(found > 1000)
  }

  /// Of a large library, an entry meets only the rules whose signs it bears.
  @Test func triesFewRules() throws {
    let conditions: [Condition] = (0..<1000).map { number in
      switch number % 4 {
      case 0:
        .all([
          .severity(atLeast: .error),
          .field(
            path: ["jsonPayload", "code"],
            .text(
              TextPredicate(
                test: .equals("C\(number)"), ignoreCase: false,
                location: SourceLocation(file: "a.yaml", line: 1, column: 1)))),
        ])
      case 1: .all([.severity(atLeast: .warning), .source(.service, Glob("service-\(number)"))])
      case 2:
        .all([.httpStatus(NumberPredicate(atLeast: 500)), .source(.service, Glob("s\(number)*"))])
      default:
        .exception(
          ExceptionPredicate(
            type: Glob("Error\(number)"), message: nil, function: nil, file: nil))
      }
    }
    let library = library(conditions)
    let rules = RuleSet(library: library, unindexed: [])
    let finder = RuleFinder(rules: rules, workspace: RegexWorkspace())
    let line =
      #"{"severity":"ERROR","resource":{"type":"cloud_run_revision","labels":{"service_name":"service-5"}},"jsonPayload":{"code":"C8"},"httpRequest":{"status":503}}"#
    let trace = StackTrace(
      language: "python",
      exceptions: [RaisedException(type: "app.Error7", message: "", frames: [], link: .root)])
    var tried: Set<Int> = []
    _ = try read(Array((line + "\n").utf8)) { entry in
      finder.find(for: entry, trace: trace) { tried.formUnion($0) }
    }
    #expect(tried == [5, 7, 8])
  }
}
