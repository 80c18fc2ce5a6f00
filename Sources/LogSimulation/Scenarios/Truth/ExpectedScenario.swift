public import LogModel

/// All that a reader of a scenario's files should find.
public struct ExpectedScenario: Hashable, Sendable {
  public var incidents: [Incident] = []
  /// Boots of all services.
  public var boots = Boots()
  /// Services that log, and have no incident. Sorted.
  public var healthyServices: [String] = []
  /// Why the logs cannot tell more, where they cannot.
  public var undecided: String?

  public struct Boots: Hashable, Sendable {
    public var failed = 0
    public var ready = 0
    public var inProgress = 0
    public var stopped = 0
  }

  public struct Frame: Hashable, Sendable {
    public var file: String
    public var function: String
  }

  public struct Incident: Hashable, Sendable {
    public var service: String
    public var project: String
    public var environment: String
    public var kind: ExpectedIncident.Kind
    public var state: String
    public var priority: String
    public var signature: String?
    /// Whether the logs hold the words of an exception without its trace, so that `exception` is
    /// undecided.
    public var isExceptionOpen = false
    public var exceptionType: String?
    public var exceptionMessage: String?
    public var origin: Frame?
    public var phaseProfile: String?
    public var phase: String?
    public var phaseBasis: String?
    public var phaseOrigin: String?
    public var boots = Boots()
    public var truncatedHead = 0
    /// Exit code → boots.
    public var exitCodes: [Int: Int] = [:]
    /// Of the failed boots, ascending; none where entries do not name theirs.
    public var revisions: [String] = []
    public var recoveredAt: Timestamp?
    public var requests = 0
    public var failedRequests = 0
    /// Status → requests.
    public var statuses: [Int: Int] = [:]
    /// Sorted.
    public var tags: [String] = []
    /// Sorted.
    public var capabilities: [String] = []
    /// Whether the chain of whys must say where it ends.
    public var endsInWords: Bool
  }
}
