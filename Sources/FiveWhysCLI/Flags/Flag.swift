/// One option of the command line: how it is written, what it takes, what it does.
struct Flag: Sendable {
  /// The heading under which help lists it.
  enum Section: String, CaseIterable, Sendable {
    case output = "Output"
    case input = "Input"
    case patterns = "Patterns"
    case limits = "Limits"
    case diagnostics = "Diagnostics"
    case general = "General"
  }

  enum Effect: Sendable {
    /// A switch: it stands alone.
    case on(@Sendable (inout Settings) -> Void)
    /// It takes a value; the name stands for it in help.
    case value(String, @Sendable (inout Settings, String) throws(BadValue) -> Void)
  }

  /// Without the dashes.
  let name: String
  /// The letter of the one-dash spelling.
  var letter: Character?
  let section: Section
  var isRepeatable = false
  /// The variable that stands in where the flag is not given.
  var variable: String?
  let commands: Set<Command.Name>
  /// Sentences without line breaks.
  let help: String
  let effect: Effect

  /// `--format`.
  var spelling: String { "--" + name }

  var takesValue: Bool {
    if case .value = effect { return true }
    return false
  }
}
