import LogModel
import Patterns

/// Every condition of a library that can turn an entry into a fact, with what has to be seen before
/// it is worth evaluating.
struct RuleSet: Sendable {
  enum Subject: Sendable {
    case signature(index: Int)
    /// One of ``EntryGroup/conditions``.
    case step(signature: Int, step: Int)
    case marker(profile: String, slot: BootMarker.Slot, condition: Int)

    var isStep: Bool {
      guard case .step = self else { return false }
      return true
    }
  }

  struct Rule: Sendable {
    var subject: Subject
    var condition: Condition
  }

  /// A rule that waits for no message, and what must hold for it of an entry's kind.
  struct Watch: Sendable {
    var rule: Int
    var condition: Condition
    /// Where it waits for a field: which one, and what its value must pass.
    var field: (path: Int, predicate: FieldPredicate)?
  }

  let rules: [Rule]
  /// Message predicate → rules that can hold only where one of their predicates does.
  let byPredicate: [[Int]]
  /// Type of an exception, as a condition names it → rules that can hold only where one is raised.
  private(set) var byExceptionType: [String: [Int]] = [:]
  /// Rules that can hold only of an entry with a stack trace, whatever was raised.
  private(set) var onTraces: [Int] = []
  /// Paths of fields that rules wait for.
  private(set) var fieldPaths: [[String]] = []
  /// By path: value of the field → rules that can hold only where it is this.
  private(set) var byFieldValue: [[String: [Int]]] = []
  /// All others, and those of `byFieldValue` once more, to tell of which kinds of entry the field is
  /// worth reading.
  private(set) var watches: [Watch] = []
  /// Rules that wait for nothing here: a ``LineMatcher`` finds them.
  let lineRules: [LineTests.Asker: Int]

  init(library: PatternLibrary, unindexed: Set<Int>) {
    var rules: [Rule] = []
    for (index, signature) in library.signatures.enumerated() {
      if let match = signature.match {
        rules.append(Rule(subject: .signature(index: index), condition: match))
      }
      for (step, condition) in (signature.group?.conditions ?? []).enumerated() {
        rules.append(
          Rule(subject: .step(signature: index, step: step), condition: condition))
      }
    }
    for profile in library.profiles {
      for (slot, index, condition) in profile.markers {
        rules.append(
          Rule(
            subject: .marker(profile: profile.id, slot: slot, condition: index),
            condition: condition))
      }
    }
    var lineRules: [LineTests.Asker: Int] = [:]
    for (index, signature) in library.signatures.enumerated() {
      guard let rule = signature.rule else { continue }
      for test in rule.tests.indices {
        lineRules[LineTests.Asker(signature: index, test: test)] = rules.count
        rules.append(
          Rule(
            subject: rule.isOfOneLine
              ? .signature(index: index) : .step(signature: index, step: test),
            condition: .any([])))
      }
    }
    self.lineRules = lineRules
    self.rules = rules
    var byPredicate = Array(repeating: [Int](), count: library.messagePredicates.count)
    var pathNumbers: [[String]: Int] = [:]
    var signs: [(rule: Int, sign: Trigger.Sign)] = []
    for (index, rule) in rules.enumerated() {
      let trigger = Trigger(of: rule.condition, unindexed: unindexed)
      for predicate in trigger.predicates { byPredicate[predicate].append(index) }
      for sign in trigger.signs { signs.append((index, sign)) }
    }
    self.byPredicate = byPredicate
    for (rule, sign) in signs {
      switch sign.kind {
      case .exception(let type?): byExceptionType[type, default: []].append(rule)
      case .exception(type: nil): onTraces.append(rule)
      case .anything: watches.append(Watch(rule: rule, condition: sign.condition))
      case .field(let path, let predicate):
        let number = pathNumbers[path] ?? fieldPaths.count
        if number == fieldPaths.count {
          pathNumbers[path] = number
          fieldPaths.append(path)
          byFieldValue.append([:])
        }
        if let value = predicate.onlyText { byFieldValue[number][value, default: []].append(rule) }
        watches.append(
          Watch(rule: rule, condition: sign.condition, field: (number, predicate)))
      }
    }
  }
}

extension FieldPredicate {
  /// The one text that passes; nil where several may.
  var onlyText: String? {
    guard case .text(let predicate) = self, !predicate.ignoreCase,
      case .equals(let text) = predicate.test
    else { return nil }
    return text
  }
}
