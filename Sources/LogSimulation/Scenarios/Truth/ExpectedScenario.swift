public import LogModel

/// All that a reader of a scenario's files should find.
public struct ExpectedScenario: Hashable, Sendable {
  public var incidents: [Incident] = []
  /// Boots of all services.
  public var boots = Boots()
  /// Services that log, and have no incident. Sorted.
  public var healthyServices: [String] = []
  /// The services that one failing dependency is expected to be told for, sorted; nil where it is
  /// undecided.
  public var related: [String]? = []
  /// Why the logs cannot tell more, where they cannot. Then no incident may claim boots that failed
  /// beyond `boots.failed`; other incidents are open.
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

  /// What the logs tell of a deployment before an incident.
  public enum Deployment: Hashable, Sendable {
    case none
    /// Several revisions came, so that a reader may name either.
    case open
    /// An entry says that somebody deployed.
    case audit
    /// A revision is seen that was not there before.
    case revision(String)
  }

  /// Consecutive boots that fail in one phase.
  public struct Stop: Hashable, Sendable {
    public var phase: String
    public var boots: Int
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
    /// `newly-failing` or `slower`, where earlier boots tell.
    public var phaseChange: String?
    /// Consecutive boots that fail in one phase; empty where all fail in the same.
    public var progress: [Stop] = []
    public var boots = Boots()
    public var truncatedHead = 0
    /// Exit code → boots.
    public var exitCodes: [Int: Int] = [:]
    /// Of the failed boots, ascending; none where entries do not name theirs.
    public var revisions: [String] = []
    public var recoveredAt: Timestamp?
    /// Whether errors of a running service ended by themselves and the service went on.
    public var isHealed = false
    /// Who deployed what before it began.
    public var deployment = Deployment.none
    /// `failed`, `none-failed`, `none-meanwhile` or `no-requests`.
    public var userImpact = "no-requests"
    public var requests = 0
    public var failedRequests = 0
    /// Status → requests.
    public var statuses: [Int: Int] = [:]
    /// In the hour before; none where its begin is not in the logs.
    public var requestsBefore = 0
    public var failedRequestsBefore = 0
    /// Sorted.
    public var tags: [String] = []
    /// Sorted.
    public var capabilities: [String] = []
    /// Whether the chain of whys must say where it ends.
    public var endsInWords: Bool
  }
}
