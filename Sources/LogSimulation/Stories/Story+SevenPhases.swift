import LogModel

extension Story {
  /// One failure in each phase of the start-up, each followed by a revision that mends it.
  static func sevenPhases(seed: UInt64) -> Story {
    let day = StoryDay(2025, 9, 9)
    var composer = LogComposer(generator: SeededGenerator(seed: seed, label: "seven-phases"))
    let service = SimulatedService("orders-backend", project: "acme-staging", package: "orders")
    var incidents: [ExpectedIncident] = []
    for (index, failure) in phaseFailures(of: service).enumerated() {
      var loop = CrashLoop()
      var start = day.at(1 + 3 * index, 10 + index, composer.generator.within(2.0...9.0))
      let broken = service.revision(100 + 2 * index, composer.generator.podSuffix(length: 3))
      for number in 0..<3 {
        let instance = composer.instance(of: service, revision: broken)
        var plan = BootPlan(
          server: .gunicornUvicorn(version: "21.2.0"), hasPhases: true,
          ending: .startupFailure(phase: failure.phase, reason: failure.reason, failure.trace))
        plan.layout = index % 2 == 0 ? .segments : .whole
        plan.reason = number == 0 ? .rollout : .autoscaling
        let boot = composer.boot(instance, at: start, plan)
        loop.boots.append(boot)
        start = boot.endedAt.advanced(bySeconds: composer.generator.within(20.0...40.0))
      }
      composer.revisionReady(service, revision: broken, at: start, seconds: nil)
      let mended = service.revision(101 + 2 * index, composer.generator.podSuffix(length: 3))
      let instance = composer.instance(of: service, revision: mended)
      let ready = composer.boot(
        instance, at: start.advanced(bySeconds: composer.generator.within(600.0...1200.0)),
        BootPlan(
          server: .gunicornUvicorn(version: "21.2.0"), hasPhases: true, ending: .ready,
          reason: .rollout))
      composer.revisionReady(
        service, revision: mended, at: ready.endedAt.advanced(bySeconds: 1.3), seconds: 23.02)
      composer.traffic(
        instance, from: ready.endedAt.advanced(bySeconds: 3),
        to: ready.endedAt.advanced(bySeconds: 1800),
        requests: 2)
      var incident = ExpectedIncident(
        service, loop: loop, signature: failure.signature,
        exceptionType: failure.trace.segments.first?.type ?? "")
      incident.originFunction = failure.origin
      incident.phase = failure.phase.rawValue
      incident.phaseBasis = "failure-marker"
      incident.recover(at: ready.endedAt)
      incidents.append(incident)
    }
    return Story(
      "seven-phases",
      "Over a day a staging backend fails once in each of the seven start-up phases; each time a new revision mends it.",
      window: day.at(0, 0)..<day.at(23, 59), composer, incidents: incidents)
  }

  private struct PhaseFailure {
    var phase: StartupPhase
    var reason: String
    var trace: PythonTraceback
    var signature: String?
    /// Nil where no frame of the root exception is the application's.
    var origin: String?
  }

  private static func phaseFailures(of service: SimulatedService) -> [PhaseFailure] {
    let package = service.package
    return [
      PhaseFailure(
        phase: .initialise, reason: "'DATABASE_URL'",
        trace: .environmentVariable(package, variable: "DATABASE_URL"),
        signature: "python-environment-variable-missing", origin: "load_configuration"),
      PhaseFailure(
        phase: .dependencies,
        reason: "cannot import name 'url_quote' from 'werkzeug.urls'",
        trace: .cannotImportName(package), signature: "python-cannot-import-name",
        origin: "build_container"),
      PhaseFailure(
        phase: .database, reason: "Database initialization failed",
        trace: .postgresRefused(package, host: "10.12.0.3"),
        signature: "postgres-connection-refused"),
      PhaseFailure(
        phase: .cache, reason: "Redis is not reachable",
        trace: .redisRefused(package, host: "10.12.0.9"), signature: "redis-connection-refused"),
      PhaseFailure(
        phase: .services, reason: "Secrets could not be read",
        trace: .secretDenied(package, project: service.project),
        signature: "secret-manager-permission-denied"),
      PhaseFailure(
        phase: .websocket, reason: PythonTraceback.webSocketMessage,
        trace: .webSocketManager(package, byAgentSupervisor: false),
        signature: "websocket-manager-without-user-context", origin: "get_websocket_manager"),
      PhaseFailure(
        phase: .finalize, reason: "Startup validation failed with 1 critical failures",
        trace: .validation(package, failure: "routing table is empty"), signature: nil,
        origin: "_run_startup_validation"),
    ]
  }
}
