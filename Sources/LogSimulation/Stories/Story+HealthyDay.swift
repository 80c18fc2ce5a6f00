import LogModel

extension Story {
  /// Nothing is wrong, though much looks like it to a careless reader.
  static func healthyDay(seed: UInt64) -> Story {
    let day = StoryDay(2025, 9, 11)
    var composer = LogComposer(generator: SeededGenerator(seed: seed, label: "healthy-day"))
    let chat = SimulatedService("chat-backend", project: "acme-production", package: "chat")
    let web = SimulatedService("web-frontend", project: "acme-production", package: "web")
    for (service, hours) in [(chat, [0, 8, 16]), (web, [1, 13])] {
      for (index, hour) in hours.enumerated() {
        let instance = composer.instance(of: service, revision: service.revision(60 + index, "hzk"))
        let boot = composer.boot(
          instance, at: day.at(hour, 4, composer.generator.within(1.0...50.0)),
          BootPlan(
            server: service == chat ? .gunicornUvicorn(version: "21.2.0") : .uvicorn,
            hasPhases: service == chat, ending: .ready, reason: .rollout))
        composer.revisionReady(
          service, revision: instance.revision, at: boot.endedAt.advanced(bySeconds: 1),
          seconds: 9.4)
        composer.traffic(
          instance, from: boot.endedAt.advanced(bySeconds: 3),
          to: boot.endedAt.advanced(bySeconds: 7.5 * 3600), requests: 60)
        for minute in [30.0, 90.0, 200.0] {
          composer.request(
            instance, "GET", "/wp-login.php", status: 404,
            ended: boot.endedAt.advanced(bySeconds: 60 * minute + composer.generator.unit()),
            latency: 0.003)
        }
        if index == 0 {
          // Isolated: no surge, no failure of the service.
          composer.request(
            instance, "POST", "/api/messages", status: 500,
            ended: boot.endedAt.advanced(bySeconds: 5000), latency: 0.41)
        }
        decoys(instance, at: boot.endedAt.advanced(bySeconds: 600), &composer)
      }
    }
    return Story(
      "healthy-day",
      "A healthy day: all boots become ready; errors are only quoted, nested, retried or isolated.",
      window: day.at(0, 0)..<day.at(23, 59, 59), composer, incidents: [],
      healthy: [chat.name, web.name])
  }

  /// Lines that quote failures.
  private static func decoys(
    _ instance: SimulatedInstance, at time: Timestamp, _ composer: inout LogComposer
  ) {
    let package = instance.service.package
    composer.record(
      instance, at: time, .info, logger: "\(package).selftest",
      "test_startup: asserts \"ValueError: WebSocket manager creation requires valid UserExecutionContext\" - PASSED"
    )
    composer.record(
      instance, at: time.advanced(bySeconds: 1), .debug, logger: "\(package).selftest",
      "ValueError: WebSocket manager creation requires valid UserExecutionContext. Import-time initialization is prohibited."
    )
    composer.record(
      instance, at: time.advanced(bySeconds: 2), .info, logger: "\(package).docs",
      "docs: ModuleNotFoundError: No module named 'redis' means that the extra is missing")
    composer.record(
      instance, at: time.advanced(bySeconds: 3), .info, logger: "\(package).relay",
      "forwarded a client report",
      [
        .init(
          "report",
          [
            "severity": "CRITICAL", "message": "Container called exit(3).",
            "jsonPayload": ["message": " FAIL:  PHASE FAILED: FINALIZE - quoted"],
          ])
      ])
    composer.stderr(
      instance, at: time.advanced(bySeconds: 4),
      "\u{1B}[33mnote\u{1B}[0m: the previous run ended with \"Application startup failed\" in a drill"
    )
  }
}
