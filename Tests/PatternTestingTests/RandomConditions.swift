import LogModel
import LogSimulation
import Patterns

/// Conditions and entries made of so few words that they often meet.
struct RandomConditions {
  var random: SeededGenerator

  private static let texts = [
    "disk", "disk on fire", "Disk", "DISK ON FIRE", "on", "fire 17", "fire", "é on fire", "É",
    "İ", "i", "σίγμας", "ΣΊΓΜΑΣ", "",
  ]
  private static let patterns = [
    "disk on \\w+", "disk( on)? fire", "(?i)disk", "fire \\d+", "^disk", "disk|fire", "on fi[rx]e",
    "(disk|Disk) on", "i", "É",
  ]
  private static let globs = [
    "shop", "shop-*", "shop-a", "*", "cart", "c?rt", "ValueError", "*Error",
  ]
  private static let names = ["shop", "shop-a", "cart", "ValueError", "pkg.ValueError", "KeyError"]
  private static let numbers: [Double] = [0, 1, 17, 404, 500, 503]

  init(seed: UInt64) { random = SeededGenerator(seed: seed, label: "conditions") }

  private mutating func pick<Item>(_ items: [Item]) -> Item { items[random.below(items.count)] }

  private mutating func text() -> TextPredicate {
    let ignoresCase = random.below(3) == 0
    let test: TextPredicate.Test
    switch random.below(4) {
    case 0: test = .equals(pick(RandomConditions.texts))
    case 1:
      let regex = try? Regex(pick(RandomConditions.patterns), ignoreCase: ignoresCase)
      test = regex.map { .regex($0) } ?? .equals("")
    default: test = .contains(pick(RandomConditions.texts))
    }
    return TextPredicate(
      test: test, ignoreCase: ignoresCase,
      location: SourceLocation(file: "a.yaml", line: 1, column: 1))
  }

  private mutating func number() -> NumberPredicate {
    switch random.below(4) {
    case 0: NumberPredicate(equals: pick(RandomConditions.numbers))
    case 1: NumberPredicate(atMost: pick(RandomConditions.numbers))
    case 2:
      NumberPredicate(
        atLeast: pick(RandomConditions.numbers), atMost: pick(RandomConditions.numbers))
    default: NumberPredicate(atLeast: pick(RandomConditions.numbers))
    }
  }

  private mutating func glob() -> Glob { Glob(pick(RandomConditions.globs)) }
  private mutating func maybe<Item>(_ item: Item) -> Item? { random.below(2) == 0 ? item : nil }

  private mutating func leaf() -> Condition {
    switch random.below(9) {
    case 0: return .severity(atLeast: pick(Severity.allCases))
    case 1: return .source(pick(SourceKey.allCases), glob())
    case 2: return .httpStatus(number())
    case 3:
      let path = pick([["a"], ["b"]])
      switch random.below(3) {
      case 0: return .field(path: path, .exists(random.below(2) == 0))
      case 1: return .field(path: path, .number(number()))
      default: return .field(path: path, .text(text()))
      }
    case 4:
      let (type, message, function, file) = (glob(), text(), glob(), glob())
      return .exception(
        ExceptionPredicate(
          type: maybe(type), message: maybe(message), function: maybe(function), file: maybe(file)))
    default: return .message(text())
    }
  }

  mutating func condition(depth: Int = 0) -> Condition {
    guard depth < 3, random.below(5) < 2 else { return leaf() }
    let children = (0..<(1 + random.below(3))).map { _ in condition(depth: depth + 1) }
    switch random.below(5) {
    case 0, 1: return .any(children)
    case 2, 3: return .all(children)
    default: return .not(children[0])
    }
  }

  mutating func entry() -> RandomEntry {
    var entry = RandomEntry()
    entry.texts = (0..<(1 + random.below(2))).map { _ in
      (0..<(1 + random.below(2))).map { _ in pick(RandomConditions.texts) }
        .joined(separator: pick(["", " "]))
    }
    entry.severity = pick(Severity.allCases)
    entry.source = EntrySource(
      service: ServiceIdentity(
        project: maybe(pick(RandomConditions.names)), name: maybe(pick(RandomConditions.names)),
        environment: pick(RandomConditions.names)),
      platform: nil, resourceType: maybe(pick(RandomConditions.names)), location: nil,
      revision: nil, instance: nil, log: pick(RandomConditions.names))
    entry.httpStatus = maybe(Int(pick(RandomConditions.numbers)))
    for path in [["a"], ["b"]] {
      switch random.below(4) {
      case 0: entry.fields[path] = .number(pick(RandomConditions.numbers))
      case 1: entry.fields[path] = .text(pick(RandomConditions.texts + ["17", "nan"]))
      case 2: entry.fields[path] = .bool(true)
      default: break
      }
    }
    entry.exceptions = (0..<random.below(3)).map { _ in
      RaisedException(
        type: pick(RandomConditions.names), message: pick(RandomConditions.texts),
        frames: (0..<random.below(3)).map { _ in
          StackFrame(
            file: pick(RandomConditions.names), line: nil,
            function: maybe(pick(RandomConditions.names)), isApplication: true)
        }, link: .root)
    }
    return entry
  }
}

/// An entry of which everything that a condition may ask is given.
struct RandomEntry: EntryFacets {
  /// The message and, where there is one, the stack trace that is attached.
  var texts: [String] = []
  var severity = Severity.default
  var source = EntrySource(
    service: ServiceIdentity(project: nil, name: nil, environment: "unknown"), platform: nil,
    resourceType: nil, location: nil, revision: nil, instance: nil, log: "")
  var exceptions: [RaisedException] = []
  var fields: [[String]: FieldValue] = [:]
  var httpStatus: Int?

  func field(_ path: [String]) -> FieldValue? { fields[path] }
  func messageMatches(_ predicate: TextPredicate) -> Bool {
    texts.contains { predicate.matches($0) }
  }
  func messageCaptures(_ predicate: TextPredicate) -> [String: String] { [:] }
}
