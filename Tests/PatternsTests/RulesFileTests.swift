import LogModel
import Testing

@testable import Patterns

@Suite("Files of the CRE format")
struct RulesFileTests {
  /// A file of one rule; `terms` are lines of the top-level map.
  private func file(_ rule: String, terms: String = "") -> String {
    """
    rules:
      - cre: { id: CRE-2099-0001, severity: 2, title: A sample }
        metadata: { kind: rule, id: 6abc, gen: 1, hash: 7def }
        rule: { \(rule) }
    \(terms.isEmpty ? "" : "terms: { \(terms) }")
    """
  }

  private func library(_ text: String) throws -> PatternLibrary {
    try PatternLibraryLoader.load(files: [PatternFile(name: "a.yaml", text: text)])
  }

  private func rule(_ rule: String, terms: String = "") throws -> ReliabilityRule {
    try #require(library(file(rule, terms: terms)).signature("CRE-2099-0001")?.rule)
  }

  /// What a term looks for, with the kind before it.
  private func told(_ test: LineTest) -> String {
    switch test {
    case .jq(let program, _): return "jq \(program)"
    case .text(let predicate):
      switch predicate.test {
      case .contains(let text): return "value \(text)"
      case .regex(let regex): return "regex \(regex.pattern)"
      case .equals(let text): return "equals \(text)"
      }
    }
  }

  private func terms(_ written: String, terms: String = "") throws -> [String] {
    let rule = try rule(
      "set: { event: { source: x }, window: 1s, match: [z, \(written)] }",
      terms: terms)
    return rule.terms.dropFirst().map { "\(told($0.test)) ×\($0.count)" }
  }

  @Test func `a term is text, a regex or a program`() throws {
    #expect(try terms("boom") == ["value boom ×1"])
    #expect(try terms("{ value: boom }") == ["value boom ×1"])
    #expect(try terms("{ regex: 'bo+m' }") == ["regex bo+m ×1"])
    #expect(try terms("{ jq: '.a == 1' }") == ["jq .a == 1 ×1"])
    #expect(try terms("503, true") == ["value 503 ×1", "value true ×1"])
    #expect(try terms("{ value: 'a.b[c]', count: 3 }") == ["value a.b[c] ×3"])
    #expect(try terms("{ value: boom, count: 0 }") == ["value boom ×1"])
  }

  @Test func `white space around a pattern does not count`() throws {
    #expect(try terms("' boom  bang '") == ["value boom  bang ×1"])
    #expect(try terms("{ value: \"\\tboom\\n\" }") == ["value boom ×1"])
    #expect(try terms("{ regex: \" bo+m\\n\" }") == ["regex bo+m ×1"])
    #expect(try terms("{ jq: ' .a ' }") == ["jq .a ×1"])
  }

  @Test func `text that names a term stands for it`() throws {
    let named = "t: { regex: 'bo+m', count: 2 }, u: bang"
    #expect(try terms("t", terms: named) == ["regex bo+m ×2"])
    #expect(try terms("{ value: t }", terms: named) == ["regex bo+m ×2"])
    #expect(try terms("u", terms: named) == ["value bang ×1"])
    #expect(try terms("v", terms: named) == ["value v ×1"])
    // Only text does, and it is looked up once.
    #expect(try terms("{ regex: t }", terms: named) == ["regex t ×1"])
    #expect(try terms("w", terms: "w: u, u: bang") == ["value u ×1"])
  }

  @Test func `identical terms of a set are one with a count`() throws {
    #expect(try terms("a, b, a, { value: a, count: 2 }") == ["value a ×4", "value b ×1"])
    #expect(try terms("a, { regex: a }") == ["value a ×1", "regex a ×1"])
    #expect(try terms("a, ' a '") == ["value a ×2"])
  }

