import LogModel
import Patterns

/// What ends a run before its work is done. All of them exit with 2.
enum CommandError: Error, Sendable {
  case unknownOption(String, suggestion: String?)
  case missingValue(Flag)
  case valueNotTaken(option: String)
  case badValue(source: String, value: String, BadValue)
  case optionOfAnotherCommand(String, command: Command.Name, commands: Set<Command.Name>)
  case missingSubcommand(String)
  case unknownSubcommand(String, String)
  /// A command of the published plan that this version does not have.
  case reservedName(String)
  /// No PATH, and standard input is a terminal or closed.
  case nothingToRead(standardInputIsOpen: Bool)
  /// Inputs were named, and there is no file behind any of them: the reasons.
  case noInputFound([Problem])
  /// Both the list of files and a log are to come from standard input.
  case standardInputTwice
  case unreadableFileList(path: String, reason: String)
  case emptyWindow(since: String, until: String)
  case unknownEnvironment(String, known: [String])
  case sameOutputTwice(String)
  case cannotWrite(path: String, reason: String)
  case patterns(PatternErrors)
  /// Each pattern is well formed, but the matcher does not take them together: why.
  case uncompilablePatterns(String)
}
