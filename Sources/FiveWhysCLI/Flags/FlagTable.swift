import DigestRendering
import LogModel
import LogScanning
import Patterns

/// Every option there is. Parsing, help and error messages all come from this one list.
enum FlagTable {
  static let all: [Flag] = output + input + patterns + limits + diagnostics + general

  static func flag(named name: some StringProtocol) -> Flag? { all.first { $0.name == name } }
  static func flag(lettered letter: Character) -> Flag? { all.first { $0.letter == letter } }

  private static let scan: Set<Command.Name> = [.scan]
  private static let learn: Set<Command.Name> = [.learn]
  private static let telling: Set<Command.Name> = [.scan, .explain]
  private static let library: Set<Command.Name> = [
    .patternsList, .patternsShow, .patternsExplain, .patternsNew, .patternsLint, .patternsTest,
  ]
  private static let reading = Command.reading
  private static let readingAndLibrary = reading.union(library)
  private static let every = Set(Command.Name.allCases)

  private static let output: [Flag] = [
    Flag(
      name: "format", section: .output, variable: "FIVEWHYS_FORMAT", commands: telling,
      help: "How to print what was found: \(choices(DigestFormat.allCases)). Default: text.",
      effect: .value("FORMAT") { settings, text throws(BadValue) in
        settings.format = try choice(text)
      }),
    Flag(
      name: "output", section: .output, isRepeatable: true, commands: scan,
      help: "Also write the digest in FORMAT to FILE, which is replaced at once when all is done,"
        + " never half written. Repeatable.",
      effect: .value("FORMAT=FILE") { settings, text throws(BadValue) in
        settings.outputs.append(try outputFile(text))
      }),
    Flag(
      name: "fail-on", section: .output, variable: "FIVEWHYS_FAIL_ON", commands: scan,
      help: "Exit with 1 if there is an incident of this priority or a more urgent one, also one"
        + " that is over: P0, P1, P2 or P3.",
      effect: .value("PRIORITY") { settings, text throws(BadValue) in
        settings.failOn = try priority(text)
      }),
    Flag(
      name: "color", section: .output, variable: "FIVEWHYS_COLOR", commands: telling,
      help: "auto, always or never. auto means: on a terminal, unless NO_COLOR is set or TERM is"
        + " dumb. Default: auto.",
      effect: .value("WHEN") { settings, text throws(BadValue) in
        settings.color = try choice(text)
      }),
    Flag(
      name: "output-directory", letter: "o", section: .output, commands: learn,
      help:
        "Write each draft to DIR/ID.yaml instead of standard output. No file is overwritten, and"
        + " what the signatures in DIR explain is not drafted again.",
      effect: .value("DIR") { settings, text throws(BadValue) in
        guard !text.isEmpty else { throw .expected("a directory") }
        settings.outputDirectory = text
      }),
    Flag(
      name: "limit", section: .output, commands: learn,
      help: "How many drafts at most. Default: 20.",
      effect: .value("N") { settings, text throws(BadValue) in
        settings.mostDrafts = try number(text, in: 1...1000)
      }),
    Flag(
      name: "min-count", section: .output, commands: learn,
      help: "How often an error must have been seen that makes no incident. Default: 3.",
      effect: .value("N") { settings, text throws(BadValue) in
        settings.leastOccurrences = try number(text, in: 1...1_000_000)
      }),
  ]

  private static let input: [Flag] = [
    Flag(
      name: "since", section: .input, variable: "FIVEWHYS_SINCE", commands: reading,
      help: "Leave out entries before TIME: RFC 3339, or a span before now such as 30m, 2h or 7d.",
      effect: .value("TIME") { settings, text throws(BadValue) in
        settings.since = try Moment(text)
      }),
    Flag(
      name: "until", section: .input, variable: "FIVEWHYS_UNTIL", commands: reading,
      help: "Leave out entries from TIME on; written like --since.",
      effect: .value("TIME") { settings, text throws(BadValue) in
        settings.until = try Moment(text)
      }),
    Flag(
      name: "service", section: .input, variable: "FIVEWHYS_SERVICE", commands: reading,
      help: "Only services whose name matches GLOB, e.g. 'acme-*'.",
      effect: .value("GLOB") { settings, text throws(BadValue) in
        guard !text.isEmpty else { throw .expected("a pattern such as 'acme-*'") }
        settings.service = Glob(text)
      }),
    Flag(
      name: "environment", section: .input, variable: "FIVEWHYS_ENVIRONMENT", commands: reading,
      help: "Only services of this environment, by a name of the impact file, or unknown.",
      effect: .value("NAME") { settings, text throws(BadValue) in
        guard !text.isEmpty else { throw .expected("the name of an environment") }
        settings.environment = text
      }),
    Flag(
      name: "files-from", section: .input, commands: reading,
      help: "Also read the files and directories that FILE lists, or standard input for '-': one a"
        + " line, or separated by NUL bytes.",
      effect: .value("FILE") { settings, text throws(BadValue) in
        guard !text.isEmpty else { throw .expected("a file, or '-' for standard input") }
        settings.filesFrom = text
      }),
    Flag(
      name: "now", section: .input, variable: "FIVEWHYS_NOW", commands: reading,
      help: "The time to take for now (RFC 3339). The same logs and the same --now give the same"
        + " digest, byte for byte. Default: the clock.",
      effect: .value("TIME") { settings, text throws(BadValue) in
        guard case .absolute(let now)? = try? Moment(text) else {
          throw .expected("a time such as 2025-09-07T12:00:00Z")
        }
        settings.now = now
      }),
  ]

