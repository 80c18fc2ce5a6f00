import Patterns
import Testing

@Suite("A sieve for texts")
struct TextSieveTests {
  private func predicates(_ conditions: [String]) throws -> [TextPredicate] {
    let files = conditions.enumerated().map { number, text in
      PatternFile(
        name: "\(number).yaml",
        text: signature(id: "s-\(number + 100)", match: "{ message: \(text) }"))
    }
    return try PatternLibraryLoader.load(files: files).messagePredicates
  }

  @Test func `lets through what holds, and little else`() throws {
    let predicates = try predicates(
      (0..<500).map { "{ regex: 'connection to host\($0 + 1000) (?:lost|refused)' }" })
    let sieve = TextSieve(predicates)
    let candidates = sieve.candidates(in: "the connection to host1234 refused it")
    #expect(candidates.contains(234))
    #expect(candidates.count < 20)
    #expect(sieve.candidates(in: "").isEmpty)
    #expect(sieve.candidates(in: "nothing of the kind").isEmpty)
  }

  /// On texts made of the predicates' own pieces and of what is easily mistaken for them.
  @Test func `never holds back what holds`() throws {
    let predicates = try predicates([
      "{ contains: boom }", "{ contains: BOOM, ignoreCase: true }", "{ contains: ab }",
      "{ equals: boom }", "{ equals: Kelvin, ignoreCase: true }",
      "{ contains: task, ignoreCase: true }",
      "{ regex: '(?:alpha|bravo) lost' }", "{ regex: 'k[0-9]+elvin', ignoreCase: true }",
      "{ regex: '[0-9]+' }", "{ contains: größe }", "{ contains: GRÖSSE, ignoreCase: true }",
      "{ regex: 'taskmaster', ignoreCase: true }",
    ])
    let sieve = TextSieve(predicates)
    let pieces = [
      "boom", "Boom", "a", "b", "kelvin", "\u{212A}elvin", "ta\u{17F}k", "TASK", "taskmaster",
      "ta\u{17F}kma\u{17F}ter", "alpha", "bravo", " lost", "7", "größe", "grösse", "GRÖSSE", "é",
      " ",
    ]
    var state: UInt64 = 5
    func random(_ bound: Int) -> Int {
      state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
      return Int(state >> 33) % bound
    }
    var held = 0
    for _ in 0..<3000 {
      let text = (0..<random(5)).map { _ in pieces[random(pieces.count)] }.joined()
      let candidates = sieve.candidates(in: text)
      for (id, predicate) in predicates.enumerated() where predicate.matches(text) {
        held += 1
        #expect(candidates.contains(id), "\(predicate.test) holds of \(text)")
      }
    }
    #expect(held > 1000)
  }
}
