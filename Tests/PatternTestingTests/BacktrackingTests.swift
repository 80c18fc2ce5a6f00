import Patterns
import Testing

@testable import PatternTesting

/// Regexes that may be given up are known by their form and by trial.
@Suite struct BacktrackingTests {
  @Test(arguments: [
    #"^(a+)+$"#, #"(a|a)*b[xy]"#, #"job .*.*[xy]"#, #"(\w+\s?)*[.]$"#, #"(a|aa)+$"#,
    #"^(([a-z])+.)+[A-Z]([a-z])+$"#, #"(.*a){20}"#, #"(?:a?){40}a{40}[bc]"#, #"(x+x+)+y"#,
    #"^(?:[^,]|\w)*;"#, #"^(\d+|\w+)*;"#, #"(?:.*,)*z$"#, #"(.*)(.*)z"#, #"(?:a|b|ab)*c"#,
    #""(?:[^"\\]+|\\.)*""#, #"^(?<word>[a-z]+)*(?:\d|$)x"#, #"failed: (?:\S+ ?)+ at line"#,
    #"(?P<a>(?:\d+,?)+);"#, #"^([\w.-]+)+@x"#,
  ])
  func `what goes back and forth is found`(pattern: String) throws {
    let regex = try Regex(pattern, ignoreCase: false)
    let proof = try #require(BacktrackingTrial.proof(against: regex))
    // The text that is told is one indeed.
    let workspace = RegexWorkspace()
    let text =
      proof.attack.before + String(repeating: proof.word, count: proof.count) + proof.misfit
      + proof.attack.after + proof.misfit
    #expect(!regex.matches(text, in: workspace))
    #expect(workspace.hasGivenUp)
  }

  @Test(arguments: [
    #"^\w+(?:\s\w+)*[.]$"#, #"^(?>a+)+$"#, #"(a++)+$"#, #"(?:\w+, )*end[.]"#, #"a+b"#,
    #"key=(\w+) .*val=(\w+)"#, #"^\s*(\S+\s+)+at"#, #""(?:[^"\\]|\\.)*""#, #"[^:]*: .*failed"#,
    #"^(?:\[[^\]\n]*\] )?worker: (?<stop>Warm|Cold) shutdown"#, #"(?:ab){3}c"#, #"(?:a|b){2}x"#,
    #"error\s*:\s*(\d+)"#, #"(?:one|two|three)+ done"#,
  ])
  func `what is told apart in one way is left alone`(pattern: String) throws {
    #expect(BacktrackingTrial.proof(against: try Regex(pattern, ignoreCase: false)) == nil)
  }

  /// The reader is approximate, but it knows where a part begins and ends.
  @Test(arguments: [
    (#"^a(?:b|c)*+d$"#, [#"^"#, "a", #"(?:b|c)*+"#, "d", "$"]),
    (#"[]x-z\]]{2,}(?=q)\bé"#, [#"[]x-z\]]{2,}"#, "(?=q)", #"\b"#, "é"]),
    (
      #"(?<n>a)\k<n>(?i:b)\x{e9}[[:alpha:]]??"#,
      ["(?<n>a)", #"\k<n>"#, "(?i:b)", #"\x{e9}"#, "[[:alpha:]]??"]
    ),
  ])
  func `a pattern is read into its parts`(pattern: String, parts: [String]) throws {
    let part = try #require(RegexReader.part(of: pattern))
    let scalars = Array(pattern.unicodeScalars)
    #expect(
      part.children.map { String(String.UnicodeScalarView(scalars[$0.range])) } == parts)
  }

  @Test(arguments: ["(?x) a b", #"\Qa.b\E"#, "(*UCP)a", "[[:nothing:]]"])
  func `what is not known is not judged`(pattern: String) throws {
    #expect(RegexReader.part(of: pattern) == nil)
  }
}
