import LogModel
import Patterns

/// The rules without a message to wait for that entries of one source may meet, by the rest of what
/// is known of an entry without reading it. Worked out when it is first asked.
final class SourceRules {
  /// What to try on entries of one kind.
  final class Selection {
    let always: [Int]
    /// Fields to read.
    let fields: [Field]
    let isEmpty: Bool

    init(always: [Int], fields: [Field]) {
      self.always = always
      self.fields = fields
      isEmpty = always.isEmpty && fields.isEmpty
    }
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
  /// Of requests: a service answers with a handful of statuses.
  @exclusivity(unchecked) private var requests: [(kind: Int, selection: Selection)] = []

  /// Statuses that no server sends shall not fill the memory.
  private static let mostRequestKinds = 32
  private static let severityStep = 100
  private static let severities = 9

  init(source: EntrySource, rules: RuleSet) {
    self.source = source
    watches = rules.watches.filter { $0.condition.isPossible(for: source) }
    plain = Array(repeating: nil, count: 2 * SourceRules.severities)
  }

  func selection(severity: Severity, httpStatus: Int?, hasTrace: Bool) -> Selection {
    let index = 2 * (severity.rawValue / SourceRules.severityStep) + (hasTrace ? 1 : 0)
    if let status = httpStatus {
      let kind = status << 8 | index
      for place in requests.indices where requests[place].kind == kind {
        return requests[place].selection
      }
      let selection = select(severity, status, hasTrace)
      if requests.count >= SourceRules.mostRequestKinds { requests.removeAll() }
      requests.append((kind, selection))
      return selection
    }
    if let known = plain[index] { return known }
    let selection = select(severity, nil, hasTrace)
    plain[index] = selection
    return selection
  }

  private func select(_ severity: Severity, _ httpStatus: Int?, _ hasTrace: Bool) -> Selection {
    let kind = EntryKind(
      source: source, severity: severity, httpStatus: httpStatus, hasTrace: hasTrace)
    var always: [Int] = []
    var fields: [Field] = []
    var places: [Int: Int] = [:]
    for watch in watches where watch.condition.isPossible(for: kind) {
      guard let field = watch.field else {
        always.append(watch.rule)
        continue
      }
      let place = places[field.path] ?? fields.count
      if place == fields.count {
        places[field.path] = place
        fields.append(Field(path: field.path))
      }
      if field.predicate.onlyText == nil {
        fields[place].tests.append((field.predicate, watch.rule))
      }
    }
    return Selection(always: always, fields: fields)
  }
}
