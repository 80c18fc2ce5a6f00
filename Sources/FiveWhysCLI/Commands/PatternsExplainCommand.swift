import LogModel
import PatternTesting
import Patterns

extension Command {
  static let patternsExplain = Command(
    name: .patternsExplain,
    operands: "ID TEXT [DIR|FILE…]",
    summary: "Say why a signature or profile matches a text, or why not.",
    description: [
      "Tells of each condition whether it holds, on what part of the text, and what is missing where"
        + " it does not; then whether the signature fires, and which others do.",
      "TEXT is a message, a log entry as a JSON object, or '-' to read one or several of them, or a"
        + " stack trace, from standard input. Text that is no JSON is one entry of severity ERROR, as"
        + " in the examples of a signature. A DIR or FILE is added to the library as --patterns adds"
        + " it.",
    ],
    examples: [
      Example(
        line: "fivewhys patterns explain redis-connection-refused 'connect ECONNREFUSED :6379'",
        purpose: "why does it not fire?"),
      Example(
        line: "fivewhys patterns explain my-failure - mine/ < trace.txt",
        purpose: "does mine know this stack trace?"),
    ],
    exitStatuses: [
      ("0", "It fires."),
      ("1", "It does not fire."),
      ("2", "The command line or a pattern is wrong, or there is no such signature or profile."),
    ],
    run: { invocation, environment throws(CommandError) in
      var rest = invocation
      guard let id = rest.operands.popFirstOperand() else {
        throw .missingOperand(.patternsExplain, what: "the id of a signature or profile")
      }
      guard let operand = rest.operands.popFirstOperand() else {
        throw .missingOperand(.patternsExplain, what: "a text, or '-' for standard input")
      }
      let text = try GivenText.read(operand)
      let library = try Library.load(for: rest, environment: environment)
      let (signature, profile) = try Library.pattern(id, in: library)
      let explainer = try Library.explainer(of: library)
      let shown = PatternExplanationText(width: Terminal.width(environment: environment))
      var texts: [String] = []
      var fires = false
      if let signature {
        let explanation = explainer.explanation(of: signature, on: text)
        fires = explanation.fires
        texts.append(
          shown.text(
            explanation, signature.id, signature.title, signature.location,
            verdicts: ("It fires", "It does not fire")))
      }
      if let profile {
        let explanation = explainer.explanation(of: profile, on: text)
        fires = fires || explanation.fires
        texts.append(
          shown.text(
            explanation, profile.id, profile.title, profile.location,
            verdicts: ("It is a marker", "It is no marker")))
      }
      try StandardOutput.write(texts.joined(separator: "\n"))
      if !fires, !invocation.settings.isQuiet, GivenText.isFile(operand) {
        StandardError.say(
          "fivewhys: '\(visible(operand))' was taken for a text; to explain what is in that file:"
            + " fivewhys patterns explain \(visible(id)) - < \(visible(operand))")
      }
      return fires ? .done : .doesNotFire
    })
}
