import LogModel

extension Story {
  /// One service of a fleet in which every service fails, each for one of five reasons: three boots
  /// in a row, and the requests that were lost to them. The fleet's failures spread over the day.
  ///
  /// - Parameters:
  ///   - number: of the service, from 0 to `count` - 1.
  ///   - count: services of the fleet.
  static func failingService(_ number: Int, of count: Int, seed: UInt64, day: StoryDay) -> Story {
    let digits = String(number + 1)
    let name = "tenant-" + String(repeating: "0", count: max(0, 4 - digits.count)) + digits
    let service = SimulatedService(
      name + "-api", project: number % 3 == 2 ? "acme-staging" : "acme-production",
      package: "tenants")
    var composer = LogComposer(generator: SeededGenerator(seed: seed, label: name))
    let failure = fleetFailures(of: service)[number % 5]
    let revision = service.revision(7 + number % 90, composer.generator.podSuffix(length: 3))
    var loop = CrashLoop()
    // The last one has the time it needs before midnight.
    var start = day.at(0, 5, Double(number) * (23 * 3600 / Double(max(1, count))))
    for _ in 0..<3 {
      let instance = composer.instance(of: service, revision: revision)
      let boot = composer.boot(instance, at: start, failure.plan)
      loop.boots.append(boot)
      let ended = boot.endedAt.advanced(bySeconds: composer.generator.within(0.01...0.08))
      composer.request(
        instance, "GET", "/api/tenants/\(number)", status: 503, ended: ended,
        latency: composer.generator.within(0.8...2.4), text: LogComposer.brokenConnection)
      start = boot.endedAt.advanced(bySeconds: composer.generator.within(11.0...19.0))
    }
    var incident = ExpectedIncident(
      service, loop: loop, signature: failure.signature, exceptionType: failure.exceptionType)
    incident.phase = failure.phase
    incident.phaseBasis = failure.phase == "import" ? "enter-marker" : "failure-marker"
    incident.countUsers(in: composer.entries, from: loop.startedAt, until: nil)
    return Story(
      name, "One of \(count) services that fail on the same day.",
      window: day.at(0, 0)..<day.at(23, 59), composer, incidents: [incident])
  }

  private struct FleetFailure {
    var plan: BootPlan
    var phase: String
    var signature: String?
    var exceptionType: String

    init(
      _ ending: BootPlan.Ending, phase: String, signature: String?, _ exceptionType: String
    ) {
      var hasPhases = false
      if case .startupFailure(.some, _, _) = ending { hasPhases = true }
      plan = BootPlan(
        server: .gunicornUvicorn(version: "21.2.0"), hasPhases: hasPhases, ending: ending)
      self.phase = phase
      self.signature = signature
      self.exceptionType = exceptionType
    }
  }

  private static func fleetFailures(of service: SimulatedService) -> [FleetFailure] {
    let package = service.package
    return [
      FleetFailure(
        .startupFailure(
          phase: .database, reason: "Database initialization failed",
          .postgresRefused(package, host: "10.30.0.7")),
        phase: "database", signature: "postgres-connection-refused", "psycopg2.OperationalError"),
      FleetFailure(
        .importFailure(.moduleNotFound(package, module: "redis")),
        phase: "import", signature: "python-module-not-found", "ModuleNotFoundError"),
      FleetFailure(
        .startupFailure(
          phase: .cache, reason: "Redis is not reachable",
          .redisRefused(package, host: "10.12.0.9")),
        phase: "cache", signature: "redis-connection-refused", "ConnectionRefusedError"),
      FleetFailure(
        .startupFailure(phase: nil, reason: "", .ledgerSchema(package)),
        phase: "application-startup", signature: nil,
        "\(package).ledger.errors.LedgerSchemaMismatch"),
      FleetFailure(
        .startupFailure(
          phase: .websocket, reason: PythonTraceback.webSocketMessage,
          .webSocketManager(package, byAgentSupervisor: false)),
        phase: "websocket", signature: "websocket-manager-without-user-context", "ValueError"),
    ]
  }
}
