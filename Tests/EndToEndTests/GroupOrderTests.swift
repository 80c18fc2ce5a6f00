import Foundation
import Testing

/// Signatures that take several entries, through the built program: the same logs give the same incidents,
/// in whatever order, in how many files and how often they come.
@Suite struct GroupOrderTests {
  private struct Dice: RandomNumberGenerator {
    var state: UInt64
    mutating func next() -> UInt64 {
      state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
      return state ^ state >> 29
    }
  }

  private static let signatures =
    Checkout.cases
    + "/signatures-of-several-entries-fire-in-event-time/mine.yaml"

  /// Lines that the case's signatures ask for, at random times, many at the same one.
  private func lines(_ dice: inout Dice) -> [String] {
    var log = TrapLog()
    let texts = [
      "failover of db-1 began", "failover of db-2 began", "pool to db-1 is empty",
      "pool to db-2 is empty", "pool was rebuilt", "login failed for bob", "login failed for eve",
      "redis is gone", "postgres is gone", "redis is gone and postgres is gone", "nothing",
    ]
    for _ in 0..<120 {
      log.service = ["shop", "cart"].randomElement(using: &dice) ?? ""
      log.instance = ["a", "b", "c"].randomElement(using: &dice) ?? ""
      let second = Int.random(in: 0..<600, using: &dice)
      let clock = "08:\(10 + second / 60):\(10 + second % 50)"
      let severity = ["INFO", "ERROR"].randomElement(using: &dice)
      log.add(clock, texts.randomElement(using: &dice) ?? "", severity: severity)
    }
    return log.lines
  }

  private func digest(_ files: [[String]]) throws -> DigestDocument { try run(files).document }

  /// The digest, and the seconds of processor time that it took.
  private func run(_ files: [[String]]) throws -> (document: DigestDocument, seconds: Double) {
    let scratch = try ScratchDirectory()
    var paths: [String] = []
    for (index, lines) in files.enumerated() {
      paths.append("\(scratch.path)/\(index).json")
      try Data(lines.joined(separator: "\n").utf8).write(to: URL(fileURLWithPath: paths[index]))
    }
    let outcome = try Tool().run(
      [
        "scan", "--format", "json", "--now", "2025-09-30T12:00:00Z", "--no-default-patterns",
        "--patterns", GroupOrderTests.signatures,
      ] + paths)
    #expect(outcome.status == 0, "\(outcome.errors)")
    return (try DigestDocument(outcome.output), outcome.processorSeconds)
  }

  @Test(arguments: 1...6 as ClosedRange<UInt64>) func orderChangesNothing(seed: UInt64) throws {
    var dice = Dice(state: seed)
    let lines = lines(&dice)
    let whole = try digest([lines])
    #expect(whole.incidents.count >= 2)
    let errors = whole.root.number("input.explainedErrorEntries")
    for _ in 0..<3 {
      let shuffled = lines.shuffled(using: &dice)
      let other = try digest([shuffled])
      #expect(other.incidentLines == whole.incidentLines)
      #expect(other.root.number("input.explainedErrorEntries") == errors)
      let cut = Int.random(in: 0...lines.count, using: &dice)
      let parts = try digest([
        Array(shuffled[cut...]), Array(shuffled[..<cut]), Array(lines[..<cut]),
      ])
      #expect(parts.incidentLines == whole.incidentLines)
      #expect(parts.root.number("input.explainedErrorEntries") == errors)
    }
  }

  /// Each host is a scope of its own, and what vetoes counts for all of them.
  @Test func manyScopesAndVetoesTakeLinearTime() throws {
    func two(_ number: Int) -> String { number < 10 ? "0\(number)" : "\(number)" }
    var log = TrapLog()
    for host in 0..<20_000 {
      let clock = "\(two(host / 60 % 24)):\(two(host % 60))"
      let minute = "2025-09-\(two(1 + host / 1440))T\(clock)"
      log.add(minute + ":00Z", "failover of db-\(host) began")
      log.add(minute + ":01Z", "pool to db-\(host) is empty", severity: "ERROR")
      if host % 2 == 0 { log.add(minute + ":02Z", "pool was rebuilt") }
    }
    let (document, seconds) = try run([log.lines])
    #expect(document.incidents.map { $0.number("occurrences") } == [20_000])
    // Looking at every veto for every host takes many minutes.
    #expect(seconds < 120)
  }
}
