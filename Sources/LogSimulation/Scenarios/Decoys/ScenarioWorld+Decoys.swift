import LogModel

/// A healthy service that looks ill to a careless reader.
extension ScenarioWorld {
  mutating func addDecoy() {
    guard axes.decoy != .none else { return }
    let service = neighbour("profile-api", package: "profiles")
    let copy = instance(of: service, revision: 4)
    let boot = succeed(
      copy, at: dawn.advanced(bySeconds: 2), style: GunicornStyle(.uvicornWorker).name)
    serve(boot, seconds: 60, requests: 6)
    guard let ready = boot.endedAt else { return }
    switch axes.decoy {
    case .none: break
    case .quoted: quote(copy, at: ready.advanced(bySeconds: 20))
    case .nested: nest(copy, at: ready.advanced(bySeconds: 20))
    case .retries: retry(copy, until: ready)
    case .errorAfterReadiness: err(copy, at: ready.advanced(bySeconds: 20))
    }
  }

  /// What others say when they fail, told at INFO, so often that it would count.
  private mutating func quote(_ copy: SimulatedInstance, at time: Timestamp) {
    let logger = "\(copy.service.package).incidents"
    let quoted = [failure(in: main), refusal(copy)]
    var lines: [String] = []
    for _ in 0..<4 {
      for failure in quoted {
        lines += [
          "imported a report: \(failure.conclusion)", failure.text, failure.conclusion,
        ]
      }
    }
    lines += [
      "the drill expects \"Application startup failed. Exiting.\" and then \"Container called exit(3).\"",
      "checked for: PHASE FAILED by nobody, Worker failed to boot by nobody",
    ]
    for (index, line) in lines.enumerated() {
      say(copy, at: time.advanced(bySeconds: 0.5 * Double(index)), .info, logger: logger, line)
    }
  }

  /// Entries of others as values inside an entry that tells at INFO what they say: were their severity
  /// its own, it would count.
  private mutating func nest(_ copy: SimulatedInstance, at time: Timestamp) {
    let failure = refusal(copy)
    let inner: [JSONValue] = [
      [
        "severity": "ERROR", "message": .string(failure.conclusion),
        "timestamp": "2025-01-01T00:00:00Z",
      ],
      ["severity": "CRITICAL", "textPayload": .string(failure.text)],
      ["severity": "WARNING", "textPayload": "Container called exit(3)."],
      ["jsonPayload": ["message": " FAIL:  PHASE FAILED: FINALIZE - quoted", "severity": "ERROR"]],
      ["httpRequest": ["status": 503, "latency": "1.5s"], "severity": "ERROR"],
    ]
    let messages = [
      "forwarded a record", failure.conclusion, failure.text,
      "forwarded a report: \(failure.conclusion)",
    ]
    for (number, message) in messages.enumerated() {
      for (index, value) in inner.enumerated() {
        say(
          copy, at: time.advanced(bySeconds: Double(5 * number + index)), .info,
          logger: "\(copy.service.package).relay", message, [.init("record", value)])
      }
    }
  }

  /// What the start-up tried again and again, and then got.
  private mutating func retry(_ copy: SimulatedInstance, until ready: Timestamp) {
    let failure = refusal(copy)
    for attempt in 1...4 {
      say(
        copy, at: ready.advanced(bySeconds: 0.003 * Double(attempt) - 0.02), .error,
        logger: "\(copy.service.package).db",
        "database not ready (attempt \(attempt) of 5): \(failure.message ?? "")",
        failure.traceMember)
    }
  }

  /// A request fails once, long after the start.
  private mutating func err(_ copy: SimulatedInstance, at time: Timestamp) {
    say(
      copy, at: time, .error, logger: "\(copy.service.package).http", "request failed",
      refusal(copy).traceMember)
    platform.request(
      copy,
      SimulatedRequest(
        "GET", "/api/profile", status: 500, endedAt: time.advanced(bySeconds: 0.02), latency: 0.2),
      into: &composer)
  }

  private func refusal(_ copy: SimulatedInstance) -> ScenarioFailure {
    PythonScenarioFailures(
      style: .workers, package: copy.service.package, project: copy.service.project,
      host: "10.20.0.9"
    ).refusedDatabase
  }
}
