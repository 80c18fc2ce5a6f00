public import LogModel

/// Cloud Run services: system lines in `run.googleapis.com/varlog/system`, requests, audit entries.
public struct CloudRunPlatform: SimulatedPlatform {
  public let name = "cloud-run"
  public let placement = SimulatedService.Platform.cloudRun
  public let namesRevisions = true
  public let namesInstances = true
  public let logsRequests = true
  public let logsStart = true
  public let logsExitCode = true
  public let logsEnd = true
  public let logsKill = true
  public let logsProbeFailure = true

  public init() {}

  public func starts(
    _ instance: SimulatedInstance, at time: Timestamp, restart: Int,
    into composer: inout LogComposer
  ) {
    composer.starting(instance, at: time, .autoscaling)
  }

  public func probeSucceeds(
    _ instance: SimulatedInstance, at time: Timestamp, into composer: inout LogComposer
  ) {
    composer.probeSucceeded(instance, at: time)
  }

  public func probeFails(
    _ instance: SimulatedInstance, at time: Timestamp, into composer: inout LogComposer
  ) {
    let service = instance.service
    composer.system(
      instance, at: time, .error,
      "Default STARTUP TCP probe failed 1 time consecutively for container \"\(service.container)\" on port \(service.port). The instance was not started.\nConnection failed with status DEADLINE_EXCEEDED."
    )
  }

  public func livenessFails(
    _ instance: SimulatedInstance, at time: Timestamp, into composer: inout LogComposer
  ) {
    let service = instance.service
    composer.system(
      instance, at: time, .error,
      "LIVENESS HTTP probe failed 3 times consecutively for container \"\(service.container)\" on port \(service.port) path \"/healthz\". The instance has been shut down."
    )
  }

  public func ends(
    _ instance: SimulatedInstance, at time: Timestamp, _ end: ProcessEnd, restart: Int,
    into composer: inout LogComposer
  ) {
    switch end {
    case .code(let code): composer.exited(instance, at: time, code: code)
    case .signal(let signal):
      composer.system(
        instance, at: time, .warning,
        "Uncaught signal: \(signal), pid=1, tid=1, fault_addr=0.")
    }
  }

  public func killsForMemory(
    _ instance: SimulatedInstance, at time: Timestamp, limit: Int,
    into composer: inout LogComposer
  ) {
    composer.memoryExceeded(
      instance, at: time, limit: limit, used: limit + composer.generator.within(2...30))
    composer.terminated(instance, at: time.advanced(bySeconds: 0.4), signal: 9)
  }

  public func stops(
    _ instance: SimulatedInstance, at time: Timestamp, into composer: inout LogComposer
  ) {
    composer.system(instance, at: time, .info, "Shutting down user disabled instance")
  }

  public func deploys(
    _ service: SimulatedService, revision: String, at time: Timestamp, by user: String,
    into composer: inout LogComposer
  ) {
    composer.deployed(
      service, at: time,
      image:
        "\(service.location)-docker.pkg.dev/\(service.project)/images/\(service.name):\(revision)",
      by: user)
  }

  public func revisionSettles(
    _ service: SimulatedService, revision: String, at time: Timestamp, seconds: Double?,
    into composer: inout LogComposer
  ) {
    composer.revisionReady(service, revision: revision, at: time, seconds: seconds)
  }

  public func request(
    _ instance: SimulatedInstance, _ request: SimulatedRequest, into composer: inout LogComposer
  ) {
    composer.request(
      instance, request.method, request.path, status: request.status, ended: request.endedAt,
      latency: request.latency, text: request.text)
  }
}

extension StyledLine.Payload {
  /// As an entry carries it.
  var simulated: SimulatedEntry.Payload {
    switch self {
    case .text(let text): .text(text)
    case .json(let value): .json(value)
    }
  }
}
