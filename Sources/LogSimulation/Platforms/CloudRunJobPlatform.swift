public import LogModel

/// Cloud Run jobs: a task has no probe and serves nobody; it is done when it exits with 0.
public struct CloudRunJobPlatform: SimulatedPlatform {
  public let name = "cloud-run-job"
  public let placement = SimulatedService.Platform.cloudRunJob
  public let namesRevisions = false
  public let namesInstances = true
  public let logsRequests = false
  public let logsStart = false
  public let logsExitCode = true
  public let logsEnd = true
  public let endsWhenDone = true
  public let logsKill = true
  public let logsProbeFailure = false

  public init() {}

  public func ends(
    _ instance: SimulatedInstance, at time: Timestamp, _ end: ProcessEnd, restart: Int,
    into composer: inout LogComposer
  ) {
    switch end {
    case .code(let code): composer.exited(instance, at: time, code: code)
    case .signal(let signal): composer.terminated(instance, at: time, signal: signal)
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

  public func deploys(
    _ service: SimulatedService, revision: String, at time: Timestamp, by user: String,
    into composer: inout LogComposer
  ) {
    composer.audited(
      service, at: time, api: "run.googleapis.com",
      method: "google.cloud.run.v1.Jobs.ReplaceJob",
      resource: "namespaces/\(service.project)/jobs/\(service.name)", by: user)
  }

  /// The audit entry about an execution that is over: `seconds` is nil where a task failed.
  public func revisionSettles(
    _ service: SimulatedService, revision: String, at time: Timestamp, seconds: Double?,
    into composer: inout LogComposer
  ) {
    var status: [JSONValue.Member] = [
      .init(
        "message",
        .string(
          seconds == nil
            ? "Execution \(revision) has failed to complete, 0/1 tasks were a success."
            : "Execution \(revision) has completed successfully."))
    ]
    if seconds == nil { status.append(.init("code", 9)) }
    composer.append(
      SimulatedEntry(
        timestamp: time, receiveTimestamp: composer.received(time),
        severity: seconds == nil ? .error : .info,
        payload: .proto([
          "@type": "type.googleapis.com/google.cloud.audit.AuditLog",
          "methodName": "/Jobs.RunJob",
          "resourceName": .string("namespaces/\(service.project)/executions/\(revision)"),
          "serviceName": "run.googleapis.com", "status": .object(status),
        ]), resource: service.resource(revision: revision, pod: nil), project: service.project,
        logID: "cloudaudit.googleapis.com/system_event",
        insertId: "-" + composer.generator.base36(digits: 13)))
  }
}
