import Patterns
import Testing

@Suite("Examples become log entries, one a line")
struct ExampleTests {
  private func lines(_ matches: String) throws -> [[String]] {
    let text = signature().replacing("matches: [boom]", with: "matches: \(matches)")
    let library = try PatternLibraryLoader.load(files: [PatternFile(name: "a.yaml", text: text)])
    return try #require(library.signature("sample")).examples.matches.map(\.lines)
  }

  @Test func `a text becomes an entry of severity ERROR`() throws {
    #expect(
      try lines(#"["a \"b\"\n\tc\\ \e[31m é", 42]"#) == [
        [#"{"severity":"ERROR","textPayload":"a \"b\"\n\tc\\ \u001b[31m é"}"#],
        [#"{"severity":"ERROR","textPayload":"42"}"#],
      ])
  }

  @Test func `a mapping becomes the entry it spells`() throws {
    #expect(
      try lines(
        "[{ timestamp: 2025-09-16T00:41:13Z, severity: ERROR, jsonPayload: { n: 5, m: -1.5e3, "
          + "t: true, f: false, z: null, e: , q: 'true', s: '5', o: 007, h: 0x1F, d: 1., "
          + "l: [1, {}, []], \"k\\n\": ~ } }]") == [
          [
            #"{"timestamp":"2025-09-16T00:41:13Z","severity":"ERROR","jsonPayload":{"n":5,"#
              + #""m":-1.5e3,"t":true,"f":false,"z":null,"e":null,"q":"true","s":"5","o":"007","#
              + #""h":"0x1F","d":"1.","l":[1,{},[]],"k\n":null}}"#
          ]
        ])
  }

  @Test func `a list becomes one example of several lines`() throws {
    #expect(
      try lines("[[a, { textPayload: b }], c]") == [
        [#"{"severity":"ERROR","textPayload":"a"}"#, #"{"textPayload":"b"}"#],
        [#"{"severity":"ERROR","textPayload":"c"}"#],
      ])
  }

  @Test(arguments: [
    ("[]", "6:22: 'matches' is empty; expected at least one example that must match"),
    ("boom", "6:22: expected a list of examples, found 'boom'"),
    ("['']", "6:23: expected text, found an empty one"),
    ("[{}]", "6:23: expected text or a log entry, found a mapping"),
    ("[[]]", "6:23: expected at least one entry, found an empty list"),
    ("[[[a]]]", "6:24: expected text or a log entry, found a list"),
    ("[{ a: 1, a: 2 }]", "6:31: duplicate key 'a'; first given on line 6"),
  ])
  func `a wrong example is told`(matches: String, expected: String) {
    let text = signature().replacing("matches: [boom]", with: "matches: \(matches)")
    #expect(errors(in: text) == "a.yaml:\(expected)")
  }
}
