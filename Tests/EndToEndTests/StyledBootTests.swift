import Foundation
import LogModel
import LogSimulation
import Testing

/// Every style on every platform, through the built program: a healthy start is ready, a failing one
/// failed, in the phase that is true by construction.
struct StyledBootTests {
  /// One boot of a service of its own.
  private struct Sample {
    var service: String
    var ending: StyledEnding
    var expected: ExpectedPhase?
    var record: StyledBootRecord
  }

  private static let start = Timestamp(nanoseconds: 1_757_580_000_000_000_000)

  private static func endings(of style: any StartupStyle) -> [(String, StyledEnding)] {
    var endings: [(String, StyledEnding)] = [("ready", .ready)]
    for failure in style.failures {
      endings.append((failure.name, .fails(failure, .text)))
      endings.append((failure.name + "-field", .fails(failure, .field("stack_trace"))))
      endings.append((failure.name + "-lines", .fails(failure, .lines)))
      endings.append((failure.name + "-split", .fails(failure, .split(parts: 3))))
      endings.append((failure.name + "-words", .fails(failure, .messageOnly)))
    }
    for stage in style.stages {
      endings.append(("killed-in-" + stage, .killed(stage: stage)))
      endings.append(("hangs-in-" + stage, .hangs(stage: stage)))
    }
    return endings
  }

  private func samples(
    of style: any StartupStyle, on platform: any SimulatedPlatform, _ composer: inout LogComposer
  ) -> [Sample] {
    Self.endings(of: style).map { name, ending in
      let service = SimulatedPlatforms.service(
        "s-\(name)", on: platform, project: "acme-production")
      let instance = platform.instance(
        of: service, revision: "s-\(name)-00001-abc", using: &composer.generator)
      let record = composer.boot(
        instance, at: Self.start, on: platform, style,
        StyledBoot(ending, watch: .startupProbe(seconds: 240)))
      return Sample(
        service: platform.serviceName(of: instance), ending: ending,
        expected: style.expectedPhase(of: ending, exitIsLogged: record.showsEnd), record: record)
    }
  }

  private struct ExpectedSignature {
    var id: String?
  }

  /// Nil where a failure is none of the software's own.
  private func expectedSignature(of ending: StyledEnding) -> ExpectedSignature? {
    guard case .fails(let failure, let logging) = ending else { return nil }
    return ExpectedSignature(id: failure.signature(logging))
  }

  @Test(
    arguments: (StartupStyles.all + StartupStyles.givenByUsers).map(\.name),
    SimulatedPlatforms.all.map(\.name))
  func `a boot ends as its style says, in that phase`(name: String, place: String) throws {
    let style = try #require(StartupStyles.named(name))
    let platform = try #require(SimulatedPlatforms.named(place))
    var composer = LogComposer(generator: SeededGenerator(seed: 7, label: name + place))
    let samples = samples(of: style, on: platform, &composer)
    let scratch = try ScratchDirectory()
    let path = scratch.path + "/logs.json"
    try Data(PackagedForm.ndjson.encode(composer.entries)).write(to: URL(fileURLWithPath: path))
    var patterns: [String] = []
    if let yaml = style.profileYAML {
      let profile = scratch.path + "/profile.yaml"
      try Data(yaml.utf8).write(to: URL(fileURLWithPath: profile))
      patterns = ["--patterns", profile]
    }
    let outcome = try Tool().run(
      ["scan", "--format", "json", "--now", "2025-09-30T12:00:00Z"] + patterns + [path])
    #expect(outcome.status == 0, "\(outcome.errors)")
    let document = try DigestDocument(outcome.output)
    let failing = samples.filter { $0.record.outcome == .failed && $0.record.showsEnd }
    for sample in failing {
      let incident = try #require(
        document.incidents.first { $0.text("service.name") == sample.service },
        "\(sample.service) has an incident")
      #expect(incident.text("kind") == "startup-failure", "\(sample.service)")
      #expect(incident.number("boots.failed") == 1, "\(sample.service)")
      #expect(incident.text("phase.name") == sample.expected?.name, "\(sample.service)")
      #expect(incident.text("phase.basis") == sample.expected?.basis.rawValue, "\(sample.service)")
      if let signature = expectedSignature(of: sample.ending) {
        #expect(incident.text("rootCause.signature") == signature.id, "\(sample.service)")
      }
      if sample.expected != nil {
        #expect(incident.text("phase.profile") == sample.expected?.profile, "\(sample.service)")
      }
    }
    // What is raised in a boot whose end shows nowhere is told as a failure of what runs.
    let troubled = document.incidents.filter { $0.text("kind") != "runtime-failure" }
      .compactMap { $0.text("service.name") }
    #expect(Set(troubled) == Set(failing.map(\.service)))
    #expect(troubled.count == failing.count)
    let ready = samples.filter { $0.record.outcome == .ready }.count
    let showsReadiness = style.showsReadiness || platform.endsWhenDone
    #expect(document.root.number("summary.boots.ready") == (showsReadiness ? ready : 0))
    #expect(ready == 1)
    #expect(document.root.number("summary.boots.failed") == failing.count)
  }
}
