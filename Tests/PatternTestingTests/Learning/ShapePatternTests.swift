import LogModel
import Patterns
import Testing

@testable import PatternTesting

@Suite struct ShapePatternTests {
  private func pattern(_ lines: [String]) throws -> ShapePattern {
    var shape = MessageShape(line: try #require(lines.first))
    for line in lines.dropFirst() { shape.merge(MessageShape(line: line)) }
    return ShapePattern(shape)
  }

  @Test func whatIsTheSameEverywhereIsText() throws {
    let all = try pattern(["Redis is not reachable", "Redis is not reachable"])
    #expect(all.tests.first == .contains("Redis is not reachable"))
    #expect(all.title == "Redis is not reachable")
  }

  @Test func whatVariesIsAPlaceholderOfItsKind() throws {
    let all = try pattern([
      "table 'orders' has 3 of 17 columns at 10.0.0.1",
      "table 'users' has 4 of 17 columns at 10.0.0.2",
    ])
    #expect(
      all.tests.first
        == .regex(
          "table '(?<table>[^'\\n]*)' has [0-9]+ of 17 columns at (?<address>[0-9A-Fa-f.:]+)"))
    #expect(all.title == "table … has … of 17 columns at …")
  }

  @Test func aWordThatVariesIsAValue() throws {
    let all = try pattern(["queue letters is bound twice", "queue parcels is bound twice"])
    #expect(
      all.tests.first == .regex(#"queue (?<queue>[^\s"'`<>()\[\]{}]+) is bound twice"#))
  }

  @Test func timesAddressesAndIdsAreNoText() throws {
    let all = try pattern(["worker lost at 2025-09-16T00:41:13Z on 10.0.0.1 and was replaced soon"])
    #expect(all.tests.first != nil)
    for test in all.tests {
      guard case .contains(let text) = test else { continue }
      #expect(!text.contains("10.0.0.1") && !text.contains("2025"))
    }
    #expect(!all.title.contains("10.0.0.1") && !all.title.contains("2025"))
  }

  @Test func secretsAreNoText() throws {
    let all = try pattern(["connecting to the ledger with password=hunter2 was refused by it"])
    for test in all.tests {
      switch test {
      case .contains(let text), .regex(let text): #expect(!text.contains("hunter"), "\(text)")
      }
    }
    #expect(!all.title.contains("hunter") && !all.words.contains("hunter"))
  }

  @Test func theRestOfLinesThatPartIsLeftOut() throws {
    let all = try pattern([
      "cannot open the ledger: file is locked", "cannot open the ledger (again)",
    ])
    #expect(all.tests.first == .contains("cannot open the ledger"))
  }

  @Test func everyTestHoldsOfEveryLine() throws {
    var dice = SystemDice(seed: 11)
    for _ in 0..<200 {
      let lines = dice.lines()
      let all = try pattern(lines)
      for test in all.tests.prefix(1) {
        let predicate = try #require(test.predicate, "\(test)")
        for line in lines { #expect(predicate.matches(line), "\(test) of \(line)") }
      }
    }
  }

  @Test func mergingDoesNotDependOnOrder() throws {
    var dice = SystemDice(seed: 5)
    for _ in 0..<200 {
      let lines = dice.lines()
      let forward = try pattern(lines)
      let backward = try pattern(lines.reversed())
      #expect(forward.tests == backward.tests)
      #expect(forward.title == backward.title)
    }
  }

  @Test func templatesThatDifferInOneWordAreOne() {
    let clusters = TemplateClusters([
      "user alice has no role here", "user bob has no role here", "user eve has no role here",
      "the disk is full again", "the disk is slow again",
    ])
    #expect(clusters.keys["user bob has no role here"] == "user <*> has no role here")
    #expect(clusters.keys["the disk is full again"] == "the disk is full again")
  }
}

/// Lines that have something in common.
struct SystemDice: RandomNumberGenerator {
  private var state: UInt64
  init(seed: UInt64) { state = seed }
  mutating func next() -> UInt64 {
    state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
    return state ^ state >> 29
  }

  private static let words = [
    "cannot", "open", "ledger", "(retry)", "naïve", "a+b", "[x]", "$1", "worker^2", "日本語", "…",
    "\\d",
  ]

  mutating func lines() -> [String] {
    let words = (0..<Int.random(in: 3...8, using: &self)).map { _ in
      SystemDice.words.randomElement(using: &self) ?? ""
    }
    let slots = (0..<2).map { _ in Int.random(in: 0..<words.count, using: &self) }
    return (0..<Int.random(in: 1...4, using: &self)).map { _ in
      var line = words
      for slot in slots { line[slot] = value() }
      return line.joined(separator: " ")
    }
  }

  private mutating func value() -> String {
    let number = Int.random(in: 0...9999, using: &self)
    return [
      "\(number)", "10.0.0.\(number % 250)", "'n\(number)'", "/srv/f\(number).txt",
      "u\(number)@x.org",
      "\(number)ms", "0xab\(number)", "word", "https://x.org/\(number)",
    ].randomElement(using: &self) ?? ""
  }
}
