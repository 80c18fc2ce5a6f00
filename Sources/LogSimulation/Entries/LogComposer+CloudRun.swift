import LogModel

/// What Cloud Run itself writes about instances and revisions.
extension LogComposer {
  enum StartReason: String {
    case autoscaling =
      "AUTOSCALING - Instance started due to configured scaling factors (CPU utilization, request throughput, etc.) or no existing capacity for current traffic."
    case rollout =
      "DEPLOYMENT_ROLLOUT - Instance started due to traffic shifting between revisions due to deployment, traffic split adjustment, or deployment health check."
    case minimum =
      "MANUAL_OR_CUSTOMER_MIN_INSTANCE - Instance started because of customer-configured min-instances or manual scaling."
  }

  mutating func system(
    _ instance: SimulatedInstance, at time: Timestamp, _ severity: Severity, _ text: String
  ) {
    add(
      instance, log: "run.googleapis.com/varlog/system", at: time, severity: severity,
      payload: .text(text))
  }

  mutating func starting(_ instance: SimulatedInstance, at time: Timestamp, _ reason: StartReason) {
    system(instance, at: time, .info, "Starting new instance. Reason: \(reason.rawValue)")
  }

  mutating func probeSucceeded(_ instance: SimulatedInstance, at time: Timestamp) {
    let service = instance.service
    system(
      instance, at: time, .info,
      "Default STARTUP TCP probe succeeded after 1 attempt for container \"\(service.container)\" on port \(service.port)."
    )
  }

  mutating func probeFailed(_ instance: SimulatedInstance, at time: Timestamp) {
    let service = instance.service
    system(
      instance, at: time, .error,
      "Default STARTUP TCP probe failed 1 time consecutively for container \"\(service.container)\" on port \(service.port). The instance was not started.\nConnection failed with status CANCELLED."
    )
  }

  mutating func exited(_ instance: SimulatedInstance, at time: Timestamp, code: Int) {
    system(instance, at: time, .warning, "Container called exit(\(code)).")
  }

  mutating func terminated(_ instance: SimulatedInstance, at time: Timestamp, signal: Int) {
    system(instance, at: time, .warning, "Container terminated on signal \(signal).")
  }

  mutating func memoryExceeded(
    _ instance: SimulatedInstance, at time: Timestamp, limit: Int, used: Int
  ) {
    system(
      instance, at: time, .error,
      "Memory limit of \(limit) MiB exceeded with \(used) MiB used. Consider increasing the memory limit, see https://cloud.google.com/run/docs/configuring/memory-limits"
    )
  }

  /// The audit entry about a revision that became ready, or did not.
  mutating func revisionReady(
    _ service: SimulatedService, revision: String, at time: Timestamp, seconds: Double?
  ) {
    let condition =
      seconds.map {
        "True for Revision \(revision) with message: Deploying revision succeeded in \(LogComposer.fixed($0, 2))s."
      }
      ?? "False for Revision \(revision) with message: The user-provided container failed to start and listen on the port defined provided by the PORT=\(service.port) environment variable within the allocated timeout. This can happen when the container port is misconfigured or if the timeout is too short. The health check timeout can be extended. Logs for this revision might contain more information."
    var status: [JSONValue.Member] = [
      .init("message", .string("Ready condition status changed to \(condition)"))
    ]
    if seconds == nil { status.append(.init("code", 9)) }
    var resource = service.resource(revision: revision, pod: nil)
    resource.labels["configuration_name"] = ""
    append(
      SimulatedEntry(
        timestamp: time, receiveTimestamp: received(time),
        severity: seconds == nil ? .error : .info,
        payload: .proto([
          "@type": "type.googleapis.com/google.cloud.audit.AuditLog",
          "methodName": "/Services.ReplaceService",
          "resourceName": .string("namespaces/\(service.project)/revisions/\(revision)"),
          "serviceName": "run.googleapis.com", "status": .object(status),
        ]), resource: resource, project: service.project,
        logID: "cloudaudit.googleapis.com/system_event",
        insertId: "-" + generator.base36(digits: 13)))
  }

  /// The audit entry of somebody's deployment, the first of its operation.
  mutating func deployed(
    _ service: SimulatedService, at time: Timestamp, image: String, by user: String
  ) {
    append(
      SimulatedEntry(
        timestamp: time, receiveTimestamp: received(time), severity: .notice,
        payload: .proto([
          "@type": "type.googleapis.com/google.cloud.audit.AuditLog",
          "authenticationInfo": ["principalEmail": .string(user)],
          "methodName": "google.cloud.run.v1.Services.ReplaceService",
          "request": [
            "service": [
              "spec": ["template": ["spec": ["containers": [["image": .string(image)]]]]]
            ]
          ],
          "resourceName": .string("namespaces/\(service.project)/services/\(service.name)"),
          "serviceName": "run.googleapis.com",
        ]), resource: service.resource(revision: "", pod: nil), project: service.project,
        logID: "cloudaudit.googleapis.com/activity",
        insertId: "-" + generator.base36(digits: 13),
        operation: SimulatedEntry.Operation(
          id: generator.uuid(), producer: "run.googleapis.com", isFirst: true)))
  }

  /// A number with a fixed count of fraction digits.
  static func fixed(_ number: Double, _ digits: Int) -> String {
    var scale = 1
    for _ in 0..<digits { scale *= 10 }
    let scaled = Int((number * Double(scale)).rounded())
    guard digits > 0 else { return String(scaled) }
    return "\(scaled / scale)." + String(scale + scaled % scale).dropFirst()
  }
}
