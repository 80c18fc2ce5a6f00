public import LogModel

/// What is remembered of an incident from run to run.
public struct IncidentRecord: Sendable, Equatable {
  public var id: String
  public var state: Incident.State
  public var priority: Priority
  public var environment: String
  /// Over all runs.
  public var firstSeen: Timestamp
  public var lastSeen: Timestamp
  public var recoveredAt: Timestamp?
  /// Entries that showed it, over all runs: those among the facts that are kept, and those before.
  public var occurrences: Int
  /// Of them, those whose facts are beyond the retention.
  public var carried: Int
  /// All revisions that showed it, sorted.
  public var revisions: [String]
  /// When it was seen again after it had been resolved, by the logs' time; the newest 32.
  public var regressedAt: [Timestamp]
  /// When the stretch of time began in which it is, or was last, open.
  public var openSince: Timestamp
  /// Of the occurrences, those before that.
  public var occurrencesBefore: Int
  /// The run, by its clock, that last told of it.
  public var toldAt: Timestamp

  static let mostRegressions = 32
}

/// What differs for people between one digest and the next.
public struct IncidentChange: Sendable, Equatable {
  public enum Kind: String, Sendable, CaseIterable {
    /// Never seen before.
    case new
    /// Seen again after it was resolved.
    case regressed
    /// More urgent than before.
    case worsened
    case resolved
    /// Still open, and not told of for a while.
    case reminder
  }

  public var kind: Kind
  /// The incident's id.
  public var incident: String
  /// Of a worsened one: what it was.
  public var from: Priority?

  public init(kind: Kind, incident: String, from: Priority? = nil) {
    self.kind = kind
    self.incident = incident
    self.from = from
  }
}
