import LogModel
import Patterns
import Testing

@Suite("Impact: environments, capabilities, priorities")
struct ImpactTests {
  private func load(_ texts: String...) throws -> PatternLibrary {
    try PatternLibraryLoader.load(
      files: texts.enumerated().map { PatternFile(name: "\($0).yaml", text: $1) })
  }

  @Test func `a capability keeps its figures and where they come from`() throws {
    let chat = try #require(try load(KindTests.impact).impact.capabilities.first)
    #expect(chat.name == "chat")
    #expect(chat.services.map(\.pattern) == ["*-backend*"])
    #expect(chat.mrrAtRisk == 120_000)
    #expect(chat.atLeast)
    #expect(chat.valueShare == 0.9)
    #expect(chat.owner == "Ann")
    #expect(chat.asOf == "2025-09-07")
    #expect(chat.tags == ["revenue"])
    #expect(chat.location.description == "0.yaml:4:5")
  }

  @Test func `priority rules keep their order and members`() throws {
    let rules = try load(KindTests.impact).impact.priorities
    #expect(rules.map(\.priority) == [.p0, .p1, .p2, .p3])
    #expect(rules.map(\.kinds) == [[.crashLoop], [.startupFailure], [], []])
    #expect(rules[0].valueShare == NumberPredicate(atLeast: 0.5))
    #expect(rules[1].severities == [.critical, .error])
    #expect(rules[2].environments == ["production"])
    #expect(rules[2].mrrAtRisk == NumberPredicate(atLeast: 5))
    #expect(rules.map(\.recovered) == [nil, nil, false, nil])
  }

  @Test func `priority rules ask for what users got and whether it healed`() throws {
    let rules = try load(
      """
      priorities:
        - priority: P1
          when: { failed: { atLeast: 100 }, share: { atLeast: 0.5, atMost: 1 }, healed: false }
        - priority: P3
          when: { occurrences: { atMost: 2 }, healed: true }
      """
    ).impact.priorities
    #expect(rules[0].failed == NumberPredicate(atLeast: 100))
    #expect(rules[0].share == NumberPredicate(atLeast: 0.5, atMost: 1))
    #expect(rules[0].occurrences == nil)
    #expect(rules[1].occurrences == NumberPredicate(atMost: 2))
    #expect(rules.map(\.healed) == [false, true])
  }

