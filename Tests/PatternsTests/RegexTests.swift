import Patterns
import Testing

@Suite("Regexes are bounded")
struct RegexTests {
  @Test(arguments: [
    "^(a+)+$", "(a|aa)+$", "(a*)*c", "^(([a-z])+.)+[A-Z]([a-z])+$", "(.*)*(.*)*(.*)*x",
    "^(?:a?){40}a{40}b$", "(?<x>a+)+\\k<x>c",
  ])
  func `a catastrophic pattern gives up in bounded time`(pattern: String) throws {
    let regex = try Regex(pattern, ignoreCase: false)
    let text = String(repeating: "a", count: 200) + "!"
    var matched = true
    let duration = ContinuousClock().measure { matched = regex.matches(text) }
    #expect(!matched)
    #expect(duration < .seconds(3))
  }

  @Test func `a long text with nested groups still matches`() throws {
    let regex = try Regex("^(?:(a|b)+c)+$", ignoreCase: false)
    let text = String(repeating: String(repeating: "ab", count: 20) + "c", count: 200)
    #expect(regex.matches(text))
  }

  @Test func `groups that took no part are not captured`() throws {
    let regex = try Regex("(?<a>x)|(?<b>y)", ignoreCase: false)
    #expect(regex.captures(in: "-y") == ["b": "y"])
    #expect(regex.captures(in: "-") == [:])
  }

  @Test func `text beyond ASCII is matched by character`() throws {
    let regex = try Regex("^é.(?<rest>.+)$", ignoreCase: true)
    #expect(regex.captures(in: "É😀日本") == ["rest": "日本"])
  }

  @Test func `lines have their own beginning and end`() throws {
    let regex = try Regex("^b$", ignoreCase: false)
    #expect(regex.matches("a\nb\nc"))
    #expect(!regex.matches("abc"))
  }

  @Test func `what can match nothing is known`() throws {
    #expect(try Regex("a?", ignoreCase: false).canMatchEmpty)
    #expect(try Regex("(?=a)", ignoreCase: false).canMatchEmpty)
    #expect(try !Regex("\\ba", ignoreCase: false).canMatchEmpty)
  }

  @Test(arguments: ["(", "a{2,1}", "[z-a]", "(?<n>a)(?<n>b)", "\\C", "(?<=a+)b", "*a"])
  func `an invalid pattern has a place`(pattern: String) {
    #expect(throws: Regex.CompileError.self) { try Regex(pattern, ignoreCase: false) }
  }

  @Test func `a pattern of patterns is refused, not expanded`() {
    #expect(throws: Regex.CompileError.self) {
      try Regex("((((a{1000}){1000}){1000}){1000})", ignoreCase: false)
    }
    let long = String(repeating: "a", count: 20_000)
    #expect(
      errors(in: signature(match: "{ message: { regex: \(long) } }"))
        == "a.yaml:5:28: the regex is longer than 16384 bytes; split it")
  }
}
