/// One thing the program does: its name, its help, and what carries it out.
struct Command: Sendable {
  enum Name: String, CaseIterable, Sendable {
    case scan
    case explain
    case learn
    case patternsList = "patterns list"
    case patternsShow = "patterns show"
    case patternsExplain = "patterns explain"
    case patternsNew = "patterns new"
    case patternsLint = "patterns lint"
    case patternsTest = "patterns test"
    case patternsCoverage = "patterns coverage"
  }

  /// A command line that works, and what it does.
  struct Example: Sendable {
    let line: String
    let purpose: String
  }

  let name: Name
  /// What stands after the options in the usage line.
  let operands: String
  /// One line for the list of commands.
  let summary: String
  /// Paragraphs without line breaks.
  let description: [String]
  let examples: [Example]
  /// Rows of the table of exit statuses.
  let exitStatuses: [(status: String, meaning: String)]
  let run: @Sendable (Invocation, Environment) throws(CommandError) -> ExitStatus

  static let all: [Command] = [
    .scan, .explain, .learn, .patternsList, .patternsShow, .patternsExplain, .patternsNew,
    .patternsLint, .patternsTest, .patternsCoverage,
  ]

  static func named(_ name: Name) -> Command { all.first { $0.name == name } ?? .scan }

  /// The commands whose operands are logs.
  static let reading: Set<Name> = [.scan, .explain, .learn, .patternsCoverage]

  /// The first word of the commands that concern the library.
  static let patternsGroup = "patterns"
  static let subcommands = Name.allCases.compactMap { name in
    name.rawValue.split(separator: " ").dropFirst().first.map { String($0) }
  }

  /// Words that are commands in other versions of this program.
  static let reservedNames: Set<String> = [
    "digest", "incidents", "merge", "check", "completions", "man", "help",
  ]
}
