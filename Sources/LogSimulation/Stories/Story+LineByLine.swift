import LogModel

extension Story {
  /// uvicorn alone; its traceback arrives one line an entry.
  static func lineByLine(seed: UInt64) -> Story {
    let day = StoryDay(2025, 9, 18)
    var composer = LogComposer(generator: SeededGenerator(seed: seed, label: "line-by-line"))
    let service = SimulatedService("gateway-api", project: "acme-staging", package: "gateway")
    var loop = CrashLoop()
    var start = day.at(18, 40, 1.377)
    for _ in 0..<5 {
      let instance = composer.instance(of: service, revision: service.revision(23, "j4q"))
      var plan = BootPlan(
        server: .uvicorn, hasPhases: false,
        ending: .importFailure(
          .attributeMissing(service.package, module: "jwt", attribute: "encode")),
        exitCode: 1)
      plan.layout = .lines
      let boot = composer.boot(instance, at: start, plan)
      loop.boots.append(boot)
      composer.request(
        instance, "GET", "/", status: 503, ended: boot.endedAt.advanced(bySeconds: 0.02),
        latency: composer.generator.within(0.3...2.0), text: LogComposer.brokenConnection)
      start = boot.endedAt.advanced(bySeconds: composer.generator.within(9.0...16.0))
    }
    var incident = ExpectedIncident(
      service, loop: loop, signature: "python-module-attribute-missing",
      exceptionType: "AttributeError")
    incident.originFunction = "<module>"
    incident.phase = "import"
    incident.phaseBasis = "traceback"
    incident.countUsers(in: composer.entries, from: loop.startedAt, until: nil)
    return Story(
      "line-by-line",
      "A staging API fails on import with an AttributeError whose traceback is logged one line an entry.",
      window: day.at(18, 40)..<day.at(18, 50), composer, incidents: [incident])
  }
}
