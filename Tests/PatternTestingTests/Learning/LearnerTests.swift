import IncidentAnalysis
import LogModel
import LogScanning
import Patterns
import Testing

@testable import PatternTesting

/// Drafts from logs that are at hand.
@Suite struct LearnerTests {
  private struct Logs: LearnableLogs {
    var files: [String]
    var threads = 1

    private var inputs: [InputObject] {
      files.enumerated().map { index, text in
        InputObject(kind: .memory(name: "\(index).json", bytes: Array(text.utf8)))
      }
    }

    private func scanner(_ library: PatternLibrary) throws(LogScanner.SetupError) -> LogScanner {
      var options = ScanOptions()
      options.threads = threads
      return try LogScanner(library: library, options: options)
    }

    func scan(with library: PatternLibrary) throws(LogScanner.SetupError) -> ScanResult {
      try scanner(library).scan(inputs)
    }

    func collect<Collector: EntryCollector>(
      into empty: Collector
    ) throws(LogScanner.SetupError) -> Collector {
      try scanner(PatternLibrary(signatures: [], profiles: [], impact: ImpactModel()))
        .collect(inputs, into: empty)
    }

    func analyzer(with library: PatternLibrary) -> IncidentAnalyzer {
      IncidentAnalyzer(
        library: library, now: Timestamp(nanoseconds: 1_758_000_000_000_000_000), toolVersion: "0")
    }
  }

  private let empty = PatternLibrary(signatures: [], profiles: [], impact: ImpactModel())

  private func learn(
    _ files: [[String]], library: PatternLibrary? = nil, threads: Int = 1, limit: Int = 50
  ) throws -> Learner.Outcome {
    try Learner(library: library ?? empty, limit: limit, least: 3, threads: threads)
      .learn(from: Logs(files: files.map { $0.joined(separator: "\n") }, threads: threads))
  }

  private func entry(_ number: Int, _ text: String, severity: String = "ERROR") -> String {
    let clock = "2025-09-16T08:\(10 + number / 60 % 50):\(10 + number % 50)Z"
    return
      "{\"timestamp\":\"\(clock)\",\"insertId\":\"i\(number)\",\"severity\":\"\(severity)\","
      + "\"logName\":\"projects/acme/logs/app\",\"textPayload\":\(quoted(text)),"
      + "\"resource\":{\"type\":\"cloud_run_revision\",\"labels\":{\"service_name\":\"shop\"}}}"
  }

  private func quoted(_ text: String) -> String {
    var json = "\""
    for scalar in text.unicodeScalars {
      switch scalar {
      case "\"": json += "\\\""
      case "\\": json += "\\\\"
      default:
        if scalar.value < 0x20 {
          json += "\\u00" + (scalar.value < 16 ? "0" : "") + String(scalar.value, radix: 16)
        } else {
          json.unicodeScalars.append(scalar)
        }
      }
    }
    return json + "\""
  }

  private func trace(_ message: String, in function: String, of type: String = "LedgerError")
    -> String
  {
    "Traceback (most recent call last):\n  File \"/app/shop/ledger.py\", line 7, in \(function)\n"
      + "    run()\n\(type): \(message)"
  }

  private var mixed: [String] {
    var lines: [String] = []
    for number in 0..<6 {
      lines.append(
        entry(3 * number, "ledger of tenant t\(number) is out of balance by \(number) cents"))
      lines.append(
        entry(3 * number + 1, trace("journal \(number) has \(number) holes", in: "post")))
      lines.append(entry(3 * number + 2, trace("journal is closed", in: "close")))
    }
    for (number, name) in ["alice", "bob", "eve", "mallory"].enumerated() {
      lines.append(entry(40 + number, "no budget is left for user \(name) this month"))
    }
    lines.append(entry(50, "ledger of all tenants was read in 12 ms", severity: "INFO"))
    return lines
  }

