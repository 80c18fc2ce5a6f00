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
  private let rules: RuleSet
  /// Watches that the source does not rule out.
  private let watches: [Int]
  /// Of entries without a request: by severity, without and with a trace.
  @exclusivity(unchecked) private var plain: [Selection?]
  /// Of requests: a service answers with a handful of statuses.
  @exclusivity(unchecked) private var requests: [(status: Int, index: Int, selection: Selection)] =
    []

  /// Statuses that no server sends shall not fill the memory.
  private static let mostRequestKinds = 32
  private static let severityStep = 100
  private static let severities = 9

  init(source: EntrySource, rules: RuleSet) {
    self.source = source
    self.rules = rules
    watches = rules.watches.indices.filter {
      rules.watches[$0].condition.isPossible(for: source)
    }
    plain = Array(repeating: nil, count: 2 * SourceRules.severities)
  }

  /// A number below 18 for what is not told by the source.
  static func place(_ severity: Severity, hasTrace: Bool) -> Int {
    2 * (severity.rawValue / severityStep) + (hasTrace ? 1 : 0)
  }

  func selection(severity: Severity, httpStatus: Int?, hasTrace: Bool) -> Selection {
    let index = SourceRules.place(severity, hasTrace: hasTrace)
    if let status = httpStatus {
      for place in requests.indices
      where requests[place].status == status && requests[place].index == index {
        return requests[place].selection
      }
      let selection = select(severity, status, hasTrace)
      if requests.count >= SourceRules.mostRequestKinds { requests.removeAll() }
      requests.append((status, index, selection))
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
    for number in watches where rules.watches[number].condition.isPossible(for: kind) {
      let watch = rules.watches[number]
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
