import LogModel

extension Story {
  /// A module is missing; the TCP probe succeeds all the same.
  static func importFailure(seed: UInt64) -> Story {
    importFailure(seed: seed, day: StoryDay(2025, 9, 8))
  }

  static func importFailure(seed: UInt64, day: StoryDay) -> Story {
    var composer = LogComposer(generator: SeededGenerator(seed: seed, label: "import-failure"))
    let service = SimulatedService("checkout-api", project: "acme-production", package: "checkout")
    let revision = service.revision(31, "bxq")
    var loop = CrashLoop()
    var start = day.at(14, 20, 5.117)
    for number in 0..<6 {
      let instance = composer.instance(of: service, revision: revision)
      var plan = BootPlan(
        server: .gunicornUvicorn(version: "21.2.0"), hasPhases: false,
        ending: .importFailure(.moduleNotFound(service.package, module: "redis")))
      plan.reason = number == 0 ? .rollout : .autoscaling
      let boot = composer.boot(instance, at: start, plan)
      loop.boots.append(boot)
      for _ in 0..<(2 + number % 2) {
        let ended = boot.endedAt.advanced(bySeconds: composer.generator.within(0.01...0.08))
        composer.request(
          instance, "POST", "/api/orders", status: 503, ended: ended,
          latency: composer.generator.within(0.8...2.4), text: LogComposer.brokenConnection)
      }
      start = boot.endedAt.advanced(bySeconds: composer.generator.within(11.0...19.0))
    }
    var incident = ExpectedIncident(
      service, loop: loop, signature: "python-module-not-found",
      exceptionType: "ModuleNotFoundError")
    incident.originFunction = "<module>"
    incident.phase = "import"
    incident.phaseBasis = "enter-marker"
    incident.countUsers(in: composer.entries, from: loop.startedAt, until: nil)
    return Story(
      "import-failure",
      "A production API cannot import redis; its TCP probe succeeds on every boot that crashes.",
      window: day.at(14, 15)..<day.at(14, 30), composer, incidents: [incident])
  }
}
