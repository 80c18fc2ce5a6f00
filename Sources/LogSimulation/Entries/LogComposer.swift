import LogModel

/// Writes entries as the services and the platform would, and keeps them.
public struct LogComposer: Sendable {
  public var generator: SeededGenerator
  public private(set) var entries: [SimulatedEntry] = []

  public init(generator: SeededGenerator) { self.generator = generator }

  /// A new copy of a service. A revision of Kubernetes is part of the pod's name.
  public mutating func instance(of service: SimulatedService, revision: String) -> SimulatedInstance
  {
    service.platform.simulated.instance(of: service, revision: revision, using: &generator)
  }

  /// Appends an entry of an instance's log.
  mutating func add(
    _ instance: SimulatedInstance, log: String, at time: Timestamp, severity: Severity?,
    payload: SimulatedEntry.Payload, request: SimulatedEntry.HTTPRequest? = nil,
    trace: String? = nil, operation: SimulatedEntry.Operation? = nil,
    split: SimulatedEntry.Split? = nil
  ) {
    let service = instance.service
    let isRun = service.platform == .cloudRun
    let labels = labels(of: instance, log: log)
    append(
      SimulatedEntry(
        timestamp: time,
        receiveTimestamp: received(time.advanced(byNanoseconds: request?.latency ?? 0)),
        severity: severity, payload: payload, httpRequest: request,
        resource: service.resource(revision: instance.revision, pod: isRun ? nil : instance.id),
        labels: labels, project: service.project, logID: service.platform.logID(log),
        insertId: isRun ? insertId(at: time) : generator.base36(digits: 17),
        trace: trace,
        spanId: trace == nil ? nil : generator.hexadecimal(digits: 16), operation: operation,
        split: split))
  }

  private mutating func labels(of instance: SimulatedInstance, log: String) -> [String: String] {
    let service = instance.service
    switch service.platform {
    case .cloudRun:
      var labels = ["instanceId": instance.id]
      if log == "run.googleapis.com/stderr", generator.chance(0.1) {
        labels["goog-drz-cloudrun-location"] = service.location
      }
      return labels
    case .kubernetes:
      var labels = ["k8s-pod/app": service.name]
      if let hash = instance.id.split(separator: "-").dropLast().last {
        labels["k8s-pod/pod-template-hash"] = String(hash)
      }
      labels["compute.googleapis.com/resource_name"] = "gke-pool-1-8f6e2b1a-x2k4"
      return labels
    case .cloudRunJob:
      return [
        "instanceId": instance.id,
        "run.googleapis.com/execution_name": instance.revision,
        "run.googleapis.com/task_attempt": "0", "run.googleapis.com/task_index": "0",
      ]
    case .appEngine: return ["clone_id": instance.id]
    case .cloudFunctions:
      return ["execution_id": generator.base36(digits: 12), "instance_id": instance.id]
    case .computeEngine:
      return ["compute.googleapis.com/resource_name": "\(service.name)-vm-1"]
    }
  }

  mutating func append(_ entry: SimulatedEntry) { entries.append(entry) }

  /// Goes on with these entries alone: what was lost, or came changed.
  mutating func keep(_ entries: [SimulatedEntry]) { self.entries = entries }

  /// Entries arrive in batches, three a second.
  func received(_ time: Timestamp) -> Timestamp {
    let batch = 1_000_000_000 / 3 as Int64
    let number = time.nanoseconds / batch + 1
    return Timestamp(nanoseconds: number * batch + 9_412_000 + number % 1000 * 97_013)
  }

  /// Cloud Run's begin with the second and the microsecond, so that they grow with time.
  mutating func insertId(at time: Timestamp) -> String {
    let microsecond = (time.nanoseconds - time.seconds * 1_000_000_000) / 1000
    return LogComposer.hexadecimal(time.seconds, digits: 8)
      + LogComposer.hexadecimal(microsecond, digits: 8) + generator.hexadecimal(digits: 8)
  }

  private static func hexadecimal(_ number: Int64, digits: Int) -> String {
    let text = String(number, radix: 16)
    return String(repeating: "0", count: max(0, digits - text.count)) + text
  }

  // MARK: Lines of the process

  /// A line of standard error, as Cloud Run takes it up: without severity.
  mutating func stderr(
    _ instance: SimulatedInstance, at time: Timestamp, _ text: String, severity: Severity? = nil
  ) {
    add(
      instance, log: "run.googleapis.com/stderr", at: time, severity: severity, payload: .text(text)
    )
  }

  /// A structured line of the application.
  mutating func record(
    _ instance: SimulatedInstance, at time: Timestamp, _ severity: Severity, logger: String,
    _ message: String, _ extra: [JSONValue.Member] = [], trace: String? = nil
  ) {
    let members: [JSONValue.Member] =
      [.init("logger", .string(logger)), .init("message", .string(message))] + extra
    add(
      instance, log: "run.googleapis.com/stdout", at: time, severity: severity,
      payload: .json(.object(members)), trace: trace)
  }

  // MARK: Lines of gunicorn and uvicorn

  /// `[2025-09-07 09:02:11 +0000] [1] [INFO] …`
  mutating func gunicorn(
    _ instance: SimulatedInstance, at time: Timestamp, pid: Int, _ level: String = "INFO",
    _ text: String
  ) {
    stderr(
      instance, at: time, "[\(time.date) \(time.timeOfDay()) +0000] [\(pid)] [\(level)] \(text)")
  }

  /// `INFO:     …`
  mutating func uvicorn(
    _ instance: SimulatedInstance, at time: Timestamp, _ level: String = "INFO", _ text: String
  ) {
    let gap = String(repeating: " ", count: max(1, 9 - level.count))
    stderr(instance, at: time, level + ":" + gap + text)
  }
}
