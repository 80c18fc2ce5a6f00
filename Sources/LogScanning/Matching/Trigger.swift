import LogModel
import Patterns

/// What must be seen of an entry before a condition can hold: one of `predicates`, or one of `signs`.
struct Trigger {
  /// Something other than a text of the message by which a condition may announce itself.
  struct Sign: Sendable {
    enum Kind: Sendable {
      /// An exception, of this very type where it is given.
      case exception(type: String?)
      /// A value at a path that passes the test.
      case field(path: [String], FieldPredicate)
      /// Nothing that could be waited for.
      case anything
    }

    var kind: Kind
    /// What must hold, besides; it may be ruled out by what is known of an entry without reading it.
    var condition: Condition

    fileprivate var cost: Int {
      switch kind {
      case .exception(type: .some): 1
      case .exception(type: nil): 2
      case .field(_, .text(let predicate)): if case .equals = predicate.test { 3 } else { 4 }
      case .field: 4
      case .anything: 5
      }
    }
  }

  var predicates: Set<Int> = []
  var signs: [Sign] = []

  /// - Parameter unindexed: message predicates that are not reported when they are seen.
  init(of condition: Condition, unindexed: Set<Int>) {
    switch condition {
    case .message(let predicate):
      if unindexed.contains(predicate.id) {
        signs = [Sign(kind: .anything, condition: condition)]
      } else {
        predicates = [predicate.id]
      }
    case .exception(let predicate):
      signs = [Sign(kind: .exception(type: predicate.type?.text), condition: condition)]
    case .field(_, .exists(false)): signs = [Sign(kind: .anything, condition: condition)]
    case .field(let path, let predicate):
      signs = [Sign(kind: .field(path: path, predicate), condition: condition)]
    case .severity, .httpStatus, .source, .not:
      signs = [Sign(kind: .anything, condition: condition)]
    case .any(let conditions):
      for child in conditions {
        let trigger = Trigger(of: child, unindexed: unindexed)
        predicates.formUnion(trigger.predicates)
        signs += trigger.signs
      }
    case .all(let conditions):
      let triggers = conditions.map { Trigger(of: $0, unindexed: unindexed) }
      // The first of the cheapest: any member that must hold serves as the trigger of the whole.
      guard let cheapest = triggers.min(by: { $0.cost < $1.cost }) else {
        // Of no members, all hold.
        signs = [Sign(kind: .anything, condition: condition)]
        return
      }
      predicates = cheapest.predicates
      signs = cheapest.signs.map { Sign(kind: $0.kind, condition: condition) }
    }
  }

  private var cost: Int { signs.map(\.cost).max() ?? 0 }
}

extension Glob {
  /// The one text that matches; nil where there may be several.
  fileprivate var text: String? {
    pattern.utf8.contains { $0 == UInt8(ascii: "*") || $0 == UInt8(ascii: "?") } ? nil : pattern
  }
}
