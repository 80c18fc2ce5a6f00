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
    /// The bits of the names of all fields, where they are members of the payload and nothing else is
    /// to try; else all.
    let nameBits: UInt64

    init(always: [Int], fields: [Field], nameBits: UInt64) {
      self.nameBits = always.isEmpty ? nameBits : ~0
      self.always = always
      self.fields = fields
    }
  }

  /// A field, and the tests that cannot be looked up by its value.
  struct Field {
    var path: Int
    var tests: [(predicate: FieldPredicate, rule: Int)] = []
  }

  /// 0 for none.
  let number: UInt32
  private let source: EntrySource
  private let rules: RuleSet
  /// Watches that the source does not rule out.
  private let watches: [Int]
  /// Of entries without a request: by severity, without and with a trace.
  @exclusivity(unchecked) private var plain: [Selection?]
  /// Of requests: a service answers with a handful of statuses.
  @exclusivity(unchecked) private var requests: [(status: Int, place: Int, selection: Selection)] =
    []
  /// By place, the names that entries without a request need.
  @exclusivity(unchecked) private var plainNames: [UInt64]
  /// By status, the names that requests need; empty until there was one.
  @exclusivity(unchecked) private var requestNames: [RequestNames] = []

  private struct RequestNames {
    /// A bit for each place for which `names` counts.
    var places: UInt32 = 0
    var names: UInt64 = 0
  }

  /// Statuses that no server sends shall not fill the memory.
  private static let mostRequestKinds = 32
  private static let firstStatus = 100
  private static let statuses = 500
  private static let severityStep = 100
  private static let severities = 9

  /// - Parameter number: of no other object of the same finder; 0 for none.
  init(source: EntrySource, rules: RuleSet, number: UInt32) {
    self.number = number
    self.source = source
    self.rules = rules
    watches = rules.watches.indices.filter {
      rules.watches[$0].condition.isPossible(for: source)
    }
    plain = Array(repeating: nil, count: 2 * SourceRules.severities)
    plainNames = Array(repeating: ~0, count: 2 * SourceRules.severities)
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

  /// The bits of the names that the payload of an entry must have one of, see
  /// ``EntryKeyTable/bit(_:)``, for any rule to be worth trying; all where that is not known.
  ///
  /// - Parameters:
  ///   - place: see ``place(_:hasTrace:)``.
  ///   - status: of the request, where there is one.
  @inline(__always)
  func neededNames(_ place: Int, _ status: Int?) -> UInt64 {
    guard let status else { return plainNames[place] }
    let index = status &- SourceRules.firstStatus
    guard index >= 0, index < requestNames.count,
      requestNames[index].places & (1 &<< UInt32(truncatingIfNeeded: place)) != 0
    else { return ~0 }
    return requestNames[index].names
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
    guard let status else {
      plain[place] = selection
      plainNames[place] = selection.nameBits
      return selection
    }
    if requests.count >= SourceRules.mostRequestKinds { requests.removeAll() }
    requests.append((status, place, selection))
    if requestNames.isEmpty {
      requestNames = Array(repeating: RequestNames(), count: SourceRules.statuses)
    }
    let index = status - SourceRules.firstStatus
    if requestNames.indices.contains(index) {
      requestNames[index].places |= 1 << UInt32(place)
      requestNames[index].names |= selection.nameBits
    }
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
