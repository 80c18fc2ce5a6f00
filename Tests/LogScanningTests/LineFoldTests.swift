import LogModel
import Patterns
import Testing

@testable import LogScanning

/// Lines as rules of the CRE format see them: a dated one with the undated ones behind it.
@Suite struct LineFoldTests {
  /// The entries of a text, and the lines that they tell, of which each entry tells one or none.
  private func seen(
    _ text: String, blockSize: Int = 64 << 10, keepsLines: Bool = true
  ) -> (entries: [Seen], lines: [String]) {
    var options = ReadOptions()
    options.blockSize = blockSize
    options.keepsLines = keepsLines
    var entries: [Seen] = []
    var lines: [String] = []
    let input = InputObject(kind: .memory(name: "input", bytes: Array(text.utf8)))
    let reader = EntryReader(input: input, options: options)
    _ = reader.readAll(progress: nil) { entry in
      entries.append(Seen(entry))
      if !entry.line.isEmpty { lines.append(String(decoding: entry.line, as: UTF8.self)) }
    }
    return (entries, lines)
  }

  private func day(_ second: Int) -> String {
    "2025-03-11T10:\(10 + second / 60):\(10 + second % 50)Z"
  }

  @Test func undatedLinesStandBehindTheDatedOne() {
    let text = """
      \(day(1)) first
        at here
      and there
      \(day(2)) second
      \(day(3)) third
      last
      """
    #expect(
      seen(text).lines == [
        "\(day(1)) first  at hereand there", "\(day(2)) second", "\(day(3)) thirdlast",
      ])
  }

  @Test func linesBeforeTheFirstDateStandForThemselves() {
    #expect(
      seen("one\ntwo\n\(day(1)) three\nfour\n").lines == ["one", "two", "\(day(1)) threefour"])
    #expect(seen("one\ntwo\nthree").lines == ["one", "two", "three"])
  }

  @Test func blankLinesAndCarriageReturnsAreNothing() {
    #expect(
      seen("\(day(1)) a\r\n\r\n  b\r\n\n \t\n\(day(2)) c\r\n").lines == [
        "\(day(1)) a  b", "\(day(2)) c",
      ])
  }

  @Test func aTraceIsOfItsLine() {
    let (entries, lines) = seen(
      """
      \(day(1)) ERROR failed
      Traceback (most recent call last):
        File "/app/main.py", line 3, in run
          go()
      KeyError: 'x'
      \(day(2)) INFO on
      """)
    #expect(
      lines == [
        "\(day(1)) ERROR failedTraceback (most recent call last):"
          + "  File \"/app/main.py\", line 3, in run    go()KeyError: 'x'", "\(day(2)) INFO on",
      ])
    #expect(entries.count == 2)
  }

  @Test func linesOfOneWriterAreNotFoldedIntoThoseOfAnother() {
    let (_, lines) = seen(
      """
      [pod/a-1/main] \(day(1)) one
      [pod/b-1/main] more
      [pod/a-1/main] \(day(2)) two
      [pod/a-1/main] more
      """)
    #expect(
      lines == [
        "[pod/a-1/main] \(day(1)) one", "[pod/b-1/main] more",
        "[pod/a-1/main] \(day(2)) two[pod/a-1/main] more",
      ])
  }

  /// What a program of syslog's logs over several lines has its name on the first alone.
  @Test func linesOfNobodyAreFoldedIntoThoseOfAnyone() {
    let (_, lines) = seen(
      """
      Mar 11 14:00:01 host app[1]: cannot go on
        at here
      Mar 11 14:00:02 host app[1]: next
      [pod/a-1/main] \(day(1)) one
      more
      """)
    #expect(
      lines == [
        "Mar 11 14:00:01 host app[1]: cannot go on  at here", "Mar 11 14:00:02 host app[1]: next",
        "[pod/a-1/main] \(day(1)) onemore",
      ])
  }

  @Test func whatARuntimeWrapsIsDated() {
    let docker = #"{"log":"one\n","stream":"stderr","time":"\#(day(1))"}"#
    #expect(seen("\(docker)\n\(docker)\n").lines == [docker, docker])
    let container = "\(day(1).dropLast()).000000001Z stderr F one"
    #expect(seen("\(container)\n\(container)").lines == [container, container])
  }

  /// Held lines are bounded: more than that is seen in pieces.
  @Test func endlessLinesAreNotHeldForEver() {
    let line = String(repeating: "more ", count: 2000)
    let text = "\(day(1)) one\n" + Array(repeating: line, count: 100).joined(separator: "\n")
    let (entries, lines) = seen(text)
    #expect(entries.count == 101)
    #expect(lines.count > 1)
    #expect(lines.allSatisfy { $0.utf8.count < 300 << 10 })
    #expect(lines.joined() == text.replacing("\n", with: ""))
  }

  // MARK: Properties

  /// Plain logs of every shape, with the lines that must be told of them.
  private struct Plain {
    var text = ""
    var folded: [String] = []

    init(_ seed: UInt64) {
      var dice = Dice(seed)
      var isDated = false
      let dates = dice.roll(6) > 0
      for number in 0..<1 + dice.roll(40) {
        var line = [
          "word \(number)", "  indented \(number)", "\tat a.B.c(B.java:\(number))",
          "ERROR x\(number)", "Traceback (most recent call last):",
          "  File \"/a.py\", line 3, in f", "ValueError: \(number)", "caf\u{E9} \u{1F600}", "}",
          "{", "x: {\(number)", "java.lang.Error: \(number)", "---",
        ][dice.roll(13)]
        if dates, dice.roll(3) == 0 {
          line = "2025-03-11T10:00:\(10 + number % 50).\(100 + number)Z \(line)"
          folded.append(line)
          isDated = true
        } else if line.first == "{" {
          // Text that begins as an object does is another matter.
          line = "object"
          add(line, isDated)
        } else {
          add(line, isDated)
        }
        text += line + (dice.roll(9) == 0 ? "\r\n" : "\n") + (dice.roll(9) == 0 ? " \n" : "")
      }
      if dice.roll(2) == 0 { text.removeLast() }
    }

    private mutating func add(_ line: String, _ isDated: Bool) {
      if isDated, let last = folded.indices.last {
        folded[last] += line
      } else {
        folded.append(line)
      }
    }
  }

  @Test(arguments: 1...120 as ClosedRange<UInt64>)
  func blocksChangeNothing(seed: UInt64) {
    let plain = Plain(seed)
    let whole = seen(plain.text)
    // What a runtime's trace takes in before the first date is one entry, and tells all its lines.
    #expect(whole.lines.joined() == plain.folded.joined())
    let dated = plain.folded.filter { $0.hasPrefix("2025-") }
    #expect(whole.lines.suffix(dated.count) == dated[...])
    for blockSize in seed <= 8 ? Array(1...64) : [1 + Int(seed) % 64] {
      let cut = seen(plain.text, blockSize: blockSize)
      #expect(cut.lines == whole.lines, "blocks of \(blockSize)")
      #expect(cut.entries == whole.entries, "blocks of \(blockSize)")
    }
  }

  /// Whoever does not ask for lines sees the entries that there were before there were any.
  @Test(arguments: 1...200 as ClosedRange<UInt64>)
  func othersSeeTheSameEntries(seed: UInt64) {
    let plain = Plain(seed)
    for blockSize in [1 + Int(seed) % 64, 64 << 10] {
      let with = seen(plain.text, blockSize: blockSize)
      let without = seen(plain.text, blockSize: blockSize, keepsLines: false)
      #expect(without.lines.isEmpty)
      #expect(with.entries == without.entries)
    }
  }

  private static let library = Result {
    try PatternLibraryLoader.load(files: [
      PatternFile(
        name: "rules.yaml",
        text: """
          rules:
            - cre: { id: CRE-1, title: One }
              rule: { set: { match: [{ regex: 'begins.*ends$' }] } }
            - cre: { id: CRE-2, title: Two }
              rule: { sequence: { window: 20s, order: [begins, { value: word, count: 2 }, last] } }
          """)
    ])
  }

  @Test(arguments: 1...6 as ClosedRange<UInt64>)
  func threadsChangeNothing(seed: UInt64) throws {
    var dice = Dice(seed)
    var text = ""
    for number in 0..<4000 {
      let time = "2025-03-11T\(10 + number / 3600):\(10 + number / 60 % 50):\(10 + number % 50)Z "
      let words = ["begins", "ends", "word", "last", "begins, ends", "nothing"][dice.roll(6)]
      text += (dice.roll(3) == 0 ? "" : time) + words + "\n"
    }
    func told(threads: Int, blockSize: Int) throws -> [String] {
      var options = ScanOptions()
      options.threads = threads
      options.blockSize = blockSize
      let object = InputObject(kind: .memory(name: "input", bytes: Array(text.utf8)))
      let library = try LineFoldTests.library.get()
      return SpeedChangesNothingTests.told(
        try LogScanner(library: library, options: options).scan([object]))
    }
    let alone = try told(threads: 1, blockSize: 512 << 10)
    #expect(alone.count > 1000)
    for threads in [1, 2, 8] {
      for blockSize in [997, 4 << 10] {
        #expect(
          try told(threads: threads, blockSize: blockSize) == alone,
          "\(threads) threads, blocks of \(blockSize)")
      }
    }
  }
}
