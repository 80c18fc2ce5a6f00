import Testing

@Suite("What is wrong in a pattern file is told with its place and a remedy")
struct ErrorMessageTests {
  @Test func `a sound signature has no error`() {
    #expect(errors(in: signature()) == "no error")
  }

  @Test func `all errors of a file are told at once in order of place`() {
    let text = """
      id: Not_Kebab
      titel: A sample
      severity: fatal
      role: symptoms
      match:
        mesage: { contains: boom }
      tags: websocket
      explains: [other]
      examples: { matches: [boom] }
      """
    #expect(
      errors(in: text) == """
        a.yaml:1:5: bad id 'Not_Kebab'; expected lower-case words with hyphens, such as \
        'port-already-in-use', 100 characters at most
        a.yaml:2:1: unknown key 'titel'; did you mean 'title'?
        a.yaml:3:11: unknown severity 'fatal'; expected 'critical', 'error', 'warning' or 'info'
        a.yaml:4:7: unknown role 'symptoms'; did you mean 'symptom'?
        a.yaml:6:3: unknown key 'mesage'; did you mean 'message'?
        a.yaml:7:7: expected a list of tags, found 'websocket'
        a.yaml:8:12: no signature has the id 'other'
        a.yaml:9:11: missing key 'ignores'; expected at least one example that must not match
        """)
  }

  @Test(arguments: [
    ("{}", "8: an empty condition would hold of every entry; expected 'message', 'severity'"),
    ("boom", "8: expected a condition: a mapping with 'message', 'severity', 'field'"),
    ("{ message: boom }", "19: expected 'message': a mapping with 'contains', 'equals', 'regex'"),
    ("{ message: { ignoreCase: true } }", "19: 'message' tests nothing; expected 'contains'"),
    ("{ message: { contains: '' } }", "31: expected text, found an empty one"),
    ("{ message: { contains: } }", "31: expected text, found nothing"),
    ("{ message: { contains: [a] } }", "31: expected text, found a list"),
    ("{ message: { contains: a, ignoreCase: yes } }", "46: expected true or false, found 'yes'"),
    ("{ message: { any: [] } }", "21: 'any' lists no test, so it never holds"),
    ("{ message: { regx: a } }", "21: unknown key 'regx'; did you mean 'regex'?"),
    ("{ message: { regex: 'a(b' } }", "32: invalid regex: missing closing parenthesis"),
    ("{ message: { regex: \"a(\\x62\" } }", "28: invalid regex: missing closing parenthesis (at"),
    ("{ message: { regex: 'it''s)' } }", "34: invalid regex: unmatched closing parenthesis"),
    ("{ message: { regex: '\\Cab' } }", "31: invalid regex: using \\C is disabled"),
    ("{ message: { regex: 'a*' } }", "28: the regex 'a*' can match the empty text"),
    ("{ severity: ERROR }", "20: expected 'severity': a mapping with 'atLeast', found 'ERROR'"),
    ("{ severity: { atLeast: WARN } }", "31: unknown severity 'WARN'; did you mean 'WARNING'?"),
    ("{ severity: { atLeast: 3 } }", "31: unknown severity '3'; expected 'DEFAULT', 'DEBUG'"),
    ("{ field: { a..b: { exists: true } } }", "19: bad path 'a..b': an empty name; expected"),
    ("{ field: { a.\"b: { exists: true } } }", "19: bad path 'a.\"b': a quote is not closed"),
    ("{ field: { a\"b\": { exists: true } } }", "19: bad path 'a\"b\"': a quote within a name"),
    ("{ field: { a.\"b\"c: { exists: true } } }", "19: bad path 'a.\"b\"c': expected a dot"),
    ("{ field: { a: { exists: maybe } } }", "32: expected true or false, found 'maybe'"),
    ("{ field: { a: {} } }", "22: a test of a field tests nothing; expected 'contains'"),
    ("{ field: { a: { atLeast: '5' } } }", "33: expected a number, found '5'"),
    (
      "{ field: { a: { atLeast: 5, atMost: 3 } } }", "36: no number is at least 5 and at most 3"
    ),
    ("{ service: [] }", "19: expected a glob or a list of globs, found an empty list"),
    ("{ service: { a: b } }", "19: expected text, found a mapping"),
    ("{ http: { statsu: 503 } }", "18: unknown key 'statsu'; did you mean 'status'?"),
    ("{ http: { status: bad } }", "26: expected a status such as 503, or { atLeast: 500 }, found"),
    ("{ http: { status: {} } }", "26: 'status' compares with nothing; expected 'atLeast'"),
    ("{ exception: {} }", "21: 'exception' tests nothing; expected 'type', 'message'"),
    (
      "{ exception: { message: { contains: a, regex: b } } }",
      "32: the message of an exception takes one of 'contains', 'equals', 'regex'"
    ),
    ("{ any: [] }", "10: 'any' lists no condition"),
    ("{ all: { service: a } }", "15: expected a list of conditions, found a mapping"),
    ("{ not: [] }", "15: expected a condition: a mapping with 'message'"),
    ("{ mesage: { contains: boom } }", "10: unknown key 'mesage'; did you mean 'message'?"),
  ])
  func `a wrong condition is told with its column`(match: String, expected: String) {
    let found = errors(in: signature(match: match))
    #expect(found.hasPrefix("a.yaml:5:" + expected), "\(found)")
    #expect(!found.contains("\n"), "one mistake is told once: \(found)")
  }

  @Test(arguments: [
    ("sequence: { within: 30s }", "7:1: a signature has one of 'match', 'sequence', 'set' and"),
    ("explains: [sample]", "7:1: 'explains' names the signature itself"),
    ("explains: [smaple-two]", "7:12: no signature has the id 'smaple-two'"),
    ("crossFires: {}", "7:13: expected a list of ids of signatures, found a mapping"),
    ("startup: { phases: a }", "7:12: unknown key 'phases'; did you mean 'phase'?"),
    ("startup: { frames: [a] }", "7:20: expected a mapping of functions to phases, found a list"),
    ("why: text", "7:6: expected a list of answers, found 'text'"),
    ("impact: { tag: [a] }", "7:11: unknown key 'tag'; did you mean 'tags'?"),
    ("fixes: [{ horizon: soon, text: x }]", "7:20: unknown horizon 'soon'; expected 'immediate'"),
    (
      "fixes: [{ horizon: immediate, text: Stop, then start. }]",
      "7:43: unknown key 'then start.'; text with a comma needs quotes within { }"
    ),
    ("fixes: [{ text: x }]", "7:9: missing key 'horizon'; every fix needs one"),
    ("fixes: [{ horizon: immediate }]", "7:9: missing key 'text'; every fix needs one"),
    ("references: ['javascript:alert(1)']", "7:14: expected an address that begins with https://"),
    ("title: twice", "7:1: duplicate key 'title'; first given on line 2"),
    ("tags: &t [a]", "7:7: anchors (&name) are not supported; write the value out"),
    ("tags: *t", "7:7: aliases (*name) are not supported; write the value out"),
    ("tags: !!seq [a]", "7:7: tags (!name) are not supported; leave the tag out"),
    ("? [a]\n: b", "7:3: a key must be plain text"),
    ("tags: [a", "8:1: not YAML: while parsing a flow sequence: did not find expected ',' or ']'"),
    ("tags: {a: 'b}", "8:1: not YAML: while scanning a quoted scalar: found unexpected end"),
  ])
  func `a wrong key of a signature is told`(extra: String, expected: String) {
    let found = errors(in: signature(extra: extra) + "\n")
    #expect(found.hasPrefix("a.yaml:" + expected), "\(found)")
  }

  @Test func `the reader is told which words were meant across files`() {
    let found = errors(
      in: ("one.yaml", signature(id: "port-in-use", extra: "explains: [worker-crashd]")),
      (
        "two.yaml",
        signature(id: "worker-crashed", extra: "startup: { phase: websockets, frames: { f: db } }")
      ),
      (
        "profile.yaml",
        """
        id: stages
        title: Stages
        phases:
          - { name: websocket, frames: [connect] }
          - { name: database, frames: [query] }
        """
      ))
    #expect(
      found == """
        one.yaml:7:12: no signature has the id 'worker-crashd'; did you mean 'worker-crashed'?
        two.yaml:7:19: no profile has a phase 'websockets'; did you mean 'websocket'?
        two.yaml:7:44: no profile has a phase 'db'; expected 'database' or 'websocket'
        """)
  }

  @Test func `an id used twice names both places`() {
    #expect(
      errors(in: ("b.yaml", "\n" + signature()), ("a.yaml", signature()))
        == "a.yaml:1:1: the id 'sample' is already used at b.yaml:2:1; choose another")
  }

  @Test func `an id used twice in a broken document is still told`() {
    let broken = signature().replacing("severity: error", with: "severity: bad")
    #expect(
      errors(in: ("a.yaml", broken + "\n---\n" + signature())) == """
        a.yaml:3:11: unknown severity 'bad'; expected 'critical', 'error', 'warning' or 'info'
        a.yaml:9:1: the id 'sample' is already used at a.yaml:1:1; choose another
        """)
  }
}
