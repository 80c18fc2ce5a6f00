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
    /// The bits of the names of all fields, where they are members of the payload and nothing else is
    /// to try; else all.
    let nameBits: UInt64

    init(always: [Int], fields: [Field], nameBits: UInt64) {
      self.nameBits = always.isEmpty ? nameBits : ~0
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
  @exclusivity(unchecked) private var requests: [(status: Int, place: Int, selection: Selection)] =
    []
  /// A bit for each place of entries without a request of which nothing can hold.
  @exclusivity(unchecked) private var quiet: UInt32 = 0
  /// The same of requests, by their status; empty until there was one.
  @exclusivity(unchecked) private var quietRequests: [UInt32] = []

  /// Statuses that no server sends shall not fill the memory.
  private static let mostRequestKinds = 32
  private static let firstStatus = 100
  private static let statuses = 500
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

  /// All bits for a path that does not begin with a member of the payload.
  private static func nameBit(_ path: [String]) -> UInt64 {
    guard path.count > 1, path[0] == "jsonPayload" else { return ~0 }
    var name = path[1]
    return name.withUTF8 { EntryKeyTable.bit($0) }
  }

  /// A number below 18 for what is not told by the source.
  static func place(_ severity: Severity, hasTrace: Bool) -> Int {
    2 * (severity.rawValue / severityStep) + (hasTrace ? 1 : 0)
  }

  /// Whether it is known that no rule can hold of entries of a kind; false where nobody asked yet.
  ///
  /// - Parameters:
  ///   - place: see ``place(_:hasTrace:)``.
  ///   - status: of the request, where there is one.
  @inline(__always)
  func isQuiet(_ place: Int, _ status: Int?) -> Bool {
    let bit: UInt32 = 1 &<< UInt32(truncatingIfNeeded: place)
    guard let status else { return quiet & bit != 0 }
    let index = status &- SourceRules.firstStatus
    return index >= 0 && index < quietRequests.count && quietRequests[index] & bit != 0
  }

  func selection(_ place: Int, status: Int?) -> Selection {
    let known: Selection?
    if let status {
      known = requests.first { $0.status == status && $0.place == place }?.selection
    } else {
      known = plain[place]
    }
    if let known { return known }
    let severity = Severity(rawValue: place / 2 * SourceRules.severityStep) ?? .default
    let selection = select(severity, status, place % 2 == 1)
    let bit: UInt32 = selection.isEmpty ? 1 << UInt32(place) : 0
    guard let status else {
      plain[place] = selection
      quiet |= bit
      return selection
    }
    if requests.count >= SourceRules.mostRequestKinds { requests.removeAll() }
    requests.append((status, place, selection))
    if quietRequests.isEmpty {
      quietRequests = Array(repeating: 0, count: SourceRules.statuses)
    }
    let index = status - SourceRules.firstStatus
    if quietRequests.indices.contains(index) { quietRequests[index] |= bit }
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
    return Selection(
      always: always, fields: fields,
      nameBits: fields.reduce(0) { $0 | SourceRules.nameBit(rules.fieldPaths[$1.path]) })
  }
}
