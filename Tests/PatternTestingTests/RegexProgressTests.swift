import Patterns
import Testing

@Suite struct RegexProgressTests {
  private func progress(_ pattern: String, _ text: String) throws -> Regex.Progress? {
    try Regex(pattern, ignoreCase: false).progress(in: text)
  }

  @Test(arguments: [
    ("has schema (?<found>\\d+)", "table has schema x", "has schema ", "(?<found>\\d+)"),
    ("^a[bc]+\\.d{2,3}?e", "ab.ddf", "^a[bc]+\\.d{2,3}?", "e"),
    ("Error (?:111|61) connecting", "Error 112 connecting", "Error 11", " connecting"),
    (
      "(?:listen|bind) on (?<port>\\d+): in use", "cannot bind on 80: free",
      "(?:listen|bind) on (?<port>\\d+): ",
      "in use"
    ),
    ("\\Qa.b\\E c[]x]d", "a.b c]e", "\\Qa.b\\E c[]x]", "d"),
    ("(?i)PORT \\x{41}\\p{Lu}[[:digit:]]z", "port a", "(?i)PORT \\x{41}", "\\p{Lu}[[:digit:]]z"),
  ])
  func `it tells how far the text goes along`(
    pattern: String, text: String, matched: String, missing: String
  ) throws {
    let found = try #require(try progress(pattern, text))
    #expect(found.matched == matched)
    #expect(found.missing.hasSuffix(missing))
  }

  @Test func `of alternatives the one that gets farthest is told`() throws {
    let found = try #require(try progress("connect|Connection reset by peer", "Connection reset"))
    #expect(found.missing == " by peer")
  }

  @Test func `options before a bar hold behind it`() throws {
    let found = try #require(try progress("(?i)xyz|abcdef", "ABCDxx"))
    #expect(found.matched == "(?i)abcd")
  }

  @Test func `nothing in common is nothing`() throws {
    #expect(try progress("^(?:x)?abc", "123") == nil)
  }

  /// Whatever matches is found where it matches, and what is said to match does.
  @Test func `what is told is so for every pattern of the library and every example of others`()
    throws
  {
    let library = try Libraries.shipped.get()
    let regexes = library.messagePredicates.compactMap { predicate -> Regex? in
      if case .regex(let regex) = predicate.test { regex } else { nil }
    }
    let texts = library.signatures.flatMap { $0.examples.matches.prefix(1) }.compactMap(
      \.lines.first)
    #expect(regexes.count > 200)
    for (number, regex) in regexes.enumerated() {
      for step in 1...3 {
        let text = texts[(number * 7 + step * 31) % texts.count]
        switch regex.trial(on: text) {
        case .matches: #expect(regex.matches(text))
        case .givesUp: Issue.record("\(regex.pattern) gives up")
        case .fails:
          #expect(!regex.matches(text))
          guard let progress = regex.progress(in: text) else { continue }
          let beginning = try Regex(progress.matched, ignoreCase: regex.ignoreCase)
          guard case .matches(let range, _) = beginning.trial(on: text) else {
            Issue.record("\(progress.matched) does not match")
            continue
          }
          #expect(range == progress.range)
          #expect((0..<1).contains(progress.share))
        }
      }
    }
  }

  @Test func `a catastrophic regex is said to give up`() throws {
    let regex = try Regex("^(a+)+$", ignoreCase: false)
    guard case .givesUp = regex.trial(on: String(repeating: "a", count: 200) + "!") else {
      Issue.record("it did not")
      return
    }
  }
}
