public import LogModel

/// Where a service runs: what the platform itself logs about its instances, and how it labels what
/// they log. What a platform does not log is an empty method.
public protocol SimulatedPlatform: Sendable {
  /// As the digest names it, e.g. `cloud-run`.
  var name: String { get }
  /// How a service of the simulation says that it runs there.
  var placement: SimulatedService.Platform { get }
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
  /// Whether its entries about a process that ended by itself are markers of the end of a boot.
  var logsEnd: Bool { get }
  /// The same for a process that was killed for its memory.
  var logsKill: Bool { get }
  /// The same for a start-up probe that gave up.
  var logsProbeFailure: Bool { get }

  /// Whether what runs there is a task, which is done when it exits with 0.
  var endsWhenDone: Bool { get }

  /// What a reader of the entries calls the service of an instance.
  func serviceName(of instance: SimulatedInstance) -> String

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

/// What most platforms have in common.
extension SimulatedPlatform {
  public var endsWhenDone: Bool { false }
  public func serviceName(of instance: SimulatedInstance) -> String { instance.service.name }

  public func instance(
    of service: SimulatedService, revision: String, using generator: inout SeededGenerator
  ) -> SimulatedInstance {
    SimulatedInstance(of: service, revision: revision, id: generator.instanceId())
  }

  public func line(
    _ instance: SimulatedInstance, at time: Timestamp, _ line: StyledLine,
    into composer: inout LogComposer
  ) {
    composer.add(
      instance, log: "run.googleapis.com/\(line.stream.rawValue)", at: time,
      severity: line.severity, payload: line.payload.simulated, split: line.split)
  }

  public func starts(
    _ instance: SimulatedInstance, at time: Timestamp, restart: Int,
    into composer: inout LogComposer
  ) {}

  public func probeSucceeds(
    _ instance: SimulatedInstance, at time: Timestamp, into composer: inout LogComposer
  ) {}

  public func probeFails(
    _ instance: SimulatedInstance, at time: Timestamp, into composer: inout LogComposer
  ) {}

  public func livenessFails(
    _ instance: SimulatedInstance, at time: Timestamp, into composer: inout LogComposer
  ) {}

  public func ends(
    _ instance: SimulatedInstance, at time: Timestamp, _ end: ProcessEnd, restart: Int,
    into composer: inout LogComposer
  ) {}

  public func stops(
    _ instance: SimulatedInstance, at time: Timestamp, into composer: inout LogComposer
  ) {}

  public func deploys(
    _ service: SimulatedService, revision: String, at time: Timestamp, by user: String,
    into composer: inout LogComposer
  ) {}

  public func revisionSettles(
    _ service: SimulatedService, revision: String, at time: Timestamp, seconds: Double?,
    into composer: inout LogComposer
  ) {}

  public func request(
    _ instance: SimulatedInstance, _ request: SimulatedRequest, into composer: inout LogComposer
  ) {}
}

extension LogComposer {
  /// An audit entry about a call that changed a service, the first of its operation.
  mutating func audited(
    _ service: SimulatedService, at time: Timestamp, api: String, method: String, resource: String,
    by user: String
  ) {
    append(
      SimulatedEntry(
        timestamp: time, receiveTimestamp: received(time), severity: .notice,
        payload: .proto([
          "@type": "type.googleapis.com/google.cloud.audit.AuditLog",
          "authenticationInfo": ["principalEmail": .string(user)],
          "methodName": .string(method), "resourceName": .string(resource),
          "serviceName": .string(api),
        ]), resource: service.resource(revision: "", pod: nil), project: service.project,
        logID: "cloudaudit.googleapis.com/activity",
        insertId: "-" + generator.base36(digits: 13),
        operation: SimulatedEntry.Operation(
          id: generator.uuid(), producer: api, isFirst: true)))
  }
}
