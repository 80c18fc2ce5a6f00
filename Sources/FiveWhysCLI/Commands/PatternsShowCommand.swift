import Patterns

extension Command {
  static let patternsShow = Command(
    name: .patternsShow,
    operands: "ID [DIR|FILE…]",
    summary: "Show everything about a signature or profile.",
    description: [
      "Where it comes from, what it matches, what it explains and what explains it, what is known"
        + " about it, and its examples. Numbers after a colon are lines of its file. A DIR or FILE is"
        + " added to the library as --patterns adds it."
    ],
    examples: [
      Example(
        line: "fivewhys patterns show redis-connection-refused", purpose: "what does it look for?"),
      Example(
        line: "fivewhys patterns show cloud-run", purpose: "what are a platform's signs of a boot?"),
    ],
    exitStatuses: [
      ("0", "Done."),
      ("2", "The command line or a pattern is wrong, or there is no such signature or profile."),
    ],
    run: { invocation, environment throws(CommandError) in
      var rest = invocation
      guard let id = rest.operands.popFirstOperand() else {
        throw .missingOperand(.patternsShow, what: "the id of a signature or profile")
      }
      let library = try Library.load(for: rest, environment: environment)
      let (signature, profile) = try Library.pattern(id, in: library)
      let sheet = PatternSheet(
        library: library, width: Terminal.width(environment: environment),
        userPaths: rest.settings.patternPaths + rest.operands)
      let texts = [signature.map(sheet.text(of:)), profile.map(sheet.text(of:))]
      try StandardOutput.write(texts.compactMap(\.self).joined(separator: "\n"))
      return .done
    })
}

extension [String] {
  mutating func popFirstOperand() -> String? { isEmpty ? nil : removeFirst() }
}
