import LogModel
import Patterns

/// Every condition of a library that can turn an entry into a fact, with what has to be seen before
/// it is worth evaluating.
struct RuleSet: Sendable {
  enum Subject: Sendable {
    case signature(index: Int)
    case marker(profile: String, slot: BootMarker.Slot, condition: Int)
  }

  struct Rule: Sendable {
    var subject: Subject
    var condition: Condition
  }

  let rules: [Rule]
  /// Message predicate → rules that can hold only where one of their predicates does.
  let byPredicate: [[Int]]
  /// Rules that can hold only of an entry with an httpRequest.
  let onRequests: [Int]
  /// Rules that can hold only of an entry with a stack trace.
  let onTraces: [Int]
  /// Rules that can hold only of an entry at ``Trigger/severe`` or above.
  let onSevereEntries: [Int]
  /// Rules without anything cheap to wait for, with the parts of their conditions that make them so.
  let onEveryEntry: [(rule: Int, parts: [Condition])]

  init(library: PatternLibrary, unindexed: Set<Int>) {
    var rules: [Rule] = []
    for (index, signature) in library.signatures.enumerated() {
      rules.append(Rule(subject: .signature(index: index), condition: signature.match))
    }
    for profile in library.profiles {
      for (slot, index, condition) in profile.markers {
        rules.append(
          Rule(
            subject: .marker(profile: profile.id, slot: slot, condition: index),
            condition: condition))
      }
    }
    var byPredicate = Array(repeating: [Int](), count: library.messagePredicates.count)
    var onRequests: [Int] = []
    var onTraces: [Int] = []
    var onSevereEntries: [Int] = []
    var onEveryEntry: [(rule: Int, parts: [Condition])] = []
    for (index, rule) in rules.enumerated() {
      let trigger = Trigger(of: rule.condition, unindexed: unindexed)
      if !trigger.everyEntry.isEmpty { onEveryEntry.append((index, trigger.everyEntry)) }
      for predicate in trigger.predicates.sorted() { byPredicate[predicate].append(index) }
      if trigger.requests { onRequests.append(index) }
      if trigger.traces { onTraces.append(index) }
      if trigger.severeEntries { onSevereEntries.append(index) }
    }
    self.rules = rules
    self.byPredicate = byPredicate
    self.onRequests = onRequests
    self.onTraces = onTraces
    self.onSevereEntries = onSevereEntries
    self.onEveryEntry = onEveryEntry
  }
}

/// What must be seen of an entry before a condition can hold: one of `predicates`, or a request, or
/// a trace, or some severity; or nothing in particular.
struct Trigger {
  /// Few entries of a healthy service are at or above it.
  static let severe = Severity.warning

  var predicates: Set<Int> = []
  var requests = false
  var traces = false
  var severeEntries = false
  /// Parts of the condition that any entry may make hold.
  var everyEntry: [Condition] = []

  init(of condition: Condition, unindexed: Set<Int>) {
    switch condition {
    case .message(let predicate):
      if unindexed.contains(predicate.id) {
        everyEntry = [condition]
      } else {
        predicates = [predicate.id]
      }
    case .httpStatus: requests = true
    case .exception: traces = true
    case .severity(let least):
      if least >= Trigger.severe { severeEntries = true } else { everyEntry = [condition] }
    case .field, .source, .not: everyEntry = [condition]
    case .any(let conditions):
      for child in conditions {
        let trigger = Trigger(of: child, unindexed: unindexed)
        predicates.formUnion(trigger.predicates)
        requests = requests || trigger.requests
        traces = traces || trigger.traces
        severeEntries = severeEntries || trigger.severeEntries
        everyEntry += trigger.everyEntry
      }
    case .all(let conditions):
      let triggers = conditions.map { Trigger(of: $0, unindexed: unindexed) }
      // The first of the cheapest: any member that must hold serves as the trigger of the whole.
      if let cheapest = triggers.min(by: { $0.cost < $1.cost }), cheapest.everyEntry.isEmpty {
        self = cheapest
      } else {
        everyEntry = [condition]
      }
    }
  }

  private var cost: Int {
    !everyEntry.isEmpty ? 4 : requests ? 3 : severeEntries ? 2 : traces ? 1 : 0
  }
}

extension Condition {
  /// False where the source alone already rules the condition out.
  func isPossible(for source: EntrySource) -> Bool {
    switch self {
    case .source:
      return holds(of: TextFacets(text: "", severity: .default, source: source, exceptions: []))
    case .all(let conditions): return conditions.allSatisfy { $0.isPossible(for: source) }
    case .any(let conditions): return conditions.contains { $0.isPossible(for: source) }
    case .message, .severity, .field, .httpStatus, .exception, .not: return true
    }
  }
}
