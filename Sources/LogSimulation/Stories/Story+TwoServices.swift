import LogModel

extension Story {
  /// Two services fail at once, for reasons of their own.
  static func twoServices(seed: UInt64) -> Story {
    let day = StoryDay(2025, 9, 15)
    var composer = LogComposer(generator: SeededGenerator(seed: seed, label: "two-services"))
    let search = SimulatedService("search-backend", project: "acme-staging", package: "search")
    let notify = SimulatedService("notify-worker", project: "acme-staging", package: "notify")
    let gateway = SimulatedService("edge-gateway", project: "acme-staging", package: "edge")

    let edge = composer.instance(of: gateway, revision: gateway.revision(5, "k2r"))
    let edgeBoot = composer.boot(
      edge, at: day.at(16, 0, 4), BootPlan(server: .uvicorn, hasPhases: false, ending: .ready))
    composer.traffic(
      edge, from: edgeBoot.endedAt.advanced(bySeconds: 3), to: day.at(16, 19), requests: 20)

    var searchLoop = CrashLoop()
    var notifyLoop = CrashLoop()
    var start = day.at(16, 5, 12.88)
    for _ in 0..<5 {
      let first = composer.instance(of: search, revision: search.revision(77, "f9x"))
      let boot = composer.boot(
        first, at: start,
        BootPlan(
          server: .gunicornUvicorn(version: "21.2.0"), hasPhases: true,
          ending: .startupFailure(
            phase: .database, reason: "Database initialization failed",
            .postgresRefused(search.package, host: "10.30.0.7"))))
      searchLoop.boots.append(boot)
      composer.request(
        first, "GET", "/api/search?q=latency", status: 503,
        ended: boot.endedAt.advanced(bySeconds: 0.05),
        latency: composer.generator.within(2.0...6.5), text: LogComposer.brokenConnection)

      let second = composer.instance(of: notify, revision: notify.revision(12, "d5v"))
      var plan = BootPlan(
        server: .uvicorn, hasPhases: false,
        ending: .startupFailure(
          phase: nil, reason: "", .secretDenied(notify.package, project: notify.project)))
      plan.layout = .member(
        "exception", logger: "\(notify.package).lifespan", message: "start-up failed")
      notifyLoop.boots.append(
        composer.boot(
          second, at: start.advanced(bySeconds: composer.generator.within(0.02...0.09)), plan))
      start = boot.endedAt.advanced(bySeconds: composer.generator.within(60.0...100.0))
    }
    var database = ExpectedIncident(
      search, loop: searchLoop, signature: "postgres-connection-refused",
      exceptionType: "psycopg2.OperationalError")
    database.phase = "database"
    database.phaseBasis = "failure-marker"
    database.countUsers(in: composer.entries, from: searchLoop.startedAt, until: nil)
    var secret = ExpectedIncident(
      notify, loop: notifyLoop, signature: "secret-manager-permission-denied",
      exceptionType: "grpc._channel._InactiveRpcError")
    secret.phase = "application-startup"
    secret.phaseBasis = "failure-marker"
    return Story(
      "two-services",
      "In staging a search backend cannot reach its database while a worker may not read its secret; the gateway before them is well.",
      window: day.at(16, 0)..<day.at(16, 20), composer, incidents: [secret, database],
      healthy: [gateway.name])
  }
}
