import Patterns
import Testing

@testable import PatternTesting

/// Mistakes in patterns that load are named, each with its place.
@Suite struct LintTests {
  /// The findings on one file `a.yaml`, a line for each.
  private func findings(_ text: String) throws -> [String] {
    let files = [PatternFile(name: "a.yaml", text: text)]
    return PatternLint.findings(
      in: try PatternLibraryLoader.load(files: files), PatternPlaces(of: files)
    ).map(\.description)
  }

  private func signature(
    _ id: String, _ match: String, role: String = "symptom", title: String? = nil,
    extra: String = ""
  ) -> String {
    """
    id: \(id)
    title: \(title ?? "The \(id)")
    severity: error
    role: \(role)
    \(match)
    examples: { matches: [a], ignores: [b] }
    \(extra)
    ---

    """
  }

  private let sound = #"match: { message: { contains: "disk on fire" } }"#

  @Test func `a sound signature has no finding`() throws {
    #expect(try findings(signature("sound", sound)) == [])
    #expect(
      try findings(
        signature("drafted", sound, role: "cause", extra: "tags: [draft]")) == [])
  }

  @Test func `a shadowed signature is told who fires before it`() throws {
    let narrow = signature(
      "narrow",
      #"match: { severity: { atLeast: ERROR }, message: { regex: 'the disk on fire in \w+' } }"#)
    #expect(
      try findings(signature("broad", sound) + narrow) == [
        "a.yaml:13:1: narrow: wherever it fires, 'broad' (a.yaml:1:1) fires as well; make that one"
          + " more precise, or say that both are meant: `explains` or `crossFires`"
      ])
    #expect(
      try findings(signature("broad", sound, extra: "crossFires: [narrow]") + narrow) == [])
    let cause = signature(
      "narrow", #"match: { message: { regex: 'the disk on fire in \w+' } }"#, role: "cause",
      extra: "explains: [broad]\nwhy: [So.]\nfixes: [{ horizon: immediate, text: Do. }]")
    #expect(try findings(signature("broad", sound) + cause) == [])
  }

  @Test func `a signature that is another once more is named once`() throws {
    let one = signature(
      "one",
      #"match: { any: [{ message: { contains: "first text" } }, { severity: { atLeast: ALERT } }] }"#
    )
    let two = signature(
      "two",
      #"match: { any: [{ severity: { atLeast: ALERT } }, { message: { contains: "first text" } }] }"#
    )
    #expect(
      try findings(one + two) == [
        "a.yaml:13:1: two: holds exactly where 'one' (a.yaml:1:1) does; make them one"
      ])
    let steps =
      #"[{ message: { contains: "first text" } }, { message: { contains: "second text" } }]"#
    let backwards =
      #"[{ message: { contains: "second text" } }, { message: { contains: "first text" } }]"#
    #expect(
      try findings(
        signature("one", "set: { within: 5s, all: \(steps) }")
          + signature("two", "set: { within: 5s, all: \(backwards) }")) == [
          "a.yaml:13:1: two: holds exactly where 'one' (a.yaml:1:1) does; make them one"
        ])
    #expect(
      try findings(
        signature("one", "sequence: { within: 5s, steps: \(steps) }")
          + signature("two", "sequence: { within: 5s, steps: \(backwards) }")) == [])
  }

  @Test(arguments: [
    (
      #"{ severity: { atLeast: ERROR }, not: { severity: { atLeast: WARNING } } }"#,
      "a.yaml:1:1: sample: this condition can never hold: 'not' excludes all that the rest asks for;"
        + " change it or leave it out"
    ),
    (
      #"{ any: [{ message: { contains: "disk on fire" } }, { all: [{ field: { jsonPayload.a: { equals: x } } }, { field: { jsonPayload.a: { equals: y } } }] }] }"#,
      "a.yaml:5:103: sample: this alternative can never hold: no value of 'jsonPayload.a' is both;"
        + " change it or leave it out"
    ),
    (
      #"{ all: [{ service: shop }, { service: "cart-*" }], message: { contains: "disk on fire" } }"#,
      "a.yaml:5:80: sample: this condition can never hold: no service is both 'shop' and 'cart-*';"
        + " change it or leave it out"
    ),
    (
      #"{ http: { status: { atLeast: 500, equals: 404 } } }"#,
      "a.yaml:1:1: sample: this condition can never hold: no number is all that is asked of one;"
        + " change it or leave it out"
    ),
  ])
  func `what can never match is said to`(match: String, finding: String) throws {
    #expect(try findings(signature("sample", "match: \(match)")) == [finding])
  }

  @Test func `a vague test is named at its place`() throws {
    #expect(
      try findings(
        signature("sample", #"match: { severity: { atLeast: ERROR }, message: { regex: '\w+' } }"#))
        == [
          "a.yaml:5:58: sample: the regex matches almost any message, such as 'Listening on port"
            + " 8080'; add a text that must occur"
        ])
    #expect(
      try findings(signature("sample", #"match: { message: { equals: "" } }"#)) == [
        "a.yaml:5:29: sample: holds of every entry without a message; expected a text, or 'field'"
          + " with 'exists'"
      ])
    #expect(
      try findings(signature("sample", #"match: { message: { contains: "fail" } }"#)) == [
        "a.yaml:5:31: sample: the literal 'fail' is too short to identify a failure; take more of the"
          + " message, 6 characters at least"
      ])
    // What else is asked for identifies it: the regex is there for what it captures.
    #expect(
      try findings(
        signature(
          "sample",
          #"match: { message: { contains: "disk on fire", regex: '(?<room>\w+)$' } }"#)) == [])
  }

  @Test func `a test that every message pays for is named, unless another announces it`() throws {
    #expect(
      try findings(signature("sample", #"match: { message: { regex: 'a\Kb[cd]' } }"#))
        .contains {
          $0.hasPrefix("a.yaml:5:28: sample: is tried on every message, since the automaton")
        })
    #expect(
      try findings(
        signature(
          "sample",
          #"match: { message: { contains: "disk on fire", regex: 'a\Kb[cd]' } }"#)) == [])
  }

  @Test func `relations that lead nowhere are named`() throws {
    let knowledge =
      "\nwhy: [So.]\nfixes: [{ horizon: immediate, text: Do., files: [\"a b\", \"app/x.py:3\"] }]"
    let cause = signature(
      "cause", #"match: { service: shop, message: { contains: "disk on fire" } }"#, role: "cause",
      extra: "explains: [other, far, near, near]\ncrossFires: [near, near]" + knowledge)
    let rest =
      signature("far", #"match: { service: cart, message: { contains: "some other text" } }"#)
      + signature("near", #"match: { message: { contains: "a third text" } }"#)
      + signature(
        "other", #"match: { message: { contains: "one more text" } }"#, role: "cause",
        extra: "references: [\"https://a.example\", \"https://a.example\"]"
          + "\nwhy: [So.]\nfixes: [{ horizon: immediate, text: Do. }]")
    #expect(
      try findings(cause + rest) == [
        "a.yaml:7:12: cause: `explains` names 'other', which is a cause, not a symptom; name symptoms"
          + " only, or make it one",
        "a.yaml:7:19: cause: `explains` names 'far', which is never seen with it: no service is that"
          + " of both; leave it out, or widen 'service'",
        "a.yaml:7:30: cause: `explains` names 'near' twice; leave one out",
        "a.yaml:8:20: cause: `crossFires` names 'near' twice; leave one out",
        "a.yaml:10:50: cause: 'a b' is no file; expected a path, with a line where that helps, such"
          + " as 'app/main.py:12'",
        "a.yaml:34:35: other: `references` names https://a.example twice; leave one out",
      ])
  }

  @Test func `phases that no boot reaches are named`() throws {
    let profile = """
      id: mine
      title: Mine
      phases:
        - { name: first, frames: [load, load], enter: { message: { contains: "loading it" } } }
        - { name: second, frames: [load] }
        - { name: third, enter: { all: [{ service: a }, { service: b }] } }
        - { name: fourth, frames: [load] }
      ---

      """
    #expect(
      try findings(profile + signature("sample", sound, extra: "startup: { phase: fourth }")) == [
        "a.yaml:1:1: mine: this condition can never hold: no service is both 'a' and 'b'; change it or"
          + " leave it out",
        "a.yaml:4:35: mine: 'first' lists the function load twice; leave one out",
        "a.yaml:5:13: mine: no boot can reach the phase 'second': nothing marks it, and no function of"
          + " its own or signature leads to it; give it 'enter', 'done' or 'failed', or leave it out",
        "a.yaml:5:30: mine: the function load belongs to 'first' already, so that it never tells of"
          + " 'second'; list it once",
        "a.yaml:6:13: mine: no boot can reach the phase 'third': nothing marks it, and no function of"
          + " its own or signature leads to it; give it 'enter', 'done' or 'failed', or leave it out",
        "a.yaml:7:30: mine: the function load belongs to 'first' already, so that it never tells of"
          + " 'fourth'; list it once",
      ])
  }

  @Test func `an environment that there is not is named`() throws {
    #expect(
      try findings(
        """
        environments: [{ name: staging, match: { project: "*-staging" } }]
        priorities: [{ priority: P0, when: { environment: stagign } }]
        """) == [
          "priorities: P0: a rule names the environment 'stagign', which no file defines; did you mean"
            + " 'staging'?"
        ])
  }
}
