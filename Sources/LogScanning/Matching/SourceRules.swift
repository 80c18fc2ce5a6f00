import LogModel
import Patterns

/// The rules without a message to wait for that entries of one source may meet, by the rest of what
/// is known of an entry without reading it. Worked out when it is first asked.
final class SourceRules {
  /// What to try on entries of one kind.
  struct Selection {
    var always: [Int] = []
    /// Fields to read.
    var fields: [Field] = []
  }

  /// A field, and the tests that cannot be looked up by its value.
  struct Field {
    var path: Int
    var tests: [(predicate: FieldPredicate, rule: Int)] = []
  }

  private let source: EntrySource
  private let watches: [RuleSet.Watch]
  /// Of entries without a request: by severity, without and with a trace.
  @exclusivity(unchecked) private var plain: [Selection?]
  @exclusivity(unchecked) private var requests: [RequestKind: Selection] = [:]

  private struct RequestKind: Hashable {
    var severity: Severity
    var status: Int
    var hasTrace: Bool
  }

  /// Statuses that no server sends shall not fill the memory.
  private static let mostRequestKinds = 1 << 10
  private static let severityStep = 100
  private static let severities = 9

  init(source: EntrySource, rules: RuleSet) {
    self.source = source
    watches = rules.watches.filter { $0.condition.isPossible(for: source) }
    plain = Array(repeating: nil, count: 2 * SourceRules.severities)
  }

  func selection(severity: Severity, httpStatus: Int?, hasTrace: Bool) -> Selection {
    if let status = httpStatus {
      let kind = RequestKind(severity: severity, status: status, hasTrace: hasTrace)
      if let known = requests[kind] { return known }
      let selection = select(severity, status, hasTrace)
      if requests.count >= SourceRules.mostRequestKinds { requests.removeAll() }
      requests[kind] = selection
      return selection
    }
    let index = 2 * (severity.rawValue / SourceRules.severityStep) + (hasTrace ? 1 : 0)
    if let known = plain[index] { return known }
    let selection = select(severity, nil, hasTrace)
    plain[index] = selection
    return selection
  }

  private func select(_ severity: Severity, _ httpStatus: Int?, _ hasTrace: Bool) -> Selection {
    let kind = EntryKind(
      source: source, severity: severity, httpStatus: httpStatus, hasTrace: hasTrace)
    var selection = Selection()
    var places: [Int: Int] = [:]
    for watch in watches where watch.condition.isPossible(for: kind) {
      guard let field = watch.field else {
        selection.always.append(watch.rule)
        continue
      }
      let place = places[field.path] ?? selection.fields.count
      if place == selection.fields.count {
        places[field.path] = place
        selection.fields.append(Field(path: field.path))
      }
      if field.predicate.onlyText == nil {
        selection.fields[place].tests.append((field.predicate, watch.rule))
      }
    }
    return selection
  }
}
