import LogModel
import Testing

@testable import Patterns

@Suite("Signatures that take several entries")
struct GroupTests {
  private func signature(_ matcher: String) -> String {
    """
    id: sample
    title: A sample
    severity: error
    role: cause
    \(matcher)
    examples: { matches: [[boom, bang]], ignores: [calm] }
    """
  }

  private func group(_ matcher: String) throws -> EntryGroup {
    let library = try PatternLibraryLoader.load(files: [
      PatternFile(name: "a.yaml", text: signature(matcher))
    ])
    return try #require(library.signature("sample")?.group)
  }

  private static let boom = "{ message: { regex: 'boom (?<id>\\d+)' } }"
  private static let bang = "{ message: { regex: 'bang (?<id>\\d+)' } }"

  @Test func `a sequence has steps in order`() throws {
    let group = try group(
      """
      sequence:
        within: 90s
        scope: instance
        steps: [\(GroupTests.boom), \(GroupTests.bang)]
        unless: { message: { contains: calm } }
        where: id
      """)
    #expect(group.kind == .sequence)
    #expect(group.within == 90)
    #expect(group.scope == .instance)
    #expect(group.steps.count == 2)
    #expect(group.atLeast == 2)
    #expect(group.unless.count == 1)
    #expect(group.sharing == ["id"])
  }

  @Test(arguments: [("500ms", 0.5), ("30s", 30), ("5m", 300), ("24h", 86_400)])
  func `a span has a unit`(text: String, seconds: Double) throws {
    let group = try group("count: { atLeast: 2, within: \(text), of: \(GroupTests.boom) }")
    #expect(group.within == seconds)
    #expect(group.kind == .count)
    #expect(group.scope == .service)
    #expect(group.atLeast == 2)
  }

  @Test func `a library counts the predicates of every step`() throws {
    let library = try PatternLibraryLoader.load(files: [
      PatternFile(
        name: "a.yaml",
        text: signature(
          "set: { within: 1s, all: [\(GroupTests.boom), \(GroupTests.bang)], unless: [\(GroupTests.boom)] }"
        ))
    ])
    #expect(library.messagePredicates.map(\.id) == [0, 1, 2])
    #expect(library.hasGroups)
    #expect(library.signature("sample")?.match == nil)
  }

  @Test func `entries of an example follow one another`() throws {
    let library = try PatternLibraryLoader.load(files: [
      PatternFile(
        name: "a.yaml",
        text: signature("count: { atLeast: 2, within: 1s, of: \(GroupTests.boom) }"))
    ])
    let signature = try #require(library.signature("sample"))
    #expect(
      signature.examples.matches[0].lines == [
        #"{"timestamp":"2025-09-16T00:00:00Z","severity":"ERROR","textPayload":"boom"}"#,
        #"{"timestamp":"2025-09-16T00:00:00.001Z","severity":"ERROR","textPayload":"bang"}"#,
      ])
    #expect(signature.examples.ignores[0].lines[0].hasPrefix(#"{"timestamp":"2025-09-16T00"#))
  }

  @Test(arguments: [
    ("sequence: {}", "5:11: missing key 'within'; 'sequence' needs one"),
    ("sequence: [a]", "5:11: expected 'sequence': a mapping with 'within', 'scope', 'steps'"),
    (
      "set: { within: 1s, steps: [] }",
      "5:20: unknown key 'steps'; expected 'within', 'scope', 'all', 'unless' or 'where'"
    ),
    (
      "sequence: { within: 1s, steps: [\(boom)] }",
      "5:32: 'steps' lists one condition; expected 2 to 64, or 'match' where one entry tells"
    ),
    ("set: { within: 1s, all: [] }", "5:25: 'all' lists 0 conditions; expected 2 to 64"),
    ("set: { within: 1s, all: \(boom) }", "5:25: expected a list of conditions, found a mapping"),
    ("count: { atLeast: 1, within: 1s, of: \(boom) }", "5:19: expected 2 to 100000 entries, or"),
    ("count: { atLeast: x, within: 1s, of: \(boom) }", "5:19: expected a whole number, 0 or more"),
    ("count: { atLeast: 2, within: 1s }", "5:8: missing key 'of'; 'count' needs one"),
    ("count: { atLeast: 2, within: 0s, of: \(boom) }", "5:30: expected a span above 0 and up to"),
    ("count: { atLeast: 2, within: 25h, of: \(boom) }", "5:30: expected a span above 0 and up to"),
    ("count: { atLeast: 2, within: 30, of: \(boom) }", "5:30: expected a span such as 500ms, 30s"),
    ("count: { atLeast: 2, within: 1d, of: \(boom) }", "5:30: expected a span such as 500ms, 30s"),
    (
      "count: { atLeast: 2, within: 1s, scope: pod, of: \(boom) }",
      "5:41: unknown scope 'pod'; expected 'instance', 'service', 'environment' or 'any'"
    ),
    (
      "count: { atLeast: 2, within: 1s, of: \(boom), where: [ids] }",
      "5:89: 'of' captures no 'ids'; expected a group (?<ids>…) in a regex of it, or did you mean 'id'?"
    ),
    (
      "sequence: { within: 1s, steps: [\(boom), { message: { contains: x } }], where: id }",
      "5:114: condition 2 captures no 'id'; expected a group (?<id>…) in a regex of it"
    ),
    ("count: { atLeast: 2, within: 1s, of: { mesage: {} } }", "5:40: unknown key 'mesage'"),
    (
      "match: \(boom)\ncount: { atLeast: 2, within: 1s, of: \(boom) }",
      "6:1: a signature has one of 'match', 'sequence', 'set' and 'count'; 'match' is given on line 5"
    ),
  ])
  func `what is wrong is told with its place`(matcher: String, expected: String) {
    let found = errors(in: signature(matcher))
    #expect(found.contains("a.yaml:" + expected), "\(found)")
  }
}
