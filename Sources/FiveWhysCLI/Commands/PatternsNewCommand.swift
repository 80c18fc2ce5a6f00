import PatternTesting
import Patterns

extension Command {
  static let patternsNew = Command(
    name: .patternsNew,
    operands: "ID [TEXT]",
    summary: "Begin a signature.",
    description: [
      "Prints a signature with comments for a person to go on with. It loads and its examples hold as"
        + " it is; TODO marks what is to be filled in, of which 'patterns lint' reminds.",
      "TEXT is a message, a log entry as a JSON object, or '-' to read one of them, or a stack trace,"
        + " from standard input: type, message and examples are then taken from it. An ID that the"
        + " library, or what --patterns adds to it, has already is refused.",
    ],
    examples: [
      Example(
        line: "fivewhys patterns new ledger-schema-mismatch - < trace.txt > mine/ledger.yaml",
        purpose: "from a stack trace"),
      Example(
        line: "fivewhys patterns new queue-is-full 'queue jobs-eu is full'",
        purpose: "from a message"
      ),
    ],
    exitStatuses: [
      ("0", "Done."),
      ("2", "The command line or a pattern is wrong, or the ID is none or taken."),
    ],
    run: { invocation, environment throws(CommandError) in
      var rest = invocation
      guard let id = rest.operands.popFirstOperand() else {
        throw .missingOperand(.patternsNew, what: "an id for the signature")
      }
      let operand = rest.operands.popFirstOperand()
      if let further = rest.operands.first { throw .tooManyOperands(.patternsNew, further) }
      guard PatternID.isValid(id) else { throw .badPatternID(id) }
      let library = try Library.load(for: rest, environment: environment)
      if let location = library.signature(id)?.location ?? library.profile(id)?.location {
        throw .patternExists(id, at: location)
      }
      var text: String?
      if let operand { text = try GivenText.read(operand) }
      try StandardOutput.write(NewSignature(id: id, library: library).yaml(from: text))
      return .done
    })
}
