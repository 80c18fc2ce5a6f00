public import LogModel

/// What is true about a story, by construction: what a reader of its entries should find.
public struct Diagnosis: Hashable, Sendable {
  /// Ordered by service, then by first failure.
  public var incidents: [ExpectedIncident]
  /// Services that log, and have no incident. Sorted.
  public var noIncidentServices: [String]

  public init(incidents: [ExpectedIncident], noIncidentServices: [String]) {
    self.incidents = incidents
    self.noIncidentServices = noIncidentServices
  }
}

/// One incident as it should be found. Nil means that there is none, unless said otherwise.
public struct ExpectedIncident: Hashable, Sendable {
  public enum Kind: String, Hashable, Sendable {
    case crashLoop = "crash-loop"
    case startupFailure = "startup-failure"
    case runtimeFailure = "runtime-failure"
    case servingErrors = "serving-errors"
  }

  public var service: String
  public var environment: String
  public var kind: Kind
  /// The shipped signature that explains it.
  public var signature: String?
  /// Of the root exception, as the traceback prints it.
  public var exceptionType: String?
  /// The innermost application frame of the root exception; nil where the story leaves it open.
  public var originFunction: String?
  public var phase: String?
  /// As in the digest, e.g. `failure-marker`.
  public var phaseBasis: String?
  /// The phase whose code raised it; nil where the story leaves it open.
  public var phaseOrigin: String?
  public var failedBoots = 0
  public var readyBoots = 0
  public var inProgress = 0
  public var truncatedHead = 0
  /// Requests that ended while the service was down.
  public var usersRequests = 0
  public var usersFailed = 0
  /// Status → requests, of the failed ones.
  public var statuses: [Int: Int] = [:]
  public var recovered = false
  public var recoveredAt: Timestamp?
  /// Exit code → boots.
  public var exitCodes: [Int: Int] = [:]

  public init(service: String, environment: String, kind: Kind) {
    self.service = service
    self.environment = environment
    self.kind = kind
  }
}
