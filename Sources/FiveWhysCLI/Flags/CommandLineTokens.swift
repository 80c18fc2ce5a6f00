import Patterns

/// The arguments of a run, told apart into flags and operands but not yet interpreted.
struct CommandLineTokens: Sendable {
  /// A flag as it was given.
  struct Occurrence: Sendable {
    var flag: Flag
    /// Nil for a switch.
    var value: String?
  }

  struct Operand: Sendable {
    var text: String
    /// True after `--`: never the name of a command.
    var isLiteral: Bool
  }

  var occurrences: [Occurrence] = []
  var operands: [Operand] = []

  /// - Throws: for the first argument that is no flag, lacks a value or has one too many.
  init(_ arguments: [String]) throws(CommandError) {
    var rest = arguments[...]
    while let argument = rest.popFirst() {
      if argument == "--" {
        operands += rest.map { Operand(text: $0, isLiteral: true) }
        return
      } else if argument.hasPrefix("--") {
        try addLong(argument, following: &rest)
      } else if argument.hasPrefix("-"), argument != "-" {
        try addLetters(argument, following: &rest)
      } else {
        operands.append(Operand(text: argument, isLiteral: false))
      }
    }
  }

  func contains(_ name: String) -> Bool { occurrences.contains { $0.flag.name == name } }

  private mutating func addLong(
    _ argument: String, following rest: inout ArraySlice<String>
  ) throws(CommandError) {
    let parts = argument.dropFirst(2).split(
      separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
    let name = parts.first ?? ""
    guard let flag = FlagTable.flag(named: name) else {
      throw .unknownOption("--" + name, suggestion: CommandLineTokens.suggestion(for: name))
    }
    guard flag.takesValue else {
      if parts.count > 1 { throw .valueNotTaken(option: flag.spelling) }
      occurrences.append(Occurrence(flag: flag, value: nil))
      return
    }
    if parts.count > 1 {
      occurrences.append(Occurrence(flag: flag, value: String(parts[1])))
    } else if let next = rest.first, !next.hasPrefix("--") {
      rest.removeFirst()
      occurrences.append(Occurrence(flag: flag, value: next))
    } else {
      throw .missingValue(flag)
    }
  }

  /// `-q`, or several switches in one as in `-qh`; the last may take a value, as in `-o DIR` or `-oDIR`.
  private mutating func addLetters(
    _ argument: String, following rest: inout ArraySlice<String>
  ) throws(CommandError) {
    var letters = argument.dropFirst()
    while let letter = letters.popFirst() {
      guard let flag = FlagTable.flag(lettered: letter) else {
        let suggestion = CommandLineTokens.suggestion(for: argument.dropFirst())
        throw .unknownOption(argument, suggestion: suggestion)
      }
      guard flag.takesValue else {
        occurrences.append(Occurrence(flag: flag, value: nil))
        continue
      }
      if !letters.isEmpty {
        occurrences.append(Occurrence(flag: flag, value: String(letters)))
      } else if let next = rest.first, !next.hasPrefix("--") {
        rest.removeFirst()
        occurrences.append(Occurrence(flag: flag, value: next))
      } else {
        throw .missingValue(flag)
      }
      return
    }
  }

  private static func suggestion(for name: Substring) -> String? {
    Suggestion.nearest(to: String(name), among: FlagTable.all.map(\.name)).map { "--" + $0 }
  }
}
