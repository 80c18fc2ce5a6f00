import Foundation
import LogModel
import LogSimulation
import Testing

/// A liveness probe runs only after the start-up has succeeded: whom it kills had started, whatever
/// the logs show of that, and is a service that failed, not a start that did.
@Suite struct LivenessTests {
  private static let begin = Timestamp(nanoseconds: 1_757_580_000_000_000_000)
  private static let styles = ["gunicorn", "uvicorn-alone", "node", "go", "spring-boot", "celery"]

  /// Instances that become ready and are killed minutes later, the last one excepted; in a pod the
  /// container restarts.
  private func digest(
    _ style: String, on place: String, kills: Int, isStartLost: Bool = false
  ) throws -> DigestDocument {
    let style = try #require(StartupStyles.named(style) ?? StartupStyles.all.first)
    let platform = try #require(SimulatedPlatforms.named(place))
    let service = SimulatedPlatforms.service("shop", on: platform, project: "acme-production")
    var composer = LogComposer(generator: SeededGenerator(seed: 5, label: style.name + place))
    var instance = platform.instance(
      of: service, revision: "shop-00031-k7d", using: &composer.generator)
    var start = LivenessTests.begin
    for number in 0...kills {
      if number > 0, place != "kubernetes" {
        instance = platform.instance(
          of: service, revision: "shop-00031-k7d", using: &composer.generator)
      }
      let record = composer.boot(
        instance, at: start, on: platform, style, StyledBoot(.ready, restart: number))
      start = record.endedAt.advanced(bySeconds: 300)
      guard number < kills else { break }
      platform.livenessFails(instance, at: start, into: &composer)
      start = start.advanced(bySeconds: 10)
    }
    var entries = composer.entries
    if isStartLost {
      let first = try #require(
        entries.firstIndex { "\($0.payload)".lowercased().contains("liveness") })
      entries.removeFirst(first)
    }
    let scratch = try ScratchDirectory()
    let path = scratch.path + "/logs.json"
    try Data(PackagedForm.ndjson.encode(entries)).write(to: URL(fileURLWithPath: path))
    let outcome = try Tool().run(
      ["scan", "--format", "json", "--now", "2025-09-30T12:00:00Z", path])
    #expect(outcome.status == 0, "\(outcome.errors)")
    return try DigestDocument(outcome.output)
  }

  /// Also where nothing but readiness tells that the process was started again.
  @Test(arguments: ["cloud-run", "kubernetes"], LivenessTests.styles)
  func whomALivenessProbeKillsHadStarted(place: String, style: String) throws {
    let document = try digest(style, on: place, kills: 3)
    #expect(document.root.number("summary.boots.failed") == 0)
    #expect(document.root.number("summary.boots.stopped") == 0)
    let isOpen = StartupStyles.named(style)?.showsReadiness == false
    #expect(document.root.number("summary.boots.ready") == (isOpen ? 3 : 4))
    #expect(document.root.number("summary.boots.inProgress") == (isOpen ? 1 : 0))
    #expect(document.incidents.count == 1)
    let incident = try #require(document.incidents.first)
    #expect(incident.text("kind") == "runtime-failure")
    #expect(incident.number("occurrences") == 3)
    // A probe tells that the service did not answer, not why.
    #expect(incident.text("rootCause.signature") == nil)
    #expect(incident.text("whysEnd") != nil)
    #expect((incident.text("recoveredAt") == nil) == isOpen)
    let whys = incident["whys"] as? [[String: Any]] ?? []
    #expect(whys.contains { $0.text("answer")?.contains("iveness") ?? false }, "\(whys)")
  }

  /// Of the first instance the logs show the kill only.
  @Test(arguments: ["cloud-run", "kubernetes"])
  func aKillAloneShowsThatTheInstanceHadStarted(place: String) throws {
    let document = try digest("go", on: place, kills: 3, isStartLost: true)
    #expect(document.root.number("summary.boots.failed") == 0)
    #expect(document.root.number("summary.boots.ready") == 4)
    #expect(document.incidents.map { $0.text("kind") } == ["runtime-failure"])
  }
}
