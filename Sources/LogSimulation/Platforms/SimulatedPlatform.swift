public import LogModel

/// Where a service runs: what the platform itself logs about its instances, and how it labels what
/// they log. What a platform does not log is an empty method.
public protocol SimulatedPlatform: Sendable {
  /// As the digest names it, e.g. `cloud-run`.
  var name: String { get }
  /// Whether entries tell which revision wrote them.
  var namesRevisions: Bool { get }
  /// Whether entries tell which instance wrote them.
  var namesInstances: Bool { get }
  /// Whether the platform logs requests, with their status.
  var logsRequests: Bool { get }
  /// Whether it logs that an instance starts.
  var logsStart: Bool { get }
  /// Whether ``ends(_:at:_:restart:into:)`` leaves an entry with the process's exit code.
  var logsExitCode: Bool { get }
  /// Whether its entries about an end are markers of the end of a boot.
  var logsEnd: Bool { get }

  /// A new copy of the service.
  func instance(
    of service: SimulatedService, revision: String, using generator: inout SeededGenerator
  ) -> SimulatedInstance

  /// A line of the process: `severity` is nil where the process tells none.
  func line(
    _ instance: SimulatedInstance, at time: Timestamp, _ line: StyledLine,
    into composer: inout LogComposer)

  /// The platform starts the process. `restart` counts the starts of the same instance before.
  func starts(
    _ instance: SimulatedInstance, at time: Timestamp, restart: Int,
    into composer: inout LogComposer)

  /// The start-up probe finds the port open.
  func probeSucceeds(
    _ instance: SimulatedInstance, at time: Timestamp, into composer: inout LogComposer)

  /// The start-up probe gives up, and the platform ends the instance.
  func probeFails(
    _ instance: SimulatedInstance, at time: Timestamp, into composer: inout LogComposer)

  /// The liveness probe of a ready instance gives up, and the platform ends it.
  func livenessFails(
    _ instance: SimulatedInstance, at time: Timestamp, into composer: inout LogComposer)

  /// The process ended by itself; `restart` as in ``starts(_:at:restart:into:)``.
  func ends(
    _ instance: SimulatedInstance, at time: Timestamp, _ end: ProcessEnd, restart: Int,
    into composer: inout LogComposer)

  /// The process used more than `limit` MiB and was killed.
  func killsForMemory(
    _ instance: SimulatedInstance, at time: Timestamp, limit: Int,
    into composer: inout LogComposer)

  /// The platform asks an instance to stop and it does.
  func stops(_ instance: SimulatedInstance, at time: Timestamp, into composer: inout LogComposer)

  /// Somebody deploys a revision.
  func deploys(
    _ service: SimulatedService, revision: String, at time: Timestamp, by user: String,
    into composer: inout LogComposer)

  /// The revision became ready `seconds` after its deployment, or never did.
  func revisionSettles(
    _ service: SimulatedService, revision: String, at time: Timestamp, seconds: Double?,
    into composer: inout LogComposer)

  /// A request that an instance answered; nothing where ``logsRequests`` is false.
  func request(
    _ instance: SimulatedInstance, _ request: SimulatedRequest, into composer: inout LogComposer)
}

/// A request and its answer.
public struct SimulatedRequest: Hashable, Sendable {
  public var method: String
  public var path: String
  public var status: Int
  /// When the answer was there.
  public var endedAt: Timestamp
  /// Seconds.
  public var latency: Double
  /// The platform's words about an answer that it gave itself.
  public var text: String?

  public init(
    _ method: String, _ path: String, status: Int, endedAt: Timestamp, latency: Double = 0.02,
    text: String? = nil
  ) {
    self.method = method
    self.path = path
    self.status = status
    self.endedAt = endedAt
    self.latency = latency
    self.text = text
  }
}
