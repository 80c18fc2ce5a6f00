import Foundation
import Testing

/// Plain logs, whose lines tell their times in many forms, through the built program: what happened is
/// told in the order of those times, however the lines come.
@Suite struct PlainLogOrderTests {
  private struct Dice: RandomNumberGenerator {
    var state: UInt64
    mutating func next() -> UInt64 {
      state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
      return state ^ state >> 29
    }
  }

  private static let signatures =
    Checkout.cases + "/times-of-plain-logs-are-read-in-any-of-their-forms/mine.yaml"

  /// The steps of the case's signature once, each in a form of its own, among lines of others.
  private static let lines = [
    "I0311 13:59:30.000001       7 node.go:31] node vm-a is under memory pressure",
    "Mar 11 14:00:01 vm-a kernel: shop invoked oom-killer",
    "ts=1741701605.5 level=error msg=\"shop is not ready: connection refused\"",
    "2025/03/11 14:00:09 [error] 7#7: *12 upstream shop is gone while connecting",
    "[Tue Mar 11 13:59:00.123456 2025] [core:notice] node vm-b is under memory of pressure",
    "7:M 11 Mar 2025 13:59:59.421 * Ready", "1741701619421 listening",
    "Mar 11, 2025 2:00:19 PM org.a.B start", "11-Mar-2025 14:00:19.421 INFO [main] up",
  ]

  private func digest(_ lines: [String]) throws -> DigestDocument {
    let scratch = try ScratchDirectory()
    let path = "\(scratch.path)/plain.log"
    try Data(lines.joined(separator: "\n").utf8).write(to: URL(fileURLWithPath: path))
    let outcome = try Tool().run(
      [
        "scan", "--format", "json", "--now", "2025-03-12T00:00:00Z", "--no-default-patterns",
        "--patterns", PlainLogOrderTests.signatures, path,
      ])
    #expect(outcome.status == 0, "\(outcome.errors)")
    return try DigestDocument(outcome.output)
  }

  @Test func orderOfLinesChangesNothing() throws {
    var dice = Dice(state: 5)
    let whole = try digest(PlainLogOrderTests.lines)
    #expect(whole.incidents.count == 1)
    for _ in 0..<6 {
      let other = try digest(PlainLogOrderTests.lines.shuffled(using: &dice))
      #expect(other.incidentLines == whole.incidentLines)
    }
  }

  @Test func stepsInAnotherOrderOfTimeAreNoIncident() throws {
    let late = PlainLogOrderTests.lines.map {
      $0.replacing("Mar 11 14:00:01 vm-a", with: "Mar 11 14:00:08 vm-a")
    }
    #expect(try digest(late).incidents.isEmpty)
  }
}
