/// The ordered incidents of a run: the document `fivewhys.digest/1`.
public struct Digest: Sendable {
  public static let schema = "fivewhys.digest/1"

  public var toolVersion: String
  public var generatedAt: Timestamp
  /// Nil members where no entry was dated.
  public var from: Timestamp?
  public var to: Timestamp?
  public var input: InputSummary
  public var summary: Summary
  /// By priority, firstSeen, id.
  public var incidents: [Incident]
  /// By count (descending), then template.
  public var unexplained: [UnexplainedTemplate]
  /// Incidents of several services that one cause explains; by first sight.
  public var related: [RelatedIncidents] = []

  public init(
    toolVersion: String, generatedAt: Timestamp, from: Timestamp?, to: Timestamp?,
    input: InputSummary, summary: Summary, incidents: [Incident], unexplained: [UnexplainedTemplate]
  ) {
    self.toolVersion = toolVersion
    self.generatedAt = generatedAt
    self.from = from
    self.to = to
    self.input = input
    self.summary = summary
    self.incidents = incidents
    self.unexplained = unexplained
  }
}

public struct InputSummary: Sendable {
  public var files = 0
  public var bytesRead = 0
  public var bytesInflated = 0
  public var entries = 0
  public var duplicates = 0
  /// Entries outside the window, or of services and environments that were not asked for.
  public var leftOut = 0
  public var deduplicatedAll = true
  public var malformed = 0
  public var truncatedFiles = 0
  public var errorEntries = 0
  public var explainedErrorEntries = 0
  public var problems: [Problem] = []

  public init() {}
}

public struct Summary: Sendable {
  public var incidents = 0
  /// Services seen in the logs.
  public var services = 0
  public var boots = BootCounts()
  public var byPriority: [Priority: Int] = [:]
  public var byState: [Incident.State: Int] = [:]
  public var mrrAtRisk: Money?

  public init() {}
}

public struct BootCounts: Hashable, Sendable {
  public var failed = 0
  public var ready = 0
  public var inProgress = 0
  public var stopped = 0

  public init() {}
  public var total: Int { failed + ready + inProgress + stopped }
}

public enum Priority: String, Sendable, Hashable, Comparable, CaseIterable {
  case p0 = "P0"
  case p1 = "P1"
  case p2 = "P2"
  case p3 = "P3"

  public static func < (left: Priority, right: Priority) -> Bool { left.rawValue < right.rawValue }
}

/// An amount in whole units of a currency.
public struct Money: Hashable, Sendable {
  public var amount: Int
  /// ISO 4217.
  public var currency: String
  /// True where the amount is a lower bound ("$120K+").
  public var atLeast: Bool

  public init(amount: Int, currency: String, atLeast: Bool) {
    self.amount = amount
    self.currency = currency
    self.atLeast = atLeast
  }
}

/// Error entries that no signature explains, under one masked message.
public struct UnexplainedTemplate: Sendable {
  /// 16 hexadecimal digits: of the template and the severity alone, whatever else was seen.
  public var id: String { StableIdentifier.of([severity.name, template]) }
  public var template: String
  public var severity: Severity
  public var count: Int
  /// Names of services, sorted.
  public var services: [String]
  public var firstSeen: Timestamp
  public var lastSeen: Timestamp
  public var example: EntryReference

  public init(
    template: String, severity: Severity, count: Int, services: [String], firstSeen: Timestamp,
    lastSeen: Timestamp, example: EntryReference
  ) {
    self.template = template
    self.severity = severity
    self.count = count
    self.services = services
    self.firstSeen = firstSeen
    self.lastSeen = lastSeen
    self.example = example
  }
}
