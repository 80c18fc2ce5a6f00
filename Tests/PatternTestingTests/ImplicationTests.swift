import LogModel
import Patterns
import Testing

@testable import PatternTesting

/// What is claimed of conditions is so: no entry contradicts it.
@Suite struct ImplicationTests {
  @Test(arguments: [1, 2, 3, 4] as [UInt64])
  func `an entry of the one is one of the other`(seed: UInt64) {
    var world = RandomConditions(seed: seed)
    let conditions = (0..<120).map { _ in world.condition() }
    let entries = (0..<300).map { _ in world.entry() }
    let held = conditions.map { condition in entries.map { condition.holds(of: $0) } }
    let index = ImplicationIndex(conditions)
    let implication = Implication()
    var claims = 0
    var shown = 0
    for (left, condition) in conditions.enumerated() {
      let candidates = Set(index.candidates(for: condition))
      for (right, other) in conditions.enumerated() where left != right {
        guard implication.holds(condition, other) else { continue }
        claims += 1
        #expect(candidates.contains(right), "not looked at: \(condition) → \(other)")
        let isContradicted = zip(held[left], held[right]).contains { $0 && !$1 }
        #expect(!isContradicted, "\(condition) → \(other)")
        if held[left].contains(true) { shown += 1 }
      }
    }
    // Enough is claimed, and of what can be seen.
    #expect(claims > 200)
    #expect(shown > 100)
  }

  @Test(arguments: [5, 6] as [UInt64])
  func `what can never hold never does`(seed: UInt64) {
    var world = RandomConditions(seed: seed)
    let contradiction = Contradiction(implication: Implication())
    let entries = (0..<300).map { _ in world.entry() }
    var claims = 0
    for _ in 0..<3000 {
      let condition = world.condition()
      guard contradiction.reason(against: condition) != nil else { continue }
      claims += 1
      #expect(!entries.contains { condition.holds(of: $0) }, "\(condition)")
    }
    #expect(claims > 20)
  }

  private func text(_ test: TextPredicate.Test, ignoreCase: Bool = false) -> Condition {
    .message(
      TextPredicate(
        test: test, ignoreCase: ignoreCase,
        location: SourceLocation(file: "a.yaml", line: 1, column: 1)))
  }

  @Test func `what is plain is claimed`() throws {
    let implication = Implication()
    let long = text(.contains("disk on fire"))
    let short = text(.contains("on fire"))
    let regex = text(.regex(try Regex("disk on fire in (?<room>\\w+)", ignoreCase: false)))
    #expect(implication.holds(long, short))
    #expect(!implication.holds(short, long))
    #expect(implication.holds(regex, long))
    #expect(implication.holds(text(.equals("a disk on fire")), long))
    #expect(implication.holds(long, text(.contains("DISK"), ignoreCase: true)))
    #expect(implication.holds(.any([long, regex]), .any([short, .severity(atLeast: .error)])))
    #expect(implication.holds(.all([.severity(atLeast: .error), long]), short))
    #expect(!implication.holds(short, .all([.severity(atLeast: .error), short])))
    #expect(implication.holds(.not(short), .not(long)))
  }
}
