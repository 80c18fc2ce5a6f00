import LogModel

extension Story {
  /// The export begins within the first boot and ends within the last.
  static func cutWindow(seed: UInt64) -> Story {
    let day = StoryDay(2025, 9, 16)
    var composer = LogComposer(generator: SeededGenerator(seed: seed, label: "cut-window"))
    let service = SimulatedService(
      "inventory-backend", project: "acme-staging", package: "inventory")
    let plan = BootPlan(
      server: .gunicornUvicorn(version: "21.2.0"), hasPhases: true,
      ending: .startupFailure(
        phase: .cache, reason: "Redis is not reachable",
        .redisRefused(service.package, host: "10.40.0.2")))
    var loop = CrashLoop()
    var start = day.at(20, 29, 58.6)
    for _ in 0..<7 {
      let instance = composer.instance(of: service, revision: service.revision(301, "z8b"))
      let boot = composer.boot(instance, at: start, plan)
      loop.boots.append(boot)
      composer.request(
        instance, "GET", "/api/stock", status: 503, ended: boot.endedAt.advanced(bySeconds: 0.03),
        latency: composer.generator.within(1.6...2.4), text: LogComposer.brokenConnection)
      start = boot.endedAt.advanced(bySeconds: composer.generator.within(14.0...22.0))
    }
    let first = loop.boots[0]
    let last = loop.boots[loop.boots.count - 1]
    // After the first boot's start-up began, and before the last one reached its failing phase.
    let window =
      first.startedAt.advanced(bySeconds: 2.3)..<last.startedAt.advanced(bySeconds: 2.2)
    loop.boots.removeLast()
    var incident = ExpectedIncident(
      service, loop: loop, signature: "redis-connection-refused",
      exceptionType: "ConnectionRefusedError")
    incident.phase = "cache"
    incident.phaseBasis = "failure-marker"
    incident.truncatedHead = 1
    incident.inProgress = 1
    incident.countUsers(
      in: composer.entries.filter { window.contains($0.timestamp) }, from: nil, until: nil)
    return Story(
      "cut-window",
      "A staging backend crash-loops on its cache; the export cuts off the head of the first boot and the tail of the last.",
      window: window, composer, incidents: [incident])
  }
}
