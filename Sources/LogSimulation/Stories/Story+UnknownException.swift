import LogModel

extension Story {
  /// A start-up failure of the application's own making, which no signature explains.
  static func unknownException(seed: UInt64) -> Story {
    let day = StoryDay(2025, 9, 17)
    var composer = LogComposer(generator: SeededGenerator(seed: seed, label: "unknown-exception"))
    let service = SimulatedService(
      "ledger-backend", project: "acme-production", package: "ledger_app")
    var loop = CrashLoop()
    var start = day.at(2, 0, 7.05)
    for _ in 0..<4 {
      let instance = composer.instance(of: service, revision: service.revision(90, "n3s"))
      let boot = composer.boot(
        instance, at: start,
        BootPlan(
          server: .uvicorn, hasPhases: false,
          ending: .startupFailure(phase: nil, reason: "", .ledgerSchema(service.package))))
      loop.boots.append(boot)
      for _ in 0..<2 {
        composer.request(
          instance, "POST", "/postings", status: 500, ended: boot.endedAt.advanced(bySeconds: 0.04),
          latency: composer.generator.within(0.4...2.5), text: LogComposer.couldNotStart)
      }
      start = boot.endedAt.advanced(bySeconds: composer.generator.within(20.0...50.0))
    }
    var incident = ExpectedIncident(
      service, loop: loop, signature: nil,
      exceptionType: "\(service.package).ledger.errors.LedgerSchemaMismatch")
    incident.originFunction = "verify_schema"
    incident.phase = "application-startup"
    incident.phaseBasis = "failure-marker"
    incident.countUsers(in: composer.entries, from: loop.startedAt, until: nil)
    return Story(
      "unknown-exception",
      "A production ledger refuses to start over its own LedgerSchemaMismatch, which no signature explains.",
      window: day.at(2, 0)..<day.at(2, 10), composer, incidents: [incident])
  }
}