  @Test func `only adjacent duplicates of a sequence are one`() throws {
    let rule = try rule(
      """
      sequence: { event: { source: x }, window: 1m30s, order: [
        a, a, b, a, { value: a, count: 2 }] }
      """)
    #expect(rule.kind == .sequence)
    #expect(
      rule.terms.map { "\(told($0.test)) ×\($0.count)" } == [
        "value a ×2", "value b ×1", "value a ×3",
      ])
    #expect(rule.window == 90_000_000_000)
  }

  @Test(
    arguments: [
      ("1s", 1_000_000_000), ("500ms", 500_000_000), ("1.5s", 1_500_000_000),
      ("1h2m3s", 3_723_000_000_000), ("5us", 5_000), ("5µs", 5_000), ("7ns", 7),
      (".5s", 500_000_000), ("10m", 600_000_000_000),
    ] as [(String, Int64)])
  func `a window is a span with units`(text: String, nanoseconds: Int64) throws {
    let rule = try rule("set: { event: { source: x }, window: \(text), match: [a, b] }")
    #expect(rule.window == nanoseconds)
  }

  @Test func `a veto has its options`() throws {
    let rule = try rule(
      """
      set: { event: { source: x }, window: 10s, match: [a, { value: b, count: 2 }], negate: [
        c, { value: d, window: 5s, slide: -2s, anchor: 2, absolute: true } ] }
      """)
    try #require(rule.vetoes.count == 2)
    let (plain, full) = (rule.vetoes[0], rule.vetoes[1])
    #expect(told(plain.test) == "value c")
    #expect(plain.window == 0 && plain.slide == 0 && plain.anchor == 0 && !plain.isAbsolute)
    #expect(told(full.test) == "value d")
    #expect(full.window == 5_000_000_000 && full.slide == -2_000_000_000)
    #expect(full.anchor == 2 && full.isAbsolute)
  }

  @Test func `a veto by name has its own options before the named ones`() throws {
    let rule = try rule(
      """
      set: { event: { source: x }, match: [a], negate: [n, { value: n, window: 1s }] }
      """, terms: "n: { regex: 'q+', window: 7s, slide: 2s }")
    #expect(rule.vetoes.map { told($0.test) } == ["regex q+", "regex q+"])
    #expect(rule.vetoes.map(\.window) == [7_000_000_000, 1_000_000_000])
  }

  @Test func `a sequence is used where there is a set as well`() throws {
    let library = try library(
      file(
        """
        set: { event: { source: x }, match: [a] },
          sequence: { event: { source: x }, window: 1s, order: [b, c] }
        """
      ))
    #expect(library.signature("CRE-2099-0001")?.rule?.kind == .sequence)
    #expect(
      library.warnings.map(\.description) == [
        "a.yaml:4:13: 'set' is not used where there is a 'sequence'"
      ])
  }

  @Test(
    "mistakes are named with their places",
    arguments: [
      ("sequence: { window: 1s, order: [a] }", "a.yaml:4:44: a sequence needs two terms or more"),
      (
        "sequence: { window: 1s, order: [{ value: a, count: 1 }] }", "a.yaml:4:44: a sequence needs"
      ),
      ("sequence: { order: [a, b] }", "a.yaml:4:32: a sequence needs a 'window'"),
      ("set: { match: [a, b] }", "a.yaml:4:27: a set of several terms needs a 'window'"),
      ("set: { match: [{ value: a, count: 2 }] }", "a.yaml:4:27: a set of several terms needs"),
      ("set: { window: 1s, match: [a] }", "a.yaml:4:28: a set of one term is one line"),
      ("set: { match: [] }", "a.yaml:4:27: the set lists no term"),
      (
        "set: { match: [a], negate: [{ value: b, count: 2 }] }",
        "a.yaml:4:60: a term of 'negate' has no count above 1"
      ),
      (
        "set: { match: [a], negate: [{ value: b, anchor: 1 }] }",
        "a.yaml:4:61: the anchor 1 is none of the 1 terms that must be seen; expected 0"
      ),
      (
        "sequence: { window: 1s, order: [a, b], negate: [{ value: c, anchor: 2 }] }",
        "a.yaml:4:81: the anchor 2 is none of the 2 terms that must be seen; expected 0 to 1"
      ),
      ("set: { window: 10, match: [a, b] }", "a.yaml:4:28: expected a span such as 30s"),
      ("set: { window: 10d, match: [a, b] }", "a.yaml:4:28: expected a span such as 30s"),
      ("set: { match: [{ regex: '(' }] }", "a.yaml:4:37: invalid regex"),
      ("set: { match: [{ regex: 'a(?=b)' }] }", "a.yaml:4:37: invalid regex"),
      ("set: { match: ['  '] }", "a.yaml:4:28: expected text"),
      ("set: { match: [{ count: 1 }] }", "a.yaml:4:28: the term looks for nothing"),
      ("set: { match: [{ value: a, regex: b }] }", "a.yaml:4:40: a term has one of"),
      ("set: { match: [{ set: { match: [a] } }] }", "a.yaml:4:30: 'set' within a rule is not"),
      ("set: { match: [{ promql: { expr: up } }] }", "a.yaml:4:30: 'promql' within a rule"),
      ("set: { event: { source: x } }", "a.yaml:4:18: missing key 'match'"),
      ("other: 1", "a.yaml:4:11: a rule has neither 'set' nor 'sequence'"),
    ])
  func mistakes(rule: String, expected: String) {
    let found = errors(in: file(rule))
    #expect(found.hasPrefix(expected), "\(rule): \(found)")
  }

  @Test func `more than 64 different terms are too many`() throws {
    func set(_ terms: [String]) -> String {
      "set: { event: { source: x }, window: 1s, match: [\(terms.joined(separator: ", "))] }"
    }
    let names = (0..<65).map { "t\($0)" }
    #expect(errors(in: file(set(names))) == "a.yaml:4:61: 65 different terms; expected 64 at most")
    let most = Array(names.prefix(64))
    #expect(try rule(set(most)).terms.count == 64)
    // The same one again is none more.
    let twice = try rule(set(most + most))
    #expect(twice.terms.map(\.count) == Array(repeating: 2, count: 64))
  }

  @Test(
    "a rule lacks nothing that it needs",
    arguments: [
      ("rules: [{ rule: { set: { match: [a] } } }]", "a.yaml:1:9: missing key 'cre'"),
      (
        "rules: [{ cre: { title: x }, rule: { set: { match: [a] } } }]",
        "a.yaml:1:16: missing key 'id'"
      ),
      ("rules: [{ cre: { id: CRE-1 } }]", "a.yaml:1:9: missing key 'rule'"),
      (
        "rules: [{ cre: { id: 'a b' }, rule: { set: { match: [a] } } }]",
        "a.yaml:1:22: bad id 'a b'"
      ),
      (
        "rules: [{ cre: { id: A, severity: 5 }, rule: { set: { match: [a] } } }]",
        "a.yaml:1:35: expected a severity from 0 (critical) to 4, found 5"
      ),
      ("rules: { a: b }", "a.yaml:1:8: expected a list of rules, found a mapping"),
      (
        "rules: [{ cre: { id: A }, rule: { set: { match: [a] } } }]\nterms: [a]",
        "a.yaml:2:8: expected 'terms': a mapping of names to terms, found a list"
      ),
    ])
  func parts(text: String, expected: String) {
    let found = errors(in: text)
    #expect(found.hasPrefix(expected), "\(text): \(found)")
  }

  @Test func `what has no meaning is warned of once`() throws {
    let library = try library(
      """
      rules:
        - cre: { id: CRE-1, severity: 1, title: T, sevrity: 2 }
          rule:
            set:
              event: { source: x, origin: true }
              correlations: [hostname]
              any: [b]
              match:
                - value: a
                  field: reason
                  extract: [{ name: x, regex: '(.)' }]
                  slide: 1s
      extra: 1
      version: 3
      section: s
      """)
    #expect(
      library.warnings.map(\.description) == [
        "a.yaml:2:46: 'sevrity' is not supported; did you mean 'severity'?",
        "a.yaml:5:29: 'origin' has no effect here",
        "a.yaml:6:9: 'correlations' has no effect here",
        "a.yaml:7:9: 'any' is not supported; expected 'event', 'match', 'window' or 'negate'",
        "a.yaml:10:13: 'field' has no effect here",
        "a.yaml:11:13: 'extract' has no effect here",
        "a.yaml:12:13: 'slide' is not supported; expected 'value', 'regex', 'jq' or 'count'",
        "a.yaml:13:1: 'extra' is not supported; expected 'rules', 'terms', 'section' or 'version'",
      ])
    #expect(library.signature("CRE-1")?.rule?.terms.count == 1)
  }

  @Test func `of two rules with one id both are there`() throws {
    let one = "{ cre: { id: CRE-1, title: T }, rule: { set: { match: [a] } } }"
    let two = one.replacing("[a]", with: "[b]")
    let library = try library("rules: [\(one), \(two)]")
    #expect(library.signatures.map(\.id) == ["CRE-1", "CRE-1#2"])
    #expect(library.warnings.count == 1)
  }

  @Test(arguments: zip(0...4, [Signature.Level.critical, .error, .warning, .info, .info]))
  func `a number is a severity`(number: Int, severity: Signature.Level) throws {
    let library = try library(
      file("set: { match: [a] }").replacing("severity: 2", with: "severity: \(number)"))
    #expect(library.signature("CRE-2099-0001")?.severity == severity)
  }

  @Test func `what a rule says is told`() throws {
    let library = try library(
      """
      rules:
        - cre:
            id: CRE-1
            severity: 0
            title: Title
            category: cat
            author: me
            description: long
            cause: The cause.
            impact: The impact.
            impactScore: 7
            mitigation: Do this.
            mitigationScore: 2
            references: ["https://example.com/a", "https://example.com/b"]
            applications: [{ name: app, version: ">= 1" }]
            tags: [one, two]
            reports: 3
          metadata: { kind: rule, id: abc, gen: 1, hash: def }
          rule: { set: { event: { source: "*" }, match: [a] } }
      """)
    let signature = try #require(library.signature("CRE-1"))
    #expect(library.warnings.isEmpty)
    #expect(signature.title == "Title")
    #expect(signature.role == .cause)
    #expect(signature.why == ["The cause."])
    #expect(signature.fixes.map(\.text) == ["Do this."])
    #expect(signature.fixes.map(\.horizon) == [.immediate])
    #expect(signature.references == ["https://example.com/a", "https://example.com/b"])
    #expect(signature.tags == ["cat", "one", "two"])
  }
}
