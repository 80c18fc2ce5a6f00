import Testing

@testable import LogSimulation

/// Which labelled cases there are, and that a seed tells all about them.
@Suite("Labelled cases")
struct ScenarioCaseTests {
  private static let committed = Scenario.cases(
    seed: Scenario.committedSeed, count: Scenario.committedCount)

  /// The same again, and some more.
  private static let more = Scenario.cases(
    seed: Scenario.committedSeed, count: Scenario.committedCount + 20)

  /// The first case of each value of each axis.
  private static let firsts: [Scenario] = {
    var seen: Set<[Int]> = []
    return committed.filter { scenario in
      let values = scenario.axes.values.enumerated().map { [$0.offset, $0.element] }
      let isFirst = values.contains { !seen.contains($0) }
      seen.formUnion(values)
      return isFirst
    }
  }()

  @Test func `every value of every axis has a case`() {
    let cases = ScenarioCaseTests.committed
    #expect(cases.count == Scenario.committedCount)
    for (axis, size) in ScenarioAxes.sizes.enumerated() {
      let values = Set(cases.map { $0.axes.values[axis] })
      #expect(values == Set(0..<size), "axis \(axis)")
    }
  }

  @Test func `every case is one that can be`() {
    for scenario in ScenarioCaseTests.committed {
      #expect(scenario.axes.isMeaningful, "\(scenario)")
      #expect(ScenarioAxes(scenario.axes.values) == scenario.axes, "\(scenario)")
    }
    #expect(
      Set(ScenarioCaseTests.committed.map(\.seed)).count == Scenario.committedCount)
  }

  @Test func `more cases of a seed are the same and then others`() {
    #expect(ScenarioCaseTests.more.count == Scenario.committedCount + 20)
    #expect(
      ScenarioCaseTests.more.prefix(Scenario.committedCount).map(\.name)
        == ScenarioCaseTests.committed.map(\.name))
    #expect(Set(ScenarioCaseTests.more.map(\.name)).count == ScenarioCaseTests.more.count)
  }

  @Test func `the same seed writes the same bytes`() throws {
    for number in ScenarioCaseTests.firsts.map({ $0.name.prefix(4) }) {
      let index = try #require(Int(number))
      let one = try ScenarioCaseTests.committed[index].content()
      let other = try ScenarioCaseTests.more[index].content()
      #expect(one.files.map(\.name) == other.files.map(\.name), "\(number)")
      #expect(one.files.map(\.bytes) == other.files.map(\.bytes), "\(number)")
      let isWritten = one.files.contains { !$0.bytes.isEmpty }
      #expect(isWritten, "\(number)")
      #expect(one.expected == other.expected, "\(number)")
      #expect(one.expected.json == other.expected.json, "\(number)")
      #expect(one.profile == other.profile && one.impact == other.impact, "\(number)")
    }
  }

  @Test func `another seed writes other bytes`() throws {
    let scenario = ScenarioCaseTests.committed[0]
    let other = Scenario(name: scenario.name, axes: scenario.axes, seed: scenario.seed + 1)
    let (one, two) = (try scenario.content(), try other.content())
    #expect(one.files.map(\.bytes) != two.files.map(\.bytes))
  }

  /// Rails begins with the marker of its first phase, uvicorn's comes when a phase is done.
  @Test func `a style shows its start if each of its boots does`() {
    for style in StartupStyles.all + StartupStyles.givenByUsers {
      var endings: [StyledEnding] = style.stages.map { .hangs(stage: $0) }
      endings += style.failures.map { .fails($0, .text) }
      let isShown = endings.map { ending in
        var generator = SeededGenerator(seed: 7)
        return style.lines(of: ending, using: &generator).contains(where: \.marksStart)
      }
      #expect(
        StyleTraits.all[style.name]?.showsStart == !isShown.contains(false), "\(style.name)")
    }
    #expect(StyleTraits.all["rails"]?.showsStart == true)
    #expect(StyleTraits.all["uvicorn-alone"]?.showsStart == false)
  }

  @Test func `deployments are told of services and of jobs`() throws {
    for platform in ["cloud-run", "cloud-run-job"] {
      let cases = ScenarioCaseTests.committed.filter {
        $0.axes.shape == .single && $0.axes.platform == platform
      }
      let deployments = try cases.flatMap { scenario in
        try scenario.content().expected.incidents.map(\.deployment)
      }
      #expect(deployments.contains(.audit), "\(platform)")
      #expect(deployments.contains(.none), "\(platform)")
    }
  }
}
