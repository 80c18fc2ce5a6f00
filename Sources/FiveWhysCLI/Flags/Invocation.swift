/// A command line understood: which command, on what, with which settings.
struct Invocation: Sendable {
  var command: Command.Name
  /// True where the user spelt the command out.
  var isExplicit: Bool
  var operands: [String]
  var settings: Settings

  /// - Throws: for anything on the command line or in the variables that is not understood.
  init(_ arguments: [String], environment: Environment) throws(CommandError) {
    let tokens = try CommandLineTokens(arguments)
    var operands = tokens.operands[...]
    let named = try Invocation.takeCommand(from: &operands, wantsHelp: tokens.contains("help"))
    command = named ?? .scan
    isExplicit = named != nil
    self.operands = operands.map(\.text)
    settings = Settings()
    for occurrence in tokens.occurrences
    where !occurrence.flag.commands.contains(command) {
      throw .optionOfAnotherCommand(
        occurrence.flag.spelling, command: command, commands: occurrence.flag.commands)
    }
    // Help and version answer whatever else is wrong with the environment.
    if tokens.contains("help") || tokens.contains("version") {
      settings.showsHelp = tokens.contains("help")
      settings.showsVersion = tokens.contains("version")
      return
    }
    for occurrence in tokens.occurrences {
      try settings.apply(occurrence.flag, occurrence.value ?? "", from: occurrence.flag.spelling)
    }
    for flag in FlagTable.all where flag.commands.contains(command) && !tokens.contains(flag.name) {
      guard let variable = flag.variable, let value = environment[variable] else { continue }
      try settings.apply(variable: variable, of: flag, value: value)
    }
  }

  /// The command that the first operands name; nil where they are paths.
  private static func takeCommand(
    from operands: inout ArraySlice<CommandLineTokens.Operand>, wantsHelp: Bool
  ) throws(CommandError) -> Command.Name? {
    guard let first = operands.first, !first.isLiteral else { return nil }
    if let command = Command.Name(rawValue: first.text) {
      operands.removeFirst()
      return command
    }
    if first.text == Command.patternsGroup {
      operands.removeFirst()
      guard let second = operands.popFirst() else {
        if wantsHelp { return .patternsList }
        throw .missingSubcommand(Command.patternsGroup)
      }
      guard let command = Command.Name(rawValue: "\(Command.patternsGroup) \(second.text)") else {
        throw .unknownSubcommand(Command.patternsGroup, second.text)
      }
      return command
    }
    // Names that other releases give to commands are kept free, so that no script that reads a
    // file of such a name changes its meaning with an upgrade.
    if Command.reservedNames.contains(first.text) { throw .reservedName(first.text) }
    return nil
  }
}

extension Settings {
  fileprivate mutating func apply(
    _ flag: Flag, _ value: String, from source: String
  ) throws(CommandError) {
    switch flag.effect {
    case .on(let effect):
      effect(&self)
    case .value(_, let effect):
      do {
        try effect(&self, value)
      } catch {
        throw .badValue(source: source, value: value, error)
      }
    }
  }

  fileprivate mutating func apply(
    variable: String, of flag: Flag, value: String
  ) throws(CommandError) {
    guard !flag.takesValue else { return try apply(flag, value, from: variable) }
    switch value.lowercased() {
    case "1", "true", "yes", "on": try apply(flag, "", from: variable)
    case "0", "false", "no", "off": break
    default: throw .badValue(source: variable, value: value, .expected("1 or 0"))
    }
  }
}
