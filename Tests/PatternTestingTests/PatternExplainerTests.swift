import LogModel
import PatternTesting
import Patterns
import Testing

@Suite struct PatternExplainerTests {
  private func explanation(_ match: String, _ input: String) throws -> PatternExplanation {
    let library = try Libraries.matching(match)
    let signature = try #require(library.signature("mine"))
    return try PatternExplainer(library: library).explanation(of: signature, on: input)
  }

  private func notes(_ match: String, _ input: String) throws -> [String] {
    try explanation(match, input).parts.first?.finding.notes.map(\.words) ?? []
  }

  @Test(arguments: [
    (
      "{ message: { contains: Failed to create } }", "xx: Failed to delete",
      "1:5: of it only 'Failed to ' occurs; then 'c' is expected and 'd' stands there"
    ),
    (
      "{ message: { contains: Failed to create } }", "xx: Failed to",
      "1:5: of it only 'Failed to' occurs; then ' ' is expected and the text ends"
    ),
    (
      "{ message: { contains: Failed to create } }", "it failed to create",
      "1:4: it occurs in other case only: 'ignoreCase: true' would hold"
    ),
    (
      "{ message: { contains: not to create } }", "line one\nFailed to create",
      "2:7: of it only ' to create' occurs; 'not' is expected before it"
    ),
    ("{ message: { contains: Failed } }", "123", "no part of it occurs"),
    (
      "{ message: { equals: is full } }", "queue is full",
      "1:7: it occurs, but there is more text: 'contains' would hold"
    ),
    (
      "{ message: { regex: 'queue (?<name>\\w+) is full' } }", "queue jobs is empty",
      "1:1: it goes along up to /queue (?<name>\\w+) is /; then /full/ is expected and 'e' stands there"
    ),
    (
      "{ severity: { atLeast: ERROR } }", #"{"severity":"INFO","textPayload":"x"}"#,
      "severity is INFO"
    ),
    (
      "{ field: { jsonPayload.error.type: { equals: A } } }", #"{"jsonPayload":{"error":{}}}"#,
      "there is jsonPayload.error, but no jsonPayload.error.type"
    ),
    (
      "{ field: { jsonPayload.code: { atLeast: 500 } } }", #"{"jsonPayload":{"code":404}}"#,
      "it is 404"
    ),
    (
      "{ field: { jsonPayload.code: { atLeast: 500 } } }", #"{"jsonPayload":{"code":"E4"}}"#,
      "it is 'E4', which is no number"
    ),
    ("{ service: '*-api' }", #"{"textPayload":"x"}"#, "it names no service"),
    (
      "{ service: ['*-api', '*-web'] }",
      #"{"textPayload":"x","resource":{"type":"cloud_run_revision","labels":{"service_name":"jobs"}}}"#,
      "service is 'jobs'"
    ),
    ("{ http: { status: 503 } }", #"{"textPayload":"x"}"#, "it is no request"),
    (
      "{ http: { status: 503 } }", #"{"httpRequest":{"status":404,"requestUrl":"/"}}"#,
      "its status is 404"
    ),
    ("{ exception: { type: KeyError } }", "KeyError: 'x'", "no stack trace was recognised in it"),
  ])
  func `it says what is missing`(match: String, input: String, note: String) throws {
    let explanation = try explanation(match, input)
    #expect(!explanation.fires)
    #expect(explanation.parts.first?.finding.holds == false)
    #expect(explanation.parts.first?.finding.notes.map(\.words) == [note])
  }

  @Test func `of an exception it says which part does not hold`() throws {
    let trace = """
      Traceback (most recent call last):
        File "/app/a.py", line 3, in get_managers
          raise ValueError("no user")
      ValueError: no user
      """
    let match = """
      { exception: { type: ValueError, message: { contains: no users }, function: get_manager, file: '*/b.py' } }
      """
    #expect(
      try notes(match, trace) == [
        "type 'ValueError'",
        "1:1 of its message: of it only 'no user' occurs; then 's' is expected and the text ends",
        "no function 'get_manager', but 'get_managers'",
        "no file '*/b.py'; the innermost are '/app/a.py'",
      ])
  }

  @Test func `of several entries the nearest is told`() throws {
    let input = """
      {"textPayload":"calm"}
      {"textPayload":"queue is nearly full"}
      {"textPayload":"queue is full of users"}
      """
    let explanation = try explanation("{ message: { contains: queue is full of jobs } }", input)
    #expect(explanation.entries == 3)
    #expect(explanation.parts.first?.entry.ordinal == 3)
    #expect(explanation.parts.first?.heldOn == 0)
  }

  @Test func `a trace that was logged in pieces is told as a whole`() throws {
    let lines = [
      "Traceback (most recent call last):", "  File \"/app/a.py\", line 3, in start",
      "    raise ValueError(\"no user\")", "ValueError: no user",
    ]
    let input = lines.map { line in
      let text = line.replacing("\\", with: "\\\\").replacing("\"", with: "\\\"")
      return """
        {"textPayload":"\(text)","severity":"ERROR","labels":{"instanceId":"a"}}
        """
    }.joined(separator: "\n")
    let explanation = try explanation("{ exception: { type: ValueError, function: start } }", input)
    #expect(explanation.fires)
    #expect(explanation.parts.first?.finding.holds == true)
    #expect(explanation.parts.first?.entry.ordinal == 0)
  }

  @Test func `text in braces that is no object is a text`() throws {
    let explanation = try explanation(
      "{ message: { contains: '{jobs} is full' } }", "{jobs} is full")
    #expect(explanation.fires)
  }

  /// What is told of the conditions is what the scan decides.
  @Test func `every example of the library is explained as it is judged`() throws {
    let library = try Libraries.shipped.get()
    let explainer = try PatternExplainer(library: library)
    var told = 0
    for signature in library.signatures where signature.match != nil {
      for (examples, fires) in [
        (signature.examples.matches, true), (signature.examples.ignores, false),
      ] {
        for example in examples {
          let explanation = explainer.explanation(
            of: signature, on: example.lines.joined(separator: "\n"))
          #expect(explanation.fires == fires, "\(example.location)")
          let finding = try #require(explanation.parts.first?.finding, "\(example.location)")
          #expect(finding.holds == fires, "\(example.location)")
          #expect(finding.isConsistent, "\(example.location)")
          told += 1
        }
      }
    }
    #expect(told > 1000)
  }

  @Test(arguments: [
    ("within: 30s, scope: any", ["00", "31"], "the entries are further apart than 30s"),
    ("within: 30s, scope: service", ["00", "10"], "the entries are not of one service"),
    (
      "within: 30s, scope: any, where: host", ["00", "10"],
      "the entries did not capture the same as 'host'"
    ),
    ("within: 30s, scope: any", ["10", "00"], "the entries come in another order"),
    (
      "within: 30s, scope: any, unless: { message: { contains: 'pool to b' } }", ["00", "10"],
      "something holds that 'unless' names"
    ),
    (
      "within: 30s, scope: any, unless: { message: { contains: 'pool to b' } }", ["00", "31"],
      "no entries for all steps stand together as it asks"
    ),
  ])
  func `it says what keeps entries from being a group`(
    asked: String, seconds: [String], reason: String
  ) throws {
    let library = try Libraries.of(
      """
      id: mine
      title: mine
      severity: error
      role: cause
      sequence:
        { \(asked), steps: [ { message: { regex: 'failover of (?<host>\\w+)' } }, { message: { regex: 'pool to (?<host>\\w+)' } } ] }
      examples: { matches: [x], ignores: [y] }
      """)
    let explainer = try PatternExplainer(library: library)
    let texts = ["failover of a", "pool to b"]
    let input = zip(texts, seconds).enumerated().map { number, entry in
      """
      {"timestamp":"2025-01-01T00:00:\(entry.1)Z","textPayload":"\(entry.0)",
       "resource":{"type":"cloud_run_revision","labels":{"service_name":"s\(number)"}}}
      """
    }.joined(separator: "\n")
    let explanation = explainer.explanation(of: try #require(library.signature("mine")), on: input)
    #expect(!explanation.fires)
    #expect(explanation.reasons == [reason])
  }
}

extension ConditionFinding {
  /// Whether the parts say the same as the whole, and marks stand where they are said to.
  fileprivate var isConsistent: Bool {
    let combined =
      switch words {
      case "all of": parts.allSatisfy(\.holds)
      case "any of": parts.contains(where: \.holds)
      case "not": parts.allSatisfy { !$0.holds }
      default: holds
      }
    let hasPlace = notes.allSatisfy { note in
      note.excerpt.map { note.words.hasPrefix($0.place) } ?? true
    }
    return combined == holds && (closeness == 1) == holds && hasPlace
      && parts.allSatisfy(\.isConsistent)
  }
}
