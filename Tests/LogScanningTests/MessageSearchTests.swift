import LogModel
import Patterns
import Testing

@testable import LogScanning

/// A regex that the automaton cannot take is prefiltered, found by a text that it requires, or tried on
/// every message; in each case PCRE2 decides.
@Suite struct MessageSearchTests {
  enum Way { case literals, automaton, prefilter, everyMessage }

  struct Sample: CustomStringConvertible {
    var pattern: String
    var way: Way
    /// Texts of each of which it is known whether they match.
    var texts: [(text: String, matches: Bool)]
    var description: String { pattern }

    init(_ pattern: String, _ way: Way, _ matching: [String], _ others: [String]) {
      self.pattern = pattern
      self.way = way
      texts = matching.map { ($0, true) } + others.map { ($0, false) }
    }
  }

  static let samples: [Sample] = [
    // What the automaton takes as it is.
    Sample(#"a[bc]+d?e"#, .automaton, ["xabbce", "acde"], ["ade", "abd"]),
    Sample(#"^\d{3}$"#, .automaton, ["404", "a\n404\nb"], ["4040", "40"]),
    // Lookaround.
    Sample(#"[45]\d\d(?= \w)"#, .prefilter, ["503 x"], ["503", "503  "]),
    Sample(#"(?<!x)[45]\d\d"#, .prefilter, ["y503", "503"], ["x503", "103"]),
    Sample(#"(?<=[a-c])\d(?!\d)"#, .prefilter, ["a1", "b7x"], ["d1", "a12", "1"]),
    // Backreferences.
    Sample(#"(\w)\1"#, .prefilter, ["boot"], ["bot", "bo ot"]),
    Sample(#"(?<q>["'])x\k<q>"#, .prefilter, [#"'x'"#], [#"'x""#]),
    // Possessive and atomic.
    Sample(#"a++[ab]"#, .prefilter, ["aab", "ab"], ["aaa", "a"]),
    Sample(#"(?>a|ab)[cd]"#, .prefilter, ["ac", "xad"], ["abc", "ab"]),
    // What no automaton knows; a text that they require may still announce them.
    Sample(#"a\Kb[cd]"#, .everyMessage, ["abc"], ["bc", "ab"]),
    Sample(#"x\Ry"#, .everyMessage, ["x\r\ny", "x\ny"], ["xy", "x y"]),
    Sample(#"<(?:[^<>]|(?R))*>"#, .everyMessage, ["<a<b>c>", "<>"], ["<", "a>"]),
    Sample(#"(?(?=a)ab|c\d)"#, .prefilter, ["ab", "c3"], ["ac", "cb"]),
    Sample(#"(?<n>\d\d)x(?&n)"#, .everyMessage, ["12x34"], ["12x3"]),
    Sample(#"exited\R+then \Kdied"#, .literals, ["exited\nthen died"], ["exited then died"]),
    Sample(#"disk (\w)\1 full"#, .literals, ["disk aa full"], ["disk ab full"]),
    Sample(#"(?<=the )disk full"#, .literals, ["the disk full"], ["a disk full", "the disk ful"]),
    Sample(#"disk(?>s|se)?+ full"#, .literals, ["disks full", "disk full"], ["diskse full"]),
    // Properties of Unicode, and words beyond ASCII.
    Sample(#"\p{Lu}\p{Ll}"#, .automaton, ["Éa", "Aé", "xAb"], ["éa", "ab", "AB"]),
    Sample(#"(*UCP)\bé\w"#, .prefilter, ["a éa", "éé"], ["aéa", "é a"]),
    Sample(#"\bx\d"#, .automaton, ["a x1", "éx1"], ["ax1"]),
  ]

  @Test(arguments: samples) func `is found the way it can be`(sample: Sample) throws {
    let predicate = try predicate(sample.pattern)
    let way: Way =
      switch MessageSearch(of: predicate) {
      case .literals: .literals
      case .automaton: .automaton
      case .prefilter: .prefilter
      case .everyMessage: .everyMessage
      }
    #expect(way == sample.way, "\(MessageSearch(of: predicate))")
  }

  /// Through the scanner, among other patterns and alone.
  @Test(arguments: samples) func `is found where PCRE2 finds it`(sample: Sample) throws {
    let own = try predicate(sample.pattern)
    let other = try predicate("nothing of this kind")
    for conditions in [[Condition.message(own)], [.message(other), .message(own)]] {
      let library = PatternLibrary(
        signatures: conditions.enumerated().map { number, condition in
          MessageSearchTests.signature("s\(number)", condition)
        }, profiles: [], impact: ImpactModel())
      let scanner = try LogScanner(library: library, options: ScanOptions())
      for (text, matches) in sample.texts {
        let entry = #"{"textPayload":\#(MessageSearchTests.json(text))}"#
        let found = scanner.scan([
          InputObject(kind: .memory(name: "a.json", bytes: Array(entry.utf8)))
        ]).facts.sorted
        #expect(found.count == (matches ? 1 : 0), "\(text)")
        if case .regex(let regex) = own.test { #expect(regex.matches(text) == matches, "\(text)") }
      }
    }
  }

  @Test func `what is tried on every message is told, unless another announces it`() throws {
    let open = try predicate(#"a\Kb[cd]"#)
    let known = try predicate("disk full")
    func tried(_ condition: Condition) throws -> [String] {
      let library = PatternLibrary(
        signatures: [MessageSearchTests.signature("s", condition)], profiles: [],
        impact: ImpactModel())
      let match = try #require(library.signatures.first?.match)
      return MessageSearch.triedOnEveryMessage(match).map { predicate, _ in
        guard case .regex(let regex) = predicate.test else { return "" }
        return regex.pattern
      }
    }
    #expect(try tried(.message(open)) == [#"a\Kb[cd]"#])
    #expect(try tried(.all([.message(open), .severity(atLeast: .error)])) == [#"a\Kb[cd]"#])
    #expect(try tried(.any([.message(open), .message(known)])) == [#"a\Kb[cd]"#])
    #expect(try tried(.all([.message(open), .message(known)])) == [])
    #expect(try tried(.all([.not(.message(open)), .message(known)])) == [])
    #expect(try tried(.message(known)) == [])
  }

  @Test func `letters beyond ASCII are folded by trying every message`() {
    let location = SourceLocation(file: "a.yaml", line: 1, column: 1)
    let folded = TextPredicate(test: .contains("Éa"), ignoreCase: true, location: location)
    #expect(
      MessageSearch(of: folded) == .everyMessage("'ignoreCase' has letters beyond ASCII to fold"))
    let plain = TextPredicate(test: .contains("Éa"), ignoreCase: false, location: location)
    #expect(MessageSearch(of: plain) == .literals(["Éa"]))
  }

  private func predicate(_ pattern: String) throws -> TextPredicate {
    TextPredicate(
      test: .regex(try Regex(pattern, ignoreCase: false)), ignoreCase: false,
      location: SourceLocation(file: "a.yaml", line: 1, column: 1))
  }

  private static func signature(_ id: String, _ match: Condition) -> Signature {
    Signature(
      id: id, title: id, severity: .error, role: .cause, tags: [], match: match, explains: [],
      startup: nil, why: [], impactCapabilities: [], impactTags: [], fixes: [], references: [],
      crossFires: [], examples: Examples(matches: [], ignores: []),
      location: SourceLocation(file: "a.yaml", line: 1, column: 1))
  }

  private static func json(_ text: String) -> String {
    var json = "\""
    for scalar in text.unicodeScalars {
      switch scalar {
      case "\"", "\\": json += "\\\(scalar)"
      case "\n": json += "\\n"
      case "\r": json += "\\r"
      default: json.unicodeScalars.append(scalar)
      }
    }
    return json + "\""
  }
}
