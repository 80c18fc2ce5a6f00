import LogModel
import Patterns
import Testing

@testable import LogScanning

/// Patterns that take too many steps are named, with what they may have missed, whatever the order of
/// the entries, the blocks and the threads.
@Suite struct GivenUpTests {
  /// The automaton looks for `job` and leaves the rest to be confirmed.
  private static let hostile = #"job (?<words>(?:\w+\s?)+)[.?]$"#

  private static func library(match: String) throws -> PatternLibrary {
    try PatternLibraryLoader.load(files: [
      PatternFile(
        name: "mine.yaml",
        text: """
          id: mine
          title: Mine
          severity: error
          role: cause
          match: \(match)
          examples: { matches: [a], ignores: [b] }
          ---
          id: other
          title: Other
          severity: error
          role: cause
          match: { message: { contains: "disk on fire" } }
          examples: { matches: [a], ignores: [b] }
          """)
    ])
  }

  private static func entry(_ number: Int, _ text: String, payload: String = "") -> String {
    """
    {"insertId":"i\(number)","timestamp":"2025-09-15T10:00:00.\(1_000_000 + number)Z",\
    "severity":"\(number % 3 == 0 ? "ERROR" : "INFO")","logName":"projects/p/logs/l",\
    "textPayload":"\(text)"\(payload)}
    """
  }

  private static let words = String(repeating: "alpha beta ", count: 6)

  /// Entries of shapes that come again and again, with copies.
  private static func log(seed: UInt64) -> [String] {
    var dice = Dice(seed)
    var lines = (0..<600).map { number in
      switch dice.roll(5) {
      case 0: entry(number, "job done in \(dice.roll(100)) s.")
      case 1: entry(number, "disk on fire, sector \(dice.roll(50))")
      case 2: entry(number, "job \(words)\(dice.roll(10))!")
      case 3: entry(number, "job \(words)\(String(repeating: "gamma ", count: 60))!")
      default: entry(number, "nothing happened for \(dice.roll(60)) s")
      }
    }
    for _ in 0..<100 { lines.append(lines[dice.roll(600)]) }
    return lines
  }

  private static func scan(
    _ files: [[String]], _ library: PatternLibrary, threads: Int = 1, blockSize: Int = 512 << 10
  ) throws -> ScanResult {
    var options = ScanOptions()
    options.threads = threads
    options.blockSize = blockSize
    return try LogScanner(library: library, options: options).scan(
      files.enumerated().map { number, lines in
        InputObject(
          kind: .memory(
            name: "\(number).json", bytes: Array((lines.joined(separator: "\n") + "\n").utf8)))
      })
  }

  private static func matches(of id: String, in result: ScanResult) -> Int {
    result.facts.sorted.count { fact in
      guard case .match(let match) = fact.kind else { return false }
      return match.signature == id
    }
  }

