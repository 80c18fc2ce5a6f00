/// A labelled case: files with logs, and what is true about them by construction.
public struct Scenario: Sendable, CustomStringConvertible {
  /// `0042-cloud-run-deterministic-cache-…`: its number and its axes.
  public let name: String
  public let axes: ScenarioAxes
  public let seed: UInt64

  public var description: String { name }

  /// A file of a scenario's folder.
  public struct File: Sendable {
    public var name: String
    public var bytes: [UInt8]
  }

  /// A scenario with everything in it.
  public struct Content: Sendable {
    /// The logs.
    public var files: [File]
    /// The profile of software that none ships for, for `--patterns`.
    public var profile: String?
    /// What the owner of the service tells of its worth, for `--patterns`.
    public var impact: String?
    public var expected: ExpectedScenario
    /// One line.
    public var story: String
  }

  /// The seed of the cases that every run of the tests goes through, and how many they are.
  public static let committedSeed: UInt64 = 20_251_120
  public static let committedCount = 1_350

  /// Every value of each axis, every pair of values that go together, then random ones. The same
  /// for a seed, whatever the count; at least as many as the pairs need.
  public static func cases(seed: UInt64, count: Int) -> [Scenario] {
    var generator = SeededGenerator(seed: seed, label: "scenarios")
    let cover = PairCover(sizes: ScenarioAxes.sizes) { values in
      ScenarioAxes(values).settled()?.values
    }
    return cover.rows(count: count, &generator).enumerated().map { index, row in
      let axes = ScenarioAxes(row)
      let digits = String(index)
      let number = String(repeating: "0", count: max(0, 4 - digits.count)) + digits
      return Scenario(
        name: ([number] + axes.words).joined(separator: "-"), axes: axes,
        seed: seed &* 1_000_003 &+ UInt64(index))
    }
  }

  /// Writes the logs, and tells what they should be found to say.
  public func content() throws(ZlibFailure) -> Content {
    var world = ScenarioWorld(axes, seed: seed)
    world.play()
    world.addDecoy()
    world.settleRestarts()
    world.suffer()
    let entries = world.composer.entries
    let truth = ScenarioTruth(
      axes: axes, platform: world.platform, boots: world.boots,
      runtimeFailures: world.runtimeFailures, entries: entries,
      deployedRevisions: Set(world.deployments.keys), undecided: world.undecided)
    var files: [File] = []
    for (index, part) in ScenarioDelivery(axes: axes, seed: seed).files(entries).enumerated() {
      let bytes = axes.form.encode(part)
      files.append(
        File(
          name: "logs-\(index).\(axes.form.fileExtension)" + (axes.isGzipped ? ".gz" : ""),
          bytes: axes.isGzipped ? try Gzip.compress(bytes, members: 2) : bytes))
    }
    return Content(
      files: files, profile: StartupStyles.named(axes.style)?.profileYAML,
      impact: ScenarioWorth(axes.worth)?.yaml, expected: truth.expected(),
      story: axes.words.joined(separator: ", "))
  }
}
