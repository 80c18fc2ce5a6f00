import Patterns
import Testing

@Suite struct RequiredLiteralsTests {
  func literals(_ pattern: String, ignoreCase: Bool = false) -> [String]? {
    RequiredLiterals.literals(of: pattern, ignoreCase: ignoreCase)
  }

  @Test(arguments: [
    ("connection refused", ["connection refused"]),
    (#"No module named '(?<module>[\w.]+)'"#, ["No module named '"]),
    (#"^\[\d+\] \[ERROR\] Worker failed"#, ["] [ERROR] Worker failed"]),
    ("(?:alpha|bravo): end", ["alpha", "bravo"]),
    ("(?:alpha|bra): finish", [": finish"]),
    ("alpha|bravo", ["alpha", "bravo"]),
    ("colou?r scheme", ["r scheme"]),
    ("abcd+efgh", ["abcd"]),
    ("(?:abcdef)?ghij", ["ghij"]),
    ("(?:abcdef){2,3}gh", ["abcdef"]),
    (#"foo\.bar\(baz"#, ["foo.bar(baz"]),
    ("(?!never)always", ["always"]),
    ("wor[lk]d peace", ["d peace"]),
    ("(a(b(cdefg)h)i)", ["abcdefghi"]),
    ("(?|abcdef|ghijkl)", ["abcdef", "ghijkl"]),
    (#"(a?)\1abcdef"#, ["abcdef"]),
    (#"(?<n>ab)\k<n>\g{1}\g-1cdefg"#, ["cdefg"]),
    (#"exited\R+then \Kdied"#, ["then died"]),
    (#"disk (?R)? full(?1)(?&n)(?P>n)(?P=n)(?'n'x)"#, ["disk "]),
    ("(?(?=ab)abcdef|cdefgh)opqrs(?(<n>)uvwxyz)", ["opqrs"]),
    (#"\p{Lu}\pL\P{L}abcdef"#, ["abcdef"]),
  ])
  func findsWhatMustOccur(pattern: String, expected: [String]) {
    #expect(literals(pattern) == expected)
  }

  @Test(arguments: [
    #"\d+"#, "a.b.c", "(?i)connection", "abc", "alpha|b", "(?:alpha)?", #"\x41\x42\x43\x44long"#,
    #"\Qconnection\E refused"#, "[[:alpha:]]bcdef", "(*UTF)abcdef", "(?#note)abcdef", "abcd)ef",
    "abcdef(?#note)?", "abcdef{,3}", "(?(1)abcdef)", "(?(DEFINE)(?<n>abcdef))(?&n)", "",
  ])
  func givesUpWhereItDoesNotKnow(pattern: String) {
    #expect(literals(pattern) == nil)
  }

  @Test func lettersBeyondASCIIAreNotFolded() {
    #expect(literals("Köln is down", ignoreCase: true) == ["ln is down"])
    #expect(literals("Köln is down") == ["Köln is down"])
  }

  /// Whatever a regex matches holds one of its literals: on texts made of the pattern's own pieces.
  @Test func aMatchHoldsOneOfTheLiterals() throws {
    let pieces = [
      "abcd", "e", "(?:fghi|jk)", "[lm]+", "n?", "opqr", ".", "(?:st)*", "uvwx{1,2}", "|",
      "(e|st)", #"\1"#, #"\g{1}?"#, "(?(1)abcd|opqr)", "(?(?=e)e|jk)", #"\K"#, "(?1)*", #"\p{Ll}"#,
      "(?|abcd|opqr)",
    ]
    var state: UInt64 = 7
    func random(_ bound: Int) -> Int {
      state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
      return Int(state >> 33) % bound
    }
    var matched = 0
    for _ in 0..<3000 {
      let pattern = (0..<(1 + random(6))).map { _ in pieces[random(pieces.count)] }.joined()
      guard let literals = literals(pattern), let regex = try? Regex(pattern, ignoreCase: false)
      else { continue }
      for _ in 0..<40 {
        let samples = ["abcd", "e", "fghi", "jk", "lm", "n", "opqr", "z", "st", "uvwx", "uvwxx"]
        let text = (0..<(1 + random(7))).map { _ in samples[random(samples.count)] }.joined()
        guard regex.matches(text) else { continue }
        matched += 1
        #expect(literals.contains { text.contains($0) }, "\(pattern) matches \(text)")
      }
    }
    #expect(matched > 1000)
  }
}
