import LogModel

extension Story {
  /// The database refuses twice, then accepts, within one boot.
  static func databaseRetry(seed: UInt64) -> Story {
    let day = StoryDay(2025, 9, 12)
    var composer = LogComposer(generator: SeededGenerator(seed: seed, label: "database-retry"))
    let service = SimulatedService(
      "profile-backend", project: "acme-production", package: "profiles")
    let instance = composer.instance(of: service, revision: service.revision(17, "c6p"))
    let start = day.at(6, 30, 11.25)
    let boot = composer.boot(
      instance, at: start,
      BootPlan(server: .gunicornUvicorn(version: "21.2.0"), hasPhases: true, ending: .ready))
    for attempt in 1...2 {
      // Between the entry into the DATABASE phase and the end of the boot.
      let time = start.advanced(bySeconds: 2.9 + 0.11 * Double(attempt))
      composer.record(
        instance, at: time, .warning, logger: "\(service.package).db",
        "database not ready (attempt \(attempt) of 5): connection to server at \"10.20.0.3\", port 5432 failed: Connection refused"
      )
    }
    composer.traffic(
      instance, from: boot.endedAt.advanced(bySeconds: 3), to: day.at(7, 0), requests: 40)
    return Story(
      "database-retry",
      "The database refuses two connections during one boot and accepts the third: no incident.",
      window: day.at(6, 30)..<day.at(7, 0), composer, incidents: [], healthy: [service.name])
  }
}
