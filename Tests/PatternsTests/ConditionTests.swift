import LogModel
import Patterns
import Testing

@Suite("Conditions hold of what they say")
struct ConditionTests {
  private func holds(_ match: String, _ entry: EntryOfParts) throws -> Bool {
    try condition(match).holds(of: entry)
  }

  @Test(arguments: [
    ("{ message: { contains: oom } }", true),
    ("{ message: { contains: Oom } }", false),
    ("{ message: { contains: Oom, ignoreCase: true } }", true),
    ("{ message: { equals: 'Boom: x=5' } }", true),
    ("{ message: { equals: Boom } }", false),
    ("{ message: { regex: 'x=\\d$' } }", true),
    ("{ message: { regex: '^x=' } }", false),
    ("{ message: { regex: 'X=\\d', ignoreCase: true } }", true),
    ("{ message: { contains: Boom, regex: 'x=6' } }", false),
    ("{ message: { contains: Boom, regex: 'x=5' } }", true),
    ("{ message: { any: [{ contains: no }, { equals: 'Boom: x=5' }] } }", true),
    ("{ message: { any: [{ contains: no }, { contains: never }] } }", false),
    ("{ message: { contains: Boom, any: [{ contains: no }] } }", false),
    ("{ message: { contains: 5 } }", true),
  ])
  func `a message`(match: String, expected: Bool) throws {
    #expect(try holds(match, EntryOfParts(text: "Boom: x=5")) == expected)
    let facets = TextFacets(
      text: "Boom: x=5", severity: .error, source: source(), exceptions: [])
    #expect(try condition(match).holds(of: facets) == expected)
  }

  @Test(arguments: [
    ("{ field: { jsonPayload.error.type: { equals: ValueError } } }", true),
    ("{ field: { jsonPayload.error.type: { equals: valueerror, ignoreCase: true } } }", true),
    ("{ field: { jsonPayload.error.type: { contains: Key } } }", false),
    ("{ field: { jsonPayload.error.type: { regex: '^Val' } } }", true),
    ("{ field: { jsonPayload.error.type: { any: [{ equals: a }, { contains: lue }] } } }", true),
    ("{ field: { jsonPayload.absent: { exists: false } } }", true),
    ("{ field: { jsonPayload.absent: { exists: true } } }", false),
    ("{ field: { jsonPayload.absent: { equals: a } } }", false),
    ("{ field: { jsonPayload.error.type: { exists: true, contains: Error } } }", true),
    ("{ field: { jsonPayload.code: { equals: 503 } } }", true),
    ("{ field: { jsonPayload.code: { equals: '503' } } }", true),
    ("{ field: { jsonPayload.code: { equals: 504 } } }", false),
    ("{ field: { jsonPayload.code: { atLeast: 500, atMost: 599 } } }", true),
    ("{ field: { jsonPayload.code: { atLeast: 503.5 } } }", false),
    ("{ field: { jsonPayload.error.type: { atLeast: 1 } } }", false),
    ("{ field: { jsonPayload.ok: { equals: true } } }", true),
    ("{ field: { labels.\"k8s-pod/app.name\": { equals: shop } } }", true),
    ("{ field: { 'labels.\"a\\\"b\\\\\"': { equals: odd } } }", true),
    ("{ field: { jsonPayload.code: { equals: 503 }, jsonPayload.ok: { equals: false } } }", false),
  ])
  func `a field`(match: String, expected: Bool) throws {
    let entry = EntryOfParts(fields: [
      ["jsonPayload", "error", "type"]: .text("ValueError"),
      ["jsonPayload", "code"]: .number(503),
      ["jsonPayload", "ok"]: .bool(true),
      ["labels", "k8s-pod/app.name"]: .text("shop"),
      ["labels", "a\"b\\"]: .text("odd"),
    ])
    #expect(try holds(match, entry) == expected)
  }