  @Test func frequentErrorsAndTracesAreDrafted() throws {
    let outcome = try learn([mixed])
    #expect(outcome.leftOut.isEmpty, "\(outcome.leftOut)")
    #expect(
      outcome.drafts.map(\.title).sorted() == [
        "LedgerError: journal is closed", "LedgerError: journal … has … holes",
        "ledger of tenant t… is out of balance by … cents",
        "no budget is left for user … this month",
      ])
  }

  /// The same logs give the same drafts, byte for byte.
  @Test(arguments: 1...5 as ClosedRange<UInt64>) func orderAndShardingChangeNothing(seed: UInt64)
    throws
  {
    var dice = SystemDice(seed: seed)
    let whole = try learn([mixed]).drafts.map(\.yaml)
    var files: [[String]] = [[], [], []]
    for line in mixed.shuffled(using: &dice) {
      files[Int.random(in: 0..<3, using: &dice)].append(line)
    }
    // A copy of some.
    files[0] += mixed.prefix(Int.random(in: 0...5, using: &dice))
    for threads in [1, 4] {
      #expect(try learn(files, threads: threads).drafts.map(\.yaml) == whole)
    }
  }

  @Test func whatIsDraftedExplainsItAndNothingElse() throws {
    let outcome = try learn([mixed])
    let drafts = try PatternLibraryLoader.load(
      files: outcome.drafts.map { PatternFile(name: $0.id, contents: Array($0.yaml.utf8)) })
    let logs = Logs(files: [mixed.joined(separator: "\n")])
    let digest = logs.analyzer(with: drafts).digest(of: try logs.scan(with: drafts))
    #expect(digest.unexplained.isEmpty)
    #expect(digest.input.explainedErrorEntries == digest.input.errorEntries)
    #expect(PatternLint.findings(in: drafts).isEmpty)
    let examples = try PatternExamples(library: drafts)
    #expect(examples.run().failures.isEmpty)
    #expect(examples.crossFires().isEmpty)
    #expect(try learn([mixed], library: drafts).drafts.isEmpty)
    // More of the same is known as well.
    let more = mixed + [entry(60, "ledger of tenant t77 is out of balance by 901 cents")]
    #expect(try learn([more], library: drafts).drafts.isEmpty)
  }

  @Test func theSameFailureHasTheSameIdInMoreLogs() throws {
    let few = try learn([Array(mixed.prefix(10))]).drafts.map(\.id)
    let all = try learn([mixed]).drafts.map(\.id)
    #expect(!few.isEmpty && Set(few).isSubset(of: Set(all)))
  }

  @Test func theLimitLeavesTheWeightiest() throws {
    let outcome = try learn([mixed], limit: 1)
    #expect(outcome.drafts.count == 1)
    #expect(outcome.further == 3)
  }

  /// An exception that is raised in two places with the same words is told by where.
  @Test func placesTellApartWhatWordsDoNot() throws {
    let lines = (0..<8).map { number in
      entry(number, trace("cannot go on from here", in: number % 2 == 0 ? "post" : "settle"))
    }
    let outcome = try learn([lines])
    #expect(outcome.drafts.count == 2)
    #expect(outcome.drafts.allSatisfy { $0.yaml.contains("    function: ") })
  }

  @Test func nothingSecretIsInADraft() throws {
    let lines = (0..<5).map { number in
      entry(
        number,
        "login of bob\(number)@corp.example for the ledger failed: password=hunter\(number)x from 10.9.8.\(number)"
      )
    }
    let outcome = try learn([lines])
    #expect(outcome.drafts.count == 1)
    for secret in ["bob", "corp.example", "hunter", "10.9.8."] {
      #expect(outcome.drafts.allSatisfy { !$0.yaml.contains(secret) }, "\(secret)")
    }
  }

  /// Whatever the logs hold, what is printed is YAML that says what was meant: the loader has read it, its
  /// examples hold, and it fires on what it was drafted from.
  @Test(arguments: 1...12 as ClosedRange<UInt64>) func hostileTextsMakeSoundDrafts(seed: UInt64)
    throws
  {
    var dice = SystemDice(seed: seed)
    var lines: [String] = []
    for kind in 0..<8 {
      let head = dice.hostileText()
      let tail = dice.hostileText()
      for copy in 0..<4 {
        let value = Int.random(in: 0...99_999, using: &dice)
        let text = "ledger \(kind) refused \(head) \(value) \(tail) entirely"
        lines.append(entry(kind * 4 + copy, kind % 3 == 0 ? trace(text, in: "f\(kind)") : text))
      }
    }
    let outcome = try learn([lines])
    #expect(outcome.drafts.count >= 4, "\(outcome.leftOut)")
    for draft in outcome.drafts {
      let library = try PatternLibraryLoader.load(
        files: [PatternFile(name: "draft.yaml", contents: Array(draft.yaml.utf8))])
      #expect(library.signatures.map(\.id) == [draft.id])
      #expect(library.signatures.map(\.title) == [draft.title])
      #expect(try PatternExamples(library: library).run().failures.isEmpty)
      #expect(draft.yaml.unicodeScalars.allSatisfy { $0 == "\n" || $0 == "\t" || $0.value >= 0x20 })
    }
    #expect(
      try learn(
        [lines],
        library: try PatternLibraryLoader.load(
          files: outcome.drafts.map { PatternFile(name: $0.id, contents: Array($0.yaml.utf8)) })
      ).drafts.isEmpty)
  }

  /// A text that is written and read again is the very text.
  @Test func scalarsAreReadBackAsTheyWere() throws {
    var dice = SystemDice(seed: 3)
    for round in 0..<400 {
      let text =
        round % 2 == 0 ? dice.hostileText() : dice.hostileText() + "\n  " + dice.hostileText()
      let example = YAMLScalar.block("x " + text, indent: 6)
      let yaml = """
        id: one
        title: one
        severity: error
        role: symptom
        match: { message: { contains: \(YAMLScalar.inline("x" + text)) } }
        examples:
          matches:
            - \(example)
          ignores: [nothing]
        """
      let library = try PatternLibraryLoader.load(
        files: [PatternFile(name: "one.yaml", contents: Array(yaml.utf8))])
      guard case .message(let predicate) = library.signatures[0].match,
        case .contains(let read) = predicate.test
      else {
        Issue.record("no text in \(yaml)")
        continue
      }
      #expect(Array(read.utf8) == Array(("x" + text).utf8))
      let line = library.signatures[0].examples.matches[0].lines[0]
      #expect(line.contains(quotedAsLoaded("x " + text)), "\(yaml)")
    }
  }

  /// As the loader puts an example into an entry.
  private func quotedAsLoaded(_ text: String) -> String {
    let library = try? PatternLibraryLoader.load(
      files: [
        PatternFile(
          name: "two.yaml",
          contents: Array(
            """
            id: two
            title: two
            severity: error
            role: symptom
            match: { message: { contains: two words } }
            examples: { matches: [\(YAMLScalar.inline(text))], ignores: [nothing] }
            """.utf8))
      ])
    return library?.signatures[0].examples.matches[0].lines[0] ?? "nothing was loaded"
  }
}

extension SystemDice {
  private static let parts = [
    "\u{0}", "\u{7}", "\u{1B}[31m", "\u{7F}", "\u{85}", "\u{2028}", "\u{FEFF}", "\u{FFFE}",
    "\u{FFFF}",
    "\u{10FFFF}", "\u{202E}", "e\u{301}", "'", "\"", "\\", "#", ": ", "- ", "---", "...", "%", "&a",
    "*a",
    "!tag", "{", "}", "[", "]", "|", ">", "@", "`", "$", "(", ")", "(?", "+", "?", "\t", "  ", "~",
    "null",
    "日本", "🙂", "\r", "🇩🇪", "\u{1}",
  ]

  mutating func hostileText() -> String {
    (0..<Int.random(in: 1...8, using: &self)).map { _ in
      SystemDice.parts.randomElement(using: &self) ?? ""
    }.joined()
  }
}
