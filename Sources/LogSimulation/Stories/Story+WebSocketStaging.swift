import LogModel

extension Story {
  /// The reference incident: start-up validation fails in FINALIZE, boot after boot.
  static func websocketStaging(seed: UInt64) -> Story {
    websocketStaging(seed: seed, day: StoryDay(2025, 9, 7))
  }

  static func websocketStaging(seed: UInt64, day: StoryDay) -> Story {
    var composer = LogComposer(generator: SeededGenerator(seed: seed, label: "websocket-staging"))
    let staging = SimulatedService(
      "netra-backend-staging", project: "netra-staging", package: "netra_backend", port: 8000)
    let production = SimulatedService(
      "netra-backend-production", project: "netra-production", package: "netra_backend", port: 8000)
    let window = day.at(9, 0)..<day.at(9, 14)

    let healthy = composer.instance(of: production, revision: production.revision(211, "qhk"))
    composer.boot(
      healthy, at: day.at(9, 0, 40.2),
      BootPlan(server: .gunicornUvicorn(version: "20.1.0"), hasPhases: true, ending: .ready))
    composer.traffic(healthy, from: day.at(9, 0, 52), to: day.at(9, 13), requests: 24)

    let revision = staging.revision(697, "m5z")
    composer.deployed(
      staging, at: day.at(9, 1, 58.4),
      image: "us-central1-docker.pkg.dev/netra-staging/netra/backend:4f1c2ad",
      by: "deploy@netra-staging.iam.gserviceaccount.com")
    var loop = CrashLoop()
    var start = day.at(9, 2, 11.384)
    let paths = [
      ("GET", "/api/threads"), ("GET", "/health"), ("POST", "/api/agents/run"), ("GET", "/ws"),
    ]
    // 37 in all.
    let requests = [3, 3, 3, 2, 3, 2, 3, 3, 3, 2, 3, 2, 3, 2]
    for number in requests.indices {
      let instance = composer.instance(of: staging, revision: revision)
      // Both callers show; the agent supervisor is the earlier one in the first boot.
      let trace = PythonTraceback.webSocketManager(
        staging.package, byAgentSupervisor: number % 3 != 2)
      var plan = BootPlan(
        server: .gunicornUvicorn(version: "20.1.0"), hasPhases: true,
        ending: .startupFailure(
          phase: .finalize, reason: "Startup validation failed with 1 critical failures", trace))
      plan.validatorLine =
        "   FAIL:  WebSocket Validation (WebSocket): Validation failed: \(PythonTraceback.webSocketMessage)"
      plan.logsExit = ![3, 7, 8].contains(number)
      plan.reason = number == 0 ? .rollout : .autoscaling
      let boot = composer.boot(instance, at: start, plan)
      loop.boots.append(boot)
      // What waited for the instance fails when it ends; the first began before the instance did.
      for waiting in 0..<requests[number] {
        let ended = boot.endedAt.advanced(bySeconds: composer.generator.within(0.004...0.09))
        let (method, path) = composer.generator.pick(paths)
        // The first one called the instance up, so that it began before the boot.
        let lead = composer.generator.within(waiting == 0 ? 0.2...1.5 : -1.5...(-0.1))
        composer.request(
          instance, method, path, status: 503, ended: ended,
          latency: ended.seconds(since: start) + lead, text: LogComposer.brokenConnection)
      }
      start = boot.endedAt.advanced(bySeconds: composer.generator.within(38.0...43.0))
    }
    composer.revisionReady(staging, revision: revision, at: day.at(9, 13, 2.1), seconds: nil)

    var incident = ExpectedIncident(
      staging, loop: loop, signature: "websocket-manager-without-user-context",
      exceptionType: "ValueError")
    incident.originFunction = "get_websocket_manager"
    incident.phase = "finalize"
    incident.phaseBasis = "failure-marker"
    incident.phaseOrigin = "services"
    incident.countUsers(in: composer.entries, from: loop.startedAt, until: nil)
    return Story(
      "websocket-staging",
      "A staging backend cannot start: every boot fails in FINALIZE because a WebSocket manager is created without a user, while production runs well.",
      window: window, composer, incidents: [incident], healthy: [production.name])
  }
}