  @Test(arguments: [
    ("{ service: 'shop-*' }", true),
    ("{ service: [cart, 'shop-?taging'] }", true),
    ("{ service: shop }", false),
    ("{ project: '*-staging', environment: staging }", true),
    ("{ environment: [test, production] }", false),
    ("{ log: '*stderr' }", true),
    ("{ resourceType: 'k8s_*' }", false),
    ("{ not: { resourceType: 'k8s_*' } }", true),
    ("{ any: [{ service: cart }, { all: [{ log: '*err' }, { project: 'acme*' }] }] }", true),
    ("{ severity: { atLeast: WARNING } }", true),
    ("{ severity: { atLeast: error } }", false),
    ("{ http: { status: 503 } }", true),
    ("{ http: { status: [500, 502] } }", false),
    ("{ http: { status: [500, { atLeast: 503, atMost: 504 }] } }", true),
    ("{ severity: { atLeast: INFO }, http: { status: { equals: 500 } } }", false),
  ])
  func `where an entry comes from and how bad it is`(match: String, expected: Bool) throws {
    let entry = EntryOfParts(severity: .warning, httpStatus: 503)
    #expect(try holds(match, entry) == expected)
  }

  @Test func `nothing holds of what an entry does not have`() throws {
    let entry = EntryOfParts(source: source(service: nil, project: nil, resourceType: nil))
    for match in ["{ service: '*' }", "{ project: '*' }", "{ http: { status: { atLeast: 0 } } }"] {
      #expect(try !holds(match, entry))
    }
  }

  @Test(arguments: [
    ("{ exception: { type: ValueError } }", true),
    ("{ exception: { type: OperationalError } }", true),
    ("{ exception: { type: 'sqlalchemy.*' } }", true),
    ("{ exception: { type: sqlalchemy } }", false),
    ("{ exception: { type: [KeyError, ValueError], message: { contains: context } } }", true),
    ("{ exception: { type: OperationalError, message: { contains: context } } }", false),
    ("{ exception: { function: connect, file: '*/ws.py' } }", true),
    ("{ exception: { function: [nope, conn*] } }", true),
    ("{ exception: { file: [db.py, '*/none.py'] } }", false),
    ("{ exception: { message: { any: [{ equals: x }, { regex: 'user \\w+' }] } } }", true),
  ])
  func `an exception holds as one`(match: String, expected: Bool) throws {
    let entry = EntryOfParts(exceptions: [
      RaisedException(
        type: "ValueError", message: "no user context",
        frames: [
          StackFrame(file: "/app/ws.py", line: 7, function: "connect", isApplication: true)
        ], link: .root),
      RaisedException(
        type: "sqlalchemy.exc.OperationalError", message: "", frames: [], link: .context),
    ])
    #expect(try holds(match, entry) == expected)
  }

  @Test func `the lists of an exception cannot multiply without end`() {
    let list = (0..<20).map { "a\($0)" }.joined(separator: ", ")
    let found = errors(
      in: signature(match: "{ exception: { type: [\(list)], file: [\(list)] } }"))
    #expect(
      found == "a.yaml:5:21: the lists of this exception make 400 alternatives; at most 64 are "
        + "allowed, use a glob or a regex")
  }

  @Test func `named groups are captured, outside not, the first of a name winning`() throws {
    let match = """
      { any: [ { message: { regex: 'port (?<port>\\d+)' } }, { message: { regex: '(?<word>\\w+)' } },
      { field: { jsonPayload.a: { regex: '(?<port>.)(?<field>.)' } } },
      { not: { message: { regex: '(?<never>zzz)' } } } ] }
      """
    let entry = EntryOfParts(
      text: "bind: port 8080", fields: [["jsonPayload", "a"]: .text("xy")])
    #expect(
      try condition(match).captures(of: entry)
        == ["port": "8080", "word": "bind", "field": "y"])
  }

  @Test func `an exception's message is captured from the exception that holds`() throws {
    let entry = EntryOfParts(exceptions: [
      RaisedException(type: "A", message: "key 1", frames: [], link: .root),
      RaisedException(type: "B", message: "key 2", frames: [], link: .cause),
    ])
    let match = "{ exception: { type: B, message: { regex: 'key (?<key>\\d)' } } }"
    #expect(try condition(match).captures(of: entry) == ["key": "2"])
  }
}

@Suite("Globs")
struct GlobTests {
  @Test(arguments: [
    ("*", "", true), ("", "", true), ("", "a", false), ("?", "a", true), ("?", "", false),
    ("a*b*c", "a/x/b//c", true), ("a*b*c", "abcd", false), ("*-staging", "x-staging", true),
    ("*-staging", "x-staging-2", false), ("[a]", "a", false), ("[a]", "[a]", true),
    ("*a*a*a*b", String(repeating: "a", count: 300), false),
  ])
  func `a glob is about the whole text`(pattern: String, text: String, expected: Bool) {
    #expect(Glob(pattern).matches(text) == expected)
  }
}