  private static let patterns: [Flag] = [
    Flag(
      name: "patterns", section: .patterns, isRepeatable: true, commands: readingAndLibrary,
      help: "Add the signatures, profiles and impact figures of a file or directory to the shipped"
        + " library. Repeatable. FIVEWHYS_PATTERNS=DIR takes the place of the shipped library.",
      effect: .value("DIR|FILE") { settings, text throws(BadValue) in
        guard !text.isEmpty else { throw .expected("a file or directory") }
        settings.patternPaths.append(text)
      }),
    Flag(
      name: "no-default-patterns", section: .patterns, variable: "FIVEWHYS_NO_DEFAULT_PATTERNS",
      commands: readingAndLibrary, help: "Leave the shipped library out.",
      effect: .on { $0.usesShippedPatterns = false }),
  ]

  private static let limits: [Flag] = [
    Flag(
      name: "threads", section: .limits, variable: "FIVEWHYS_THREADS", commands: reading,
      help: "How many threads scan. Default: one for each processor.",
      effect: .value("N") { settings, text throws(BadValue) in
        settings.threads = try number(text, in: 1...1024)
      }),
    Flag(
      name: "max-entry-bytes", section: .limits, variable: "FIVEWHYS_MAX_ENTRY_BYTES",
      commands: reading, help: "Skip longer entries and report them as a problem. Default: 16MiB.",
      effect: .value("SIZE") { settings, text throws(BadValue) in
        settings.maxEntryBytes = try ByteSize(text, in: 1 << 10...1 << 30).bytes
      }),
    Flag(
      name: "dedupe-memory", section: .limits, variable: "FIVEWHYS_DEDUPE_MEMORY",
      commands: reading,
      help: "How much memory may go into the removal of duplicate entries; beyond it only those"
        + " are removed that matter to incidents. Default: 512MiB.",
      effect: .value("SIZE") { settings, text throws(BadValue) in
        settings.dedupeMemory = try ByteSize(text, in: 0...1 << 40).bytes
      }),
    Flag(
      name: "inflate", section: .limits, variable: "FIVEWHYS_INFLATE", commands: reading,
      help:
        "What reads gzip: isal (ISA-L, twice as fast) or zlib. The digest is the same. Pipes are"
        + " always zlib's. Default: isal where it was there when the program was built.",
      effect: .value("LIBRARY") { settings, text throws(BadValue) in
        settings.inflate = try builtIn(try choice(text))
      }),
  ]

  private static let diagnostics: [Flag] = [
    Flag(
      name: "progress", section: .diagnostics, variable: "FIVEWHYS_PROGRESS", commands: reading,
      help: "auto, always or never: how far reading has come, on standard error. auto means: on a"
        + " terminal, after one second. Default: auto.",
      effect: .value("WHEN") { settings, text throws(BadValue) in
        settings.progress = try choice(text)
      }),
    Flag(
      name: "quiet", letter: "q", section: .diagnostics, variable: "FIVEWHYS_QUIET",
      commands: every,
      help: "Nothing on standard error but what ends the run. Problems of the input still stand in"
        + " the digest and in the exit status.",
      effect: .on { $0.isQuiet = true }),
    Flag(
      name: "stats", section: .diagnostics, variable: "FIVEWHYS_STATS", commands: scan,
      help: "Say on standard error how much was read, how fast, and the peak of memory.",
      effect: .on { $0.showsStatistics = true }),
  ]

  private static let general: [Flag] = [
    Flag(
      name: "help", letter: "h", section: .general, commands: every, help: "Show this help.",
      effect: .on { $0.showsHelp = true }),
    Flag(
      name: "version", letter: "V", section: .general, commands: every, help: "Show the version.",
      effect: .on { $0.showsVersion = true }),
  ]
}

extension FlagTable {
  private static func choices<Choice: RawRepresentable<String>>(_ all: [Choice]) -> String {
    let names = all.map(\.rawValue)
    guard let last = names.last, names.count > 1 else { return names.first ?? "" }
    return names.dropLast().joined(separator: ", ") + " or " + last
  }

  private static func choice<Choice: RawRepresentable<String> & CaseIterable>(
    _ text: some StringProtocol
  ) throws(BadValue) -> Choice {
    guard let choice = Choice(rawValue: String(text)) else {
      throw .expected(choices(Array(Choice.allCases)))
    }
    return choice
  }

  private static func number(
    _ text: String, in range: ClosedRange<Int>
  ) throws(BadValue) -> Int {
    guard let number = Int(text), range.contains(number) else {
      throw .expected("a number from \(range.lowerBound) to \(range.upperBound)")
    }
    return number
  }

  private static func outputFile(_ text: String) throws(BadValue) -> Settings.Output {
    guard let equals = text.firstIndex(of: "="), text.index(after: equals) != text.endIndex else {
      throw .expected("FORMAT=FILE such as json=digest.json")
    }
    let path = String(text[text.index(after: equals)...])
    guard path != "-" else { throw .refused("--format chooses what goes to standard output") }
    return Settings.Output(format: try choice(text[..<equals]), path: path)
  }

  private static func builtIn(_ library: InflateLibrary) throws(BadValue) -> InflateLibrary {
    guard library.isBuiltIn else {
      throw .refused("this fivewhys was built without it; zlib is there")
    }
    return library
  }

  private static func priority(_ text: String) throws(BadValue) -> Priority {
    if text == "new" {
      throw .refused("a scan has no memory of earlier runs, so it cannot tell what is new")
    }
    guard let priority = Priority(rawValue: text.uppercased()) else {
      throw .expected("P0, P1, P2 or P3")
    }
    return priority
  }
}
