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
  /// A command without an operand that it needs: what that is.
  case missingOperand(Command.Name, what: String)
  /// An operand that a command does not take.
  case tooManyOperands(Command.Name, String)
  /// No signature and no profile has such an id; those there are.
  case unknownPattern(String, known: [String])
  /// The text to explain cannot be had: the reason.
  case unreadableText(String)
  /// What a new signature is to be called is no name for one.
  case badPatternID(String)
  /// What a new signature is to be called is taken.
  case patternExists(String, at: SourceLocation)
  /// `explain` without the id of an incident.
  case missingIncident
  /// What stands where an id should does not look like one.
  case noIncidentID(String)
  /// No incident of the logs has such an id, or several have; the ids to choose from.
  case unknownIncident(String, known: [String])
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
  case inputIsOutput(String)
  case cannotWrite(path: String, reason: String)
  /// A stream that must be read several times finds no room in a directory.
  case cannotSpool(String, directory: String, reason: String)
  case patterns(PatternErrors)
  /// Patterns that load, but not together; the reason.
  case uncompilablePatterns(String)
}
