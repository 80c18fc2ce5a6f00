import LogModel

extension Story {
  /// A Django container restarts in one pod, again and again.
  static func gkeRestartLoop(seed: UInt64) -> Story {
    let day = StoryDay(2025, 9, 13)
    var composer = LogComposer(generator: SeededGenerator(seed: seed, label: "gke-restart-loop"))
    let service = SimulatedService(
      "catalog-web", project: "acme-production", location: "europe-west1",
      platform: .kubernetes(cluster: "acme-main", namespace: "shop"), package: "catalog", port: 8000
    )
    let pod = composer.instance(of: service, revision: "1.4.2")
    var loop = CrashLoop()
    var start = day.at(3, 15, 2.641)
    var pause = 10.0
    for number in 0..<6 {
      composer.containerStarted(pod, at: start, restart: number)
      var plan = BootPlan(
        server: .gunicorn(version: "21.2.0"), hasPhases: false,
        ending: .importFailure(.improperlyConfigured(service.package)))
      plan.layout = .whole
      let boot = composer.boot(pod, at: start, plan)
      loop.boots.append(boot)
      for notice in 1...2 {
        composer.backedOff(
          pod, at: boot.endedAt.advanced(bySeconds: 1 + 4 * Double(notice)),
          count: 2 * number + notice)
      }
      start = boot.endedAt.advanced(bySeconds: pause + composer.generator.within(1.2...3.0))
      pause = min(300, 2 * pause)
    }
    var incident = ExpectedIncident(
      service, loop: loop, signature: "django-improperly-configured",
      exceptionType: "django.core.exceptions.ImproperlyConfigured")
    incident.originFunction = "<module>"
    incident.phase = "import"
    incident.phaseBasis = "enter-marker"
    return Story(
      "gke-restart-loop",
      "A Django container on GKE lacks its SECRET_KEY and restarts six times in the same pod, with growing back-off.",
      window: day.at(3, 15)..<day.at(3, 40), composer, incidents: [incident])
  }
}
