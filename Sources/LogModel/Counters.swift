/// What the scan counts per input object. Counters of different objects add up; those of one object
/// replace each other.
public struct Counters: Sendable {
  public var bytesRead = 0
  public var bytesInflated = 0
  /// After deduplication.
  public var entries = 0
  public var duplicates = 0
  /// Entries that the caller did not ask for: outside the window, of other services.
  public var leftOut = 0
  public var malformed = 0
  public var errorEntries = 0
  public var explainedErrorEntries = 0
  public var isTruncated = false
  /// Earliest and latest dated entry.
  public var from: Timestamp?
  public var to: Timestamp?
  public var services: [ServiceIdentity: ServiceActivity] = [:]
  public var templates: [TemplateKey: TemplateCount] = [:]

  public init() {}

  public mutating func add(_ other: Counters) {
    bytesRead += other.bytesRead
    bytesInflated += other.bytesInflated
    entries += other.entries
    duplicates += other.duplicates
    leftOut += other.leftOut
    malformed += other.malformed
    errorEntries += other.errorEntries
    explainedErrorEntries += other.explainedErrorEntries
    isTruncated = isTruncated || other.isTruncated
    from = earliest(from, other.from)
    to = latest(to, other.to)
    services.merge(other.services) { $0.adding($1) }
    templates.merge(other.templates) { $0.adding($1) }
  }
}

/// What was seen of one service.
public struct ServiceActivity: Sendable {
  public var entries = 0
  public var first: Timestamp?
  public var last: Timestamp?
  public var platforms: Set<String> = []
  public var locations: Set<String> = []
  public var revisions: Set<String> = []
  /// The earliest dated entry of each revision.
  public var firstOfRevision: [String: Timestamp] = [:]
  /// Requests answered below 500, by the second (since 1970) in which they ended.
  public var succeeded = MomentCounts()
  /// Requests answered with 500 or above, by the status and the millisecond (since 1970) in which
  /// they ended.
  public var failed: [Int: MomentCounts] = [:]
  /// When each instance first answered a request below 500 (the end of that request).
  public var firstSuccess: [String: Timestamp] = [:]

  public init() {}

  func adding(_ other: ServiceActivity) -> ServiceActivity {
    var sum = self
    sum.entries += other.entries
    sum.first = earliest(first, other.first)
    sum.last = latest(last, other.last)
    sum.platforms.formUnion(other.platforms)
    sum.locations.formUnion(other.locations)
    sum.revisions.formUnion(other.revisions)
    sum.firstOfRevision.merge(other.firstOfRevision, uniquingKeysWith: min)
    sum.succeeded.merge(other.succeeded)
    for (status, moments) in other.failed {
      sum.failed[status, default: MomentCounts()].merge(moments)
    }
    sum.firstSuccess.merge(other.firstSuccess, uniquingKeysWith: min)
    return sum
  }
}

/// A masked message at a severity.
public struct TemplateKey: Hashable, Comparable, Sendable {
  public var template: String
  public var severity: Severity

  public init(template: String, severity: Severity) {
    self.template = template
    self.severity = severity
  }

  public static func < (left: TemplateKey, right: TemplateKey) -> Bool {
    (left.template, left.severity) < (right.template, right.severity)
  }
}

/// How often an unexplained template was seen, where and when.
public struct TemplateCount: Sendable {
  public var count: Int
  public var services: Set<ServiceIdentity>
  public var first: EntryReference
  public var last: Timestamp

  public init(count: Int, services: Set<ServiceIdentity>, first: EntryReference, last: Timestamp) {
    self.count = count
    self.services = services
    self.first = first
    self.last = last
  }

  public func adding(_ other: TemplateCount) -> TemplateCount {
    TemplateCount(
      count: count + other.count, services: services.union(other.services),
      first: other.first.isPreferred(over: first) ? other.first : first,
      last: max(last, other.last))
  }
}

func earliest(_ left: Timestamp?, _ right: Timestamp?) -> Timestamp? {
  guard let left else { return right }
  guard let right else { return left }
  return min(left, right)
}

func latest(_ left: Timestamp?, _ right: Timestamp?) -> Timestamp? {
  guard let left else { return right }
  guard let right else { return left }
  return max(left, right)
}
