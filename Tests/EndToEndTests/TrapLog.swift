/// A small log of one Cloud Run service, written entry by entry as an export has it.
struct TrapLog {
  enum Log: String {
    case stderr = "run.googleapis.com%2Fstderr"
    case system = "run.googleapis.com%2Fvarlog%2Fsystem"
    case requests = "run.googleapis.com%2Frequests"
  }

  private(set) var lines: [String] = []
  var service = "shop"
  var instance = "a1"

  /// - Parameters:
  ///   - time: RFC 3339, or a time of day on 2025-09-16 without a zone.
  ///   - text: the text as it stands in JSON between quotes; nil for a payload of its own.
  ///   - severity: nil for an entry without one.
  ///   - more: further members, in JSON.
  mutating func add(
    _ time: String, _ text: String?, _ log: Log = .stderr, severity: String? = nil,
    more: String = ""
  ) {
    let moment = time.contains("T") ? time : "2025-09-16T\(time)Z"
    var members = [
      #""timestamp":"\#(moment)""#, #""insertId":"t\#(lines.count)""#,
      #""logName":"projects/acme/logs/\#(log.rawValue)""#,
      #""labels":{"instanceId":"\#(instance)"}"#,
      #""resource":{"type":"cloud_run_revision","labels":{"service_name":"\#(service)","#
        + #""revision_name":"\#(service)-00001-abc","location":"europe-west1","project_id":"acme"}}"#,
    ]
    if let text { members.append(#""textPayload":"\#(text)""#) }
    if let severity { members.append(#""severity":"\#(severity)""#) }
    if !more.isEmpty { members.append(more) }
    lines.append("{" + members.joined(separator: ",") + "}")
  }

  /// The platform starts an instance and gunicorn begins to load the application: 0 and 1 s.
  mutating func start(_ clock: String) {
    add(clock + ":00", "Starting new instance. Reason: AUTOSCALING", .system, severity: "INFO")
    add(clock + ":01", "[2025-09-16 \(clock):01 +0000] [1] [INFO] Starting gunicorn 21.2.0")
    add(clock + ":01.2", "[2025-09-16 \(clock):01 +0000] [14] [INFO] Booting worker with pid: 14")
  }

  /// The application cannot be loaded and gunicorn gives up: 5 and 6 s.
  mutating func crash(_ clock: String, exit: Bool = true) {
    add(clock + ":05", "[2025-09-16 \(clock):05 +0000] [14] [ERROR] Exception in worker process")
    add(clock + ":06", "[2025-09-16 \(clock):06 +0000] [1] [ERROR] Reason: Worker failed to boot.")
    if exit { add(clock + ":06.5", "Container called exit(3).", .system, severity: "WARNING") }
  }

  /// A traceback of one exception, as a text in JSON.
  static func traceback(_ exception: String, in function: String) -> String {
    #"Traceback (most recent call last):\n  File \"/app/shop/main.py\", line 7, in \#(function)\n"#
      + #"    run()\n\#(exception)"#
  }

  /// The digest of the log in an order of entries; `--now` is the next day.
  func digest(_ order: ([String]) -> [String] = { $0 }) throws -> DigestDocument {
    let scratch = try ScratchDirectory()
    let path = try scratch.write(order(lines).joined(separator: "\n") + "\n", to: "shop.json")
    let outcome = try Tool().run([
      "scan", "--format", "json", "--now", "2025-09-17T00:00:00Z", path,
    ])
    guard outcome.status == 0 else { throw Tool.Failure(description: outcome.errors) }
    return try DigestDocument(outcome.output)
  }
}