  @Test(arguments: [
    ("share: { atLeast: 50 }", "a share lies between 0 and 1, found 50.0"),
    ("healed: maybe", "expected true or false, found 'maybe'"), ("failed: 3", "'failed'"),
    ("failures: { atLeast: 3 }", "unknown key 'failures'"),
    ("occurrences: {}", "'occurrences' compares with nothing"),
  ])
  func `a wrong condition of a rule is told`(condition: String, message: String) throws {
    let error = #expect(throws: PatternErrors.self) {
      try load("priorities: [{ priority: P1, when: { \(condition) } }]")
    }
    #expect(error.map { "\($0)" }?.contains(message) ?? false, "\(error.map { "\($0)" } ?? "")")
  }

  @Test func `a later file replaces an earlier one key by key`() throws {
    let later = """
      environments: []
      capabilities: [{ name: search }]
      """
    let impact = try load(KindTests.impact, later).impact
    #expect(impact.currency == "EUR")
    #expect(impact.environments.isEmpty)
    #expect(impact.capabilities.map(\.name) == ["search"])
    #expect(impact.priorities.count == 4)
  }

  @Test func `the first environment that matches wins, else it is unknown`() throws {
    let library = try load(
      """
      environments:
        - { name: staging, match: { any: [{ project: "*-staging" }, { service: "*-staging" }] } }
        - { name: test, match: { service: ["t-*", "u-*"], not: { log: stdout } } }
        - { name: production, match: { project: acme* } }
      """)
    func environment(_ project: String?, _ service: String?, log: String = "stderr") -> String {
      library.environment(project: project, service: service, log: log, resourceType: nil)
    }
    #expect(environment("acme-staging", "t-1") == "staging")
    #expect(environment("acme", "shop-staging") == "staging")
    #expect(environment(nil, "u-1") == "test")
    #expect(environment("acme", "u-1", log: "stdout") == "production")
    #expect(environment(nil, nil) == "unknown")
  }

  @Test(arguments: [
    (
      "environments: [{ name: a, match: { severity: { atLeast: ERROR } } }]",
      "1:36: 'severity' cannot tell an environment; expected 'service', 'project', 'log'"
    ),
    (
      "environments: [{ name: a, match: { not: { environment: b } } }]",
      "1:43: 'environment' cannot tell an environment; expected 'service', 'project'"
    ),
    (
      "environments: [{ name: a, match: { servce: b } }]",
      "1:36: unknown key 'servce'; did you mean 'service'?"
    ),
    ("environments: [{ name: a }]", "1:16: missing key 'match'; every environment needs one"),
    ("environments: { a: b }", "1:15: expected a list of environments, found a mapping"),
    (
      "capabilities: [{ name: a, valueShare: 90 }]",
      "1:39: expected a share from 0 to 1, found '90'"
    ),
    ("capabilities: [{ name: a, valueShare: -0.1 }]", "1:39: expected a share from 0 to 1, found"),
    ("capabilities: [{ name: a, valueShare: 90% }]", "1:39: expected a number, found '90%'"),
    ("capabilities: [{ name: a, mrrAtRisk: -5 }]", "1:38: expected a whole number, 0 or more"),
    ("capabilities: [{ name: a, mrrAtRisk: 1.5 }]", "1:38: expected a whole number, 0 or more"),
    ("capabilities: [{ name: a, mrrAtRisk: '5' }]", "1:38: expected a whole number, 0 or more"),
    (
      "capabilities: [{ name: a, mrrAtRisk: 99999999999999999999 }]",
      "1:38: expected a whole number, 0 or more"
    ),
    ("capabilities: [{ name: a, atLeast: true }]", "1:27: 'atLeast' belongs to 'mrrAtRisk'"),
    ("capabilities: [{ name: a, asOf: 2025-02-29 }]", "1:33: expected a date as YYYY-MM-DD, found"),
    ("capabilities: [{ name: a, asOf: 2025-9-07 }]", "1:33: expected a date as YYYY-MM-DD, found"),
    (
      "capabilities: [{ name: a, asOf: today }]",
      "1:33: expected a date as YYYY-MM-DD, found 'today'"
    ),
    ("capabilities: [{ name: a }, { name: a }]", "1:29: duplicate capability 'a'; first on line 1"),
    ("capabilities: [{ nmae: a }]", "1:18: unknown key 'nmae'; did you mean 'name'?"),
    ("priorities: [{ priority: P4 }]", "1:26: unknown priority 'P4'; did you mean 'P0'?"),
    (
      "priorities: [{ priority: P0, when: { kind: crashloop } }]",
      "1:44: unknown kind 'crashloop'; did you mean 'crash-loop'?"
    ),
    (
      "priorities: [{ priority: P0, when: { kind: [] } }]",
      "1:44: expected a kind or a list of them, found an empty list"
    ),
    (
      "priorities: [{ priority: P0, when: { valueShare: { atLeast: 50 } } }]",
      "1:50: a share lies between 0 and 1, found 50.0"
    ),
    (
      "priorities: [{ priority: P0, when: { mrrAtRisk: 5 } }]",
      "1:49: expected 'mrrAtRisk': a mapping with 'atLeast', 'atMost' or 'equals', found '5'"
    ),
    (
      "priorities: [{ priority: P0, when: { recovered: no } }]",
      "1:49: expected true or false, found 'no'"
    ),
  ])
  func `a wrong impact file is told`(text: String, expected: String) {
    let found = errors(in: text)
    #expect(found.hasPrefix("a.yaml:\(expected)"), "\(found)")
    #expect(!found.contains("\n"), "\(found)")
  }
}
