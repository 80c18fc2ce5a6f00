import LogModel

extension Story {
  /// A new revision crash-loops; after the rollback a new instance of the old one becomes ready.
  static func rollbackRecovery(seed: UInt64) -> Story {
    rollbackRecovery(seed: seed, day: StoryDay(2025, 9, 10))
  }

  static func rollbackRecovery(seed: UInt64, day: StoryDay) -> Story {
    var composer = LogComposer(generator: SeededGenerator(seed: seed, label: "rollback-recovery"))
    let service = SimulatedService("billing-api", project: "acme-production", package: "billing")
    let old = service.revision(42, "gfw")
    let new = service.revision(43, "t7n")
    let ready = BootPlan(
      server: .gunicornUvicorn(version: "21.2.0"), hasPhases: false, ending: .ready)
    let veteran = composer.instance(of: service, revision: old)
    let first = composer.boot(veteran, at: day.at(10, 0, 20.5), ready)
    composer.traffic(
      veteran, from: first.endedAt.advanced(bySeconds: 3), to: day.at(10, 9, 50), requests: 30)
    composer.deployed(
      service, at: day.at(10, 9, 55.1),
      image: "europe-west1-docker.pkg.dev/acme-production/images/billing:1.43.0",
      by: "ci@acme-production.iam.gserviceaccount.com")

    var loop = CrashLoop()
    var start = day.at(10, 10, 7.733)
    for number in 0..<5 {
      let instance = composer.instance(of: service, revision: new)
      var plan = BootPlan(
        server: .gunicornUvicorn(version: "21.2.0"), hasPhases: false,
        ending: .importFailure(.settingsMissing(service.package, variable: "stripe_webhook_secret"))
      )
      plan.layout = .whole
      plan.reason = number == 0 ? .rollout : .autoscaling
      let boot = composer.boot(instance, at: start, plan)
      loop.boots.append(boot)
      for _ in 0..<3 {
        composer.request(
          instance, "POST", "/api/invoices", status: 503,
          ended: boot.endedAt.advanced(bySeconds: composer.generator.within(0.01...0.2)),
          latency: composer.generator.within(0.6...2.8), text: LogComposer.brokenConnection)
      }
      start = boot.endedAt.advanced(bySeconds: composer.generator.within(25.0...35.0))
    }
    composer.revisionReady(service, revision: new, at: start, seconds: nil)
    let successor = composer.instance(of: service, revision: old)
    var rollback = ready
    rollback.reason = .rollout
    let recovery = composer.boot(successor, at: start.advanced(bySeconds: 95), rollback)
    composer.revisionReady(
      service, revision: old, at: recovery.endedAt.advanced(bySeconds: 0.8), seconds: 4.71)
    composer.traffic(
      successor, from: recovery.endedAt.advanced(bySeconds: 3), to: day.at(10, 29), requests: 40)

    var incident = ExpectedIncident(
      service, loop: loop, signature: "pydantic-settings-missing",
      exceptionType: "pydantic_core._pydantic_core.ValidationError")
    incident.originFunction = "<module>"
    incident.phase = "import"
    incident.phaseBasis = "enter-marker"
    incident.recover(at: recovery.endedAt)
    incident.countUsers(in: composer.entries, from: loop.startedAt, until: recovery.endedAt)
    return Story(
      "rollback-recovery",
      "A new revision of a production API lacks a setting and crash-loops; five minutes later a rollback brings the service back.",
      window: day.at(10, 0)..<day.at(10, 30), composer, incidents: [incident])
  }
}
