import Testing

@testable import Patterns

/// Of texts that differ in their digits only, a blind regex says the same.
@Suite struct DigitBlindnessTests {
  static let blindPatterns = [
    "", "abc", "worker (?<id>\\d+)", "[0-9]+", "[^0-9a-f]", "a{3}", "a{2,}b{1,4}?", "[\\d.]+ ?ms",
    "(?:a|b)\\.(?i)c", "(?<name1>\\w+)", "(?P<x2>.)", "(?=a)(?!b)(?<=c)(?<!d)", "[]a]", "\\[x\\]",
    "[a\\]0-9]", "(?i:x)", "a{", "{x}", "^\\s*$", "é[à-ü]+",
  ]
  static let sightedPatterns = [
    "1", "a5", "[1-9]", "[0-8]", "[05]", "[+-0-9]", "\\x35", "\\065", "(\\d)\\1", "(?<a>.)\\k<a>",
    "(?<a>.)(?P=a)", "(.)\\g1", "\\{5}", "a{,5}", "a{5", "a{5,6", "{5 }", "[{5}]", "[[:alpha:]{3}]",
    "(?x)a # [\n 0-9 ]", "\\Q5\\E", "(?#5)", "(?1)", "(?(1)a)", "(*UTF)a", "\\p{Nd}", "a|b2",
    "[a", "a\\", "(?'n'a)", "[\\1-9]", "[x-0-9]",
  ]

  @Test(arguments: blindPatterns) func blind(pattern: String) {
    #expect(DigitBlindness.holds(of: pattern))
  }

  @Test(arguments: sightedPatterns) func sighted(pattern: String) {
    #expect(!DigitBlindness.holds(of: pattern))
  }

  private static let pieces = [
    "a", "b", "\\d", "\\w", "\\D", ".", "[0-9]", "[^0-9]", "[a0-9]", "[1-5]", "[0-9-]", "5", "{2}",
    "{1,2}", "{,2}", "{", "+", "*?", "|", "(", "(?:", "(?<n>", ")", "\\1", "\\b", "^", "$", "[",
    "]", "-", "\\{", "(?i)", "(?!", "(?<=", "\\x3", "\\s", " ", "[[:digit:]]", "0-9", "\\Q", "\\E",
    "(?x)", "#", "\n",
  ]

  @Test(arguments: 0..<20)
  func saysTheSame(seed: UInt64) {
    var state = seed &* 0x9E37_79B9_7F4A_7C15 &+ 1
    func roll(_ count: Int) -> Int {
      state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
      return Int(state >> 33) % count
    }
    var tried = 0
    for _ in 0..<4000 {
      let pattern = (0..<(1 + roll(7))).map { _ in
        DigitBlindnessTests.pieces[roll(DigitBlindnessTests.pieces.count)]
      }.joined()
      guard DigitBlindness.holds(of: pattern), let regex = try? Regex(pattern, ignoreCase: false)
      else { continue }
      tried += 1
      let text = (0..<roll(12)).map { _ in Array("ab 0123456789.{}-]#\n".utf8)[roll(20)] }
      let other = text.map { $0 &- 48 < 10 ? UInt8(48 + roll(10)) : $0 }
      let spans = [text, other].map { bytes in
        bytes.withUnsafeBufferPointer { bytes in
          let workspace = RegexWorkspace()
          var spans = ["\(regex.matches(bytes, in: workspace))"]
          regex.forEachCapture(of: bytes, in: workspace) { spans.append("\($0) \($1)") }
          return spans
        }
      }
      #expect(spans[0] == spans[1], "\(pattern) on \(text) and \(other)")
    }
    #expect(tried > 100)
  }
}