  @Test(arguments: [1, 2] as [UInt64])
  func `what is given up is counted by entry, however it is read`(seed: UInt64) throws {
    let library = try GivenUpTests.library(
      match: "{ message: { regex: '\(GivenUpTests.hostile)' } }")
    let lines = GivenUpTests.log(seed: seed)
    let once = try GivenUpTests.scan([lines], library)
    let expected = Set(lines.filter { $0.contains("!") })
    let first = try #require(lines.firstIndex { $0.contains("!") })
    let problems = once.givenUp.problems
    #expect(problems.count == 1)
    #expect(problems.first?.entry == first + 1)
    #expect(problems.first?.isLoss == false)
    #expect(
      problems.first?.reason.hasPrefix(
        "the regex at mine.yaml:5:28 of the signature 'mine' took too many steps here and on "
          + "\(expected.count - 1) more texts") == true,
      "\(problems)")
    for (threads, blockSize) in [(1, 1 << 10), (2, 4 << 10), (6, 2 << 10)] {
      let again = try GivenUpTests.scan([lines], library, threads: threads, blockSize: blockSize)
      #expect(again.givenUp.problems == problems, "\(threads) threads, blocks of \(blockSize)")
    }
    // The other order of entries, and several files: only the place of the first may be another.
    let count = { (result: ScanResult) in
      result.givenUp.problems.map { $0.reason.split(separator: "here")[1] }
    }
    let reversed = try GivenUpTests.scan([lines.reversed()], library)
    #expect(count(reversed) == count(once))
    let halves = try GivenUpTests.scan(
      [Array(lines[..<350]), Array(lines[200...])], library, threads: 3)
    #expect(count(halves) == count(once))
    #expect(halves.givenUp.problems.first?.file == "0.json")
  }

  @Test func `what others know is found all the same`() throws {
    let library = try GivenUpTests.library(
      match: "{ message: { regex: '\(GivenUpTests.hostile)' } }")
    let lines = GivenUpTests.log(seed: 4)
    let result = try GivenUpTests.scan([lines], library)
    let fires = Set(lines.filter { $0.contains("disk on fire") })
    #expect(GivenUpTests.matches(of: "other", in: result) == fires.count)
    let well = Set(lines.filter { $0.contains("job done") })
    #expect(GivenUpTests.matches(of: "mine", in: result) == well.count)
  }

  @Test(arguments: [
    "{ field: { jsonPayload.note: { regex: '(\\w+\\s?)+[.?]$' } } }",
    "{ severity: { atLeast: DEFAULT }, field: { jsonPayload.note: { regex: '(\\w+\\s?)+[.?]$' } } }",
  ])
  func `a field is as bounded as a message`(match: String) throws {
    let lines = (0..<40).map {
      """
      {"insertId":"i\($0)","timestamp":"2025-09-15T10:00:00Z","logName":"projects/p/logs/l",\
      "jsonPayload":{"message":"m","note":"\($0 % 4 == 0 ? GivenUpTests.words + "!" : "well.")"}}
      """
    }
    let result = try GivenUpTests.scan([lines], GivenUpTests.library(match: match), threads: 2)
    #expect(result.givenUp.problems.count == 1)
    #expect(result.givenUp.problems.first?.reason.contains("and on 9 more texts") == true)
    #expect(result.givenUp.problems.first?.entry == 1)
  }

  @Test func `the exception of a stack trace is as bounded as a message`() throws {
    let library = try GivenUpTests.library(
      match: "{ exception: { type: ValueError, message: { regex: '(\\w+\\s?)+[.?]$' } } }")
    let trace = [
      "Traceback (most recent call last):", #"  File \"/app/a.py\", line 3, in f"#, "    g()",
      "ValueError: \(GivenUpTests.words)!",
    ].joined(separator: #"\n"#)
    let result = try GivenUpTests.scan([[GivenUpTests.entry(0, trace)]], library)
    #expect(result.givenUp.problems.count == 1)
    #expect(
      result.givenUp.problems.first?.reason.contains("took too many steps here, which") == true)
  }

  @Test func `a rule of the CRE format is as bounded as a signature`() throws {
    let library = try PatternLibraryLoader.load(files: [
      PatternFile(
        name: "rules.yaml",
        text: #"""
          rules:
            - cre: { id: CRE-2099-0001, severity: 1, title: Words, cause: Somebody wrote them. }
              rule:
                set:
                  event: { source: cre.log.words }
                  match: [{ regex: 'job (\w+\s?)+[.?]$' }]
          """#)
    ])
    let lines = GivenUpTests.log(seed: 6)
    let expected = Set(lines.filter { $0.contains("!") })
    let problems = try GivenUpTests.scan([lines], library, threads: 3).givenUp.problems
    #expect(problems.count == 1)
    #expect(
      problems.first?.reason.hasPrefix(
        "the regex at rules.yaml:6:27 of the signature 'CRE-2099-0001' took too many steps here and"
          + " on \(expected.count - 1) more texts") == true, "\(problems)")
  }

  @Test func `nothing is given up of a sound library`() throws {
    let library = try GivenUpTests.library(
      match: #"{ message: { regex: 'job (?<words>\w+(?: \w+)*)[.?]$' } }"#)
    #expect(try GivenUpTests.scan([GivenUpTests.log(seed: 5)], library).givenUp.isEmpty)
  }
}
