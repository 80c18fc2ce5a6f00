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
    case .missingOperand(let name, let what):
      let command = Command.named(name)
      return "'\(name.rawValue)' needs \(what): fivewhys \(name.rawValue) \(command.operands)"
    case .tooManyOperands(let name, let operand):
      return "'\(name.rawValue)' takes no '\(visible(operand))'; texts with blanks need quotes:"
        + " fivewhys \(name.rawValue) \(Command.named(name).operands)"
    case .unknownPattern(let id, let known):
      return "no signature or profile has the id '\(visible(id))'"
        + didYouMean(
          Suggestion.nearest(to: id, among: known), else: "'fivewhys patterns list' has them all")
    case .unreadableText(let reason):
      return "cannot read the text: \(reason)"
    case .badPatternID(let id):
      return "'\(visible(id))' is no id of a signature: expected lower-case words with hyphens"
        + didYouMean(PatternID.nearest(to: id), else: "such as 'port-already-in-use'")
    case .patternExists(let id, let location):
      return "the id '\(id)' is already used at \(visible(location.description)); choose another"
    case .missingIncident:
      return "explain needs the id of an incident: fivewhys explain ID [PATH…]"
    case .noIncidentID(let text):
      return
        "'\(visible(text))' is no id of an incident: expected 4 to 16 hexadecimal digits, as the"
        + " digest gives them"
    case .unknownIncident(let id, let known):
      return unknownIncident(id, known: known)
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
    case .inputIsOutput(let path):
      return "\(visible(path)) is both an input and where this run writes: name another output"
    case .cannotWrite(let path, let reason):
      return "cannot write \(visible(path)): \(reason)"
    case .cannotSpool(let name, let directory, let reason):
      return
        "cannot keep \(name == "-" ? "standard input" : visible(name)) in \(visible(directory)):"
        + " \(reason); set TMPDIR to a directory with room for all of it"
    case .patterns(let errors):
      return errors.description
    case .uncompilablePatterns(let reason):
      return reason
    }
  }

  private func unknownIncident(_ id: String, known: [String]) -> String {
    let shown = known.prefix(5).joined(separator: ", ")
    let rest = known.count > 5 ? " and \(known.count - 5) more" : ""
    let wanted = id.lowercased()
    if known.isEmpty { return "no incident '\(visible(id))': these logs hold none" }
    if known.allSatisfy({ $0.hasPrefix(wanted) }) {
      return "several incidents begin with '\(visible(id))': \(shown)\(rest)"
    }
    return "no incident '\(visible(id))' in these logs"
      + didYouMean(Suggestion.nearest(to: wanted, among: known), else: "they hold \(shown)\(rest)")
  }

  private func didYouMean(_ suggestion: String?, else remedy: String) -> String {
    "; " + (suggestion.map { "did you mean '\($0)'?" } ?? remedy)
  }
}
