import Testing

@testable import Patterns

/// Programs of jq as terms; without libjq there is nothing to test.
@Suite("Programs of jq", .enabled(if: JQProgram.isAvailable))
struct JQTests {
  private func holds(_ program: String, _ json: String) throws -> Bool {
    let program = try JQProgram(program)
    var json = json
    return json.withUTF8 { program.holds(of: $0) }
  }

  private static let line = #"{"level":"error","code":5,"a":{"b":[1,{"c":"x"}]}}"#

  @Test(arguments: [
    (#"select(.level == "error" and .code > 3)"#, true), (".code > 5", false), (".nothing", false),
    ("null", false), ("false", false), ("empty", false), ("0", true), (#""""#, true), ("[]", true),
    // Any of several outputs, and none where one is an error.
    ("false, null, .code", true), ("false, null", false), (#"true, error("x")"#, false),
    (#"error("x"), true"#, false), (".code | ascii_downcase", false),
    ("(.code | ascii_downcase)?", false), (#"try error("x") catch true"#, true),
    ("true, halt", true), ("halt, true", false), (#".a.b[1].c == "x""#, true),
    (#".level | test("^ERR"; "i")"#, true), ("def f: .code; f == 5", true),
    (".a.b | length == 2", true), (".x // .level", true),
  ])
  func `a program holds where it gives anything but null and false`(
    program: String, expected: Bool
  ) throws {
    #expect(try holds(program, JQTests.line) == expected)
  }

  @Test(arguments: ["", "{", "{}x", "{'a':1}", "boom", #"{"a":1} {"a":2}"#])
  func `what is no JSON is a no`(line: String) throws {
    #expect(try !holds("true", line))
  }

  @Test func `a program is run on line after line`() throws {
    let program = try JQProgram("if .a == 0 then error(\"x\") else .a == 1 end")
    let lines = [#"{"a":1}"#, #"{"a":0}"#, "{", #"{"a":2}"#, #"{"a":1}"#]
    let held = lines.map { line in
      var line = line
      return line.withUTF8 { program.holds(of: $0) }
    }
    #expect(held == [true, false, false, false, true])
  }

  /// Each of these looked for what no one gave libjq, which took that for a value.
  @Test(arguments: [
    "input", "[inputs]", "true, input", "first(inputs)", #""a" | modulemeta"#, "get_search_list",
    #""x" | halt_error"#, "input_line_number",
  ])
  func `what is not in the line is an error`(program: String) throws {
    #expect(try !holds(program, JQTests.line))
  }

  @Test func `endless outputs end`() throws {
    #expect(try holds("repeat(1)", JQTests.line))
    #expect(try !holds("repeat(null)", JQTests.line))
  }

  @Test(arguments: [
    ".a [", "select(.a", "nosuch(.)", "$foo", #"import "a" as a; a::f"#, #"include "a"; f"#,
    #"module {}; ."#,
  ])
  func `what is no program is an error of its file`(program: String) {
    let found = errors(
      in: """
        rules:
          - cre: { id: A, title: T }
            rule: { set: { match: [{ jq: '\(program)' }] } }
        """)
    #expect(found.hasPrefix("a.yaml:3:34: invalid jq program: "), "\(found)")
    #expect(!found.contains("def input"), "\(found)")
  }
}
