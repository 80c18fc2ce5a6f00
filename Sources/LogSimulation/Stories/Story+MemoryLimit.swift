import LogModel

extension Story {
  /// Instances that serve are killed for their memory; others take their place.
  static func memoryLimit(seed: UInt64) -> Story {
    memoryLimit(seed: seed, day: StoryDay(2025, 9, 14))
  }

  static func memoryLimit(seed: UInt64, day: StoryDay) -> Story {
    var composer = LogComposer(generator: SeededGenerator(seed: seed, label: "memory-limit"))
    let service = SimulatedService(
      "report-renderer", project: "acme-production", package: "reports")
    let plan = BootPlan(
      server: .gunicornUvicorn(version: "21.2.0"), hasPhases: false, ending: .ready)
    let revision = service.revision(8, "w4d")
    var start = day.at(11, 0, 3.9)
    var kills: [Timestamp] = []
    var ready: [Timestamp] = []
    for number in 0..<4 {
      let instance = composer.instance(of: service, revision: revision)
      let boot = composer.boot(instance, at: start, plan)
      ready.append(boot.endedAt)
      let end = boot.endedAt.advanced(bySeconds: composer.generator.within(300.0...420.0))
      composer.traffic(
        instance, from: boot.endedAt.advanced(bySeconds: 3), to: end.advanced(bySeconds: -20),
        requests: 15)
      guard number < 3 else { break }
      let kill = end.advanced(bySeconds: 0.2)
      kills.append(kill)
      composer.memoryExceeded(
        instance, at: kill, limit: 512, used: composer.generator.within(514...540))
      composer.terminated(instance, at: kill.advanced(bySeconds: 0.4), signal: 9)
      for _ in 0..<4 {
        composer.request(
          instance, "POST", "/render", status: 503,
          ended: kill.advanced(bySeconds: composer.generator.within(0.41...0.6)),
          latency: composer.generator.within(2.0...9.0), text: LogComposer.brokenConnection)
      }
      start = kill.advanced(bySeconds: composer.generator.within(5.0...8.0))
      composer.request(
        instance, "POST", "/render", status: 500, ended: start.advanced(bySeconds: -1),
        latency: 0.01, text: LogComposer.noInstance)
    }
    var incident = ExpectedIncident(
      service: service.name, environment: service.environment, kind: .runtimeFailure)
    incident.signature = "cloud-run-memory-limit-exceeded"
    if let recovery = ready.last {
      incident.recovered = true
      incident.recoveredAt = recovery
      incident.readyBoots = 3
      incident.countUsers(in: composer.entries, from: kills.first, until: recovery)
    }
    return Story(
      "memory-limit",
      "Ready instances of a production renderer are killed three times for exceeding 512 MiB; each time a new one takes over.",
      window: day.at(11, 0)..<day.at(11, 30), composer, incidents: [incident])
  }
}
