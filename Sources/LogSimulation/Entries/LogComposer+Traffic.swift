import LogModel

/// What services log while all is well.
extension LogComposer {
  private static let paths = [
    ("GET", "/api/threads"), ("GET", "/api/threads/7f21/messages"), ("POST", "/api/messages"),
    ("GET", "/health"), ("GET", "/static/app.8d3f1c.js"), ("GET", "/api/users/me"),
    ("POST", "/api/agents/run"), ("GET", "/api/search?q=Z%C3%BCrich"),
    ("DELETE", "/api/threads/90c1"),
  ]

  /// Answered requests at random moments of a span, with the application's lines about some.
  mutating func traffic(
    _ instance: SimulatedInstance, from: Timestamp, to: Timestamp, requests: Int
  ) {
    let span = to.seconds(since: from)
    for _ in 0..<requests {
      let ended = from.advanced(bySeconds: generator.unit() * span)
      let (method, path) = generator.pick(LogComposer.paths)
      let status = method == "GET" && generator.chance(0.15) ? 304 : method == "POST" ? 201 : 200
      let latency = 0.004 + 0.25 * generator.unit() * generator.unit()
      request(instance, method, path, status: status, ended: ended, latency: latency)
      if generator.chance(0.4) { chatter(instance, at: ended.advanced(bySeconds: -latency / 2)) }
    }
  }

  /// One ordinary line of the application; some look like failures to a careless reader.
  mutating func chatter(_ instance: SimulatedInstance, at time: Timestamp) {
    let package = instance.service.package
    let trace = generator.hexadecimal(digits: 32)
    switch generator.below(9) {
    case 0:
      record(
        instance, at: time, .info, logger: "\(package).api.threads", "loaded thread",
        [
          .init("thread", .string(generator.uuid())),
          .init("messages", .integer(Int64(generator.within(1...80)))),
        ],
        trace: trace)
    case 1:
      record(
        instance, at: time, .debug, logger: "\(package).cache",
        "cache \(generator.pick(["hit", "miss"])) for key session:\(generator.hexadecimal(digits: 12))",
        [.init("ttl", .number(Double(generator.within(10...3000)) / 10))])
    case 2:
      // A nested look-alike: only the top level counts.
      record(
        instance, at: time, .info, logger: "\(package).audit", "validated upstream record",
        [
          .init(
            "record",
            [
              "severity": "ERROR", "message": "Missing field", "timestamp": "2025-01-01T00:00:00Z",
              "labels": ["instanceId": "not-an-instance"],
              "textPayload": "Traceback (most recent call last):",
            ])
        ])
    case 3:
      record(
        instance, at: time, .warning, logger: "\(package).http",
        "slow upstream call: GET https://rates.example/latest took \(generator.within(900...2900)) ms"
      )
    case 4:
      stderr(
        instance, at: time,
        "\u{1B}[32mINFO\u{1B}[0m:     \(generator.documentationAddress()):0 - \"GET /health HTTP/1.1\" \u{1B}[32m200 OK\u{1B}[0m"
      )
    case 5:
      record(
        instance, at: time, .info, logger: "\(package).search",
        "query „Zürich → Genève“ gave \(generator.within(0...40)) hits 🔎", trace: trace)
    case 6:
      record(
        instance, at: time, .info, logger: "\(package).jobs",
        "job \(generator.uuid()) done in \(LogComposer.fixed(generator.within(0.1...9.0), 3)) s",
        [.init("result", ["errors": [], "ok": true, "error": nil])])
    case 7:
      record(
        instance, at: time, .info, logger: "\(package).templates",
        "rendered <a href=\"/t?id=\(generator.within(1...999))&tab=\\\"new\\\"\">",
        [.init("bytes", .integer(Int64(generator.within(200...9000))))])
    default:
      record(
        instance, at: time, .info, logger: "\(package).metrics", "heartbeat",
        [.init("uptime", .integer(Int64(generator.within(60...90_000)))), .init("queue", 0)])
    }
  }
}
