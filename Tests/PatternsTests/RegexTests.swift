import Glibc
import Testing

@testable import Patterns

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
    // Of the processor: other tests run beside this one.
    let start = clock()
    matched = regex.matches(text)
    let seconds = clock() - start
    #expect(!matched)
    #expect(seconds < 3)
  }

  @Test(arguments: [
    "^(a+)+$", "(a|aa)+$", "(?:(?:a|b)*)*[xy]", "(?:a?){40}a{40}[xy]", "(?<x>a*)*\\k<x>[xy]",
  ])
  func `a pattern that gave up is known to have done so`(pattern: String) throws {
    let regex = try Regex(pattern, ignoreCase: false)
    let workspace = RegexWorkspace()
    let text = String(repeating: "a", count: 400) + "!"
    #expect(!regex.matches(text, in: workspace))
    #expect(!regex.matches(text, in: workspace))
    #expect(workspace.hasGivenUp)
    #expect(workspace.takeGivenUp().map(\.pattern) == [pattern])
    #expect(!workspace.hasGivenUp)
    #expect(!regex.matches("b", in: workspace))
    #expect(!workspace.hasGivenUp)
  }

  /// Where a step takes long, since it compares or looks ahead, fewer are allowed in a longer text.
  @Test(arguments: [
    "(.*)\\1[xy]", "(?=.*[xy])a", "(?:\\w+,)*[xy]", "(?:a|,)*[xy]", "(a*)b?\\1[xy]",
  ])
  func `a long text takes no pattern long`(pattern: String) throws {
    let regex = try Regex(pattern, ignoreCase: false)
    let text = String(repeating: "aaa,", count: 4_000) + "!"
    let start = clock()
    #expect(!regex.matches(text))
    #expect(clock() - start < 5)
  }

  @Test func `of a text without end the beginning is read`() throws {
    let text = String(repeating: "é", count: 200_000)
    #expect(try Regex("é", ignoreCase: false).matches(text + "x"))
    #expect(try !Regex("x", ignoreCase: false).matches(text + "x"))
    #expect(try Regex("x$", ignoreCase: false).captures(in: text + "x") == [:])
  }

  /// Seconds for which this thread has run.
  private func clock() -> Double {
    var time = timespec()
    clock_gettime(CLOCK_THREAD_CPUTIME_ID, &time)
    return Double(time.tv_sec) + Double(time.tv_nsec) / 1e9
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

  @Test func `threads that meet at the first use agree`() async throws {
    for _ in 0..<50 {
      let regex = try Regex("code (?<code>[0-9]+)", ignoreCase: false)
      let captures = await withTaskGroup(of: [String: String].self) { group in
        for _ in 0..<8 { group.addTask { regex.captures(in: "the code 42") } }
        return await group.reduce(into: []) { $0.append($1) }
      }
      #expect(captures == Array(repeating: ["code": "42"], count: 8))
    }
  }

  @Test func `a pattern that was wrongly taken for checked matches nothing`() {
    let regex = Regex(checked: "(", ignoreCase: false)
    #expect(!regex.matches("("))
    #expect(regex.captures(in: "(") == [:])
  }
}
