import LogModel
import Patterns

/// What is known of an entry without reading it: the same for very many of them.
struct EntryKind {
  var source: EntrySource
  var severity: Severity
  /// Of its request.
  var httpStatus: Int?
  var hasTrace: Bool
}

extension Condition {
  /// False where the condition holds of no entry of this kind.
  func isPossible(for kind: EntryKind) -> Bool {
    switch self {
    case .severity(let least): return kind.severity >= least
    case .source: return isPossible(for: kind.source)
    case .httpStatus(let predicate):
      return kind.httpStatus.map { predicate.holds(Double($0)) } ?? false
    case .exception: return kind.hasTrace
    case .message, .field: return true
    case .all(let conditions): return conditions.allSatisfy { $0.isPossible(for: kind) }
    case .any(let conditions): return conditions.contains { $0.isPossible(for: kind) }
    case .not(let condition): return !condition.isCertain(for: kind)
    }
  }

  /// True where the condition holds of every entry of this kind.
  private func isCertain(for kind: EntryKind) -> Bool {
    switch self {
    case .severity, .source, .httpStatus: return isPossible(for: kind)
    case .exception, .message, .field: return false
    case .all(let conditions): return conditions.allSatisfy { $0.isCertain(for: kind) }
    case .any(let conditions): return conditions.contains { $0.isCertain(for: kind) }
    case .not(let condition): return !condition.isPossible(for: kind)
    }
  }

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
