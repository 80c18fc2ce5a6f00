import LogModel
import Patterns

extension CommandError {
  /// What to print: what is wrong, and what would help.
  var prose: String {
    switch self {
    case .patterns(let errors): return errors.description
    default: return "fivewhys: " + sentence
    }
  }

  private var sentence: String {
    switch self {
    case .unknownOption(let option, let suggestion):
      return "unknown option '\(option)'" + didYouMean(suggestion, else: "see 'fivewhys --help'")
    case .missingValue(let flag):
      guard case .value(let name, _) = flag.effect else { return "'\(flag.spelling)' stands alone" }
      return "option '\(flag.spelling)' needs a value: \(flag.spelling) \(name)"
    case .valueNotTaken(let option):
      return "option '\(option)' takes no value"
    case .badValue(let source, let value, .expected(let expectation)):
      return "invalid value '\(visible(value))' for \(source): expected \(expectation)"
    case .badValue(let source, let value, .refused(let reason)):
      return "\(source) cannot be '\(visible(value))': \(reason)"
    case .optionOfAnotherCommand(let option, let command, let commands):
      let names = Command.Name.allCases.filter(commands.contains).map { "'\($0.rawValue)'" }
      return "option '\(option)' does not belong to '\(command.rawValue)' but to "
        + names.joined(separator: ", ")
    case .missingSubcommand(let group):
      return "'\(group)' needs one of: \(Command.subcommands.joined(separator: ", "))"
    case .unknownSubcommand(let group, let word):
      let suggestion = Suggestion.nearest(to: word, among: Command.subcommands)
      return "unknown command '\(group) \(visible(word))'"
        + didYouMean(
          suggestion.map { "\(group) \($0)" },
          else: "expected one of: \(Command.subcommands.joined(separator: ", "))")
    case .reservedName(let name):
      return "unknown command '\(name)' in this version; for a file of that name write './\(name)'"
    case .nothingToRead(let isOpen):
      return isOpen
        ? "nothing to read: name a file or directory, or pipe an export in; see 'fivewhys --help'"
        : "nothing to read: no PATH is given and standard input is closed"
    case .noInputFound(let problems):
      return "nothing to read: "
        + problems.map { "\(visible($0.file)): \($0.reason)" }.joined(separator: "; ")
    case .standardInputTwice:
      return "standard input cannot be both the list of files and a log: drop '-' from one of them"
    case .unreadableFileList(let path, let reason):
      return "cannot read the list of files \(visible(path)): \(reason)"
    case .emptyWindow(let since, let until):
      return "nothing lies between --since (\(since)) and --until (\(until))"
    case .unknownEnvironment(let name, let known):
      return "no impact file names the environment '\(visible(name))'"
        + didYouMean(
          Suggestion.nearest(to: name, among: known),
          else: "known: \(known.joined(separator: ", "))")
    case .sameOutputTwice(let path):
      return "two outputs go to \(visible(path)): give each its own file"
    case .cannotWrite(let path, let reason):
      return "cannot write \(visible(path)): \(reason)"
    case .patterns(let errors):
      return errors.description
    case .uncompilablePatterns(let reason):
      return reason
    }
  }

  private func didYouMean(_ suggestion: String?, else remedy: String) -> String {
    "; " + (suggestion.map { "did you mean '\($0)'?" } ?? remedy)
  }
}
