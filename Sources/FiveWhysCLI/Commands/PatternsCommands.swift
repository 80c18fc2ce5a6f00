import LogModel
import PatternTesting
import Patterns

extension Command {
  private static let libraryStatuses = [
    ("0", "All is well."),
    ("2", "The command line is wrong, or something is wrong with a pattern."),
  ]

  static let patternsList = Command(
    name: .patternsList,
    operands: "[DIR|FILE…]",
    summary: "List the signatures and profiles of the library.",
    description: [
      "One line for each: kind, id, role or layer, severity, title. A DIR or FILE is added to the"
        + " library as --patterns adds it."
    ],
    examples: [
      Example(line: "fivewhys patterns list", purpose: "what the shipped library knows"),
      Example(line: "fivewhys patterns list --no-default-patterns mine/", purpose: "only your own"),
    ],
    exitStatuses: libraryStatuses,
    run: { invocation, environment throws(CommandError) in
      let library = try Library.load(for: invocation, environment: environment)
      try StandardOutput.write(PatternListing.text(of: library))
      return .done
    })

  static let patternsLint = Command(
    name: .patternsLint,
    operands: "[DIR|FILE…]",
    summary: "Find mistakes in patterns that load but do not do what they seem to.",
    description: [
      "Names regexes that go back and forth, tests that hold of almost anything, that never hold or"
        + " that every message pays for, signatures that fire wherever another one does,"
        + " relations that lead nowhere, phases that no boot reaches, and what"
        + " a cause does not tell.",
      "Prints one finding a line, each with its file, line and column, and says what would be right."
        + " A DIR or FILE is added to the library as --patterns adds it.",
    ],
    examples: [Example(line: "fivewhys patterns lint mine.yaml", purpose: "before you commit it")],
    exitStatuses: libraryStatuses,
    run: { invocation, environment throws(CommandError) in
      let library = try Library.load(for: invocation, environment: environment)
      let places = Library.places(for: invocation, environment: environment)
      let findings = PatternLint.findings(in: library, places)
      try StandardOutput.write(findings.map { visible($0.description) + "\n" }.joined())
      return findings.isEmpty ? .done : .misuse
    })

  static let patternsTest = Command(
    name: .patternsTest,
    operands: "[DIR|FILE…]",
    summary: "Run the examples that every signature carries.",
    description: [
      "A signature must fire on each of its examples to match and on none of those to ignore."
        + " Prints one failure a line. A DIR or FILE is added to the library as --patterns adds it."
    ],
    examples: [Example(line: "fivewhys patterns test mine.yaml", purpose: "is it precise?")],
    exitStatuses: libraryStatuses,
    run: { invocation, environment throws(CommandError) in
      let library = try Library.load(for: invocation, environment: environment)
      let outcome = try Library.examples(of: library).run()
      let failures = outcome.failures
      try StandardOutput.write(failures.map { "\($0)\n" }.joined())
      if failures.isEmpty, !invocation.settings.isQuiet {
        StandardError.say(
          "\(outcome.examples) examples of \(outcome.signatures) signatures hold")
      }
      return failures.isEmpty ? .done : .misuse
    })

  static let patternsCoverage = Command(
    name: .patternsCoverage,
    operands: "[PATH…]",
    summary: "Are signatures told apart, and how much of some logs do they explain?",
    description: [
      "Runs every signature on the examples of all others. Whatever fires there and is not named in"
        + " the 'crossFires' of one of the two is printed, one a line, and so is what is named and"
        + " does not fire.",
      "Of the logs at PATH (as for scan) it says how many error entries and failed boots a signature"
        + " explains, which ones do, and what none does.",
    ],
    examples: [
      Example(line: "fivewhys patterns coverage --patterns mine/", purpose: "does mine take over?"),
      Example(line: "fivewhys patterns coverage logs/", purpose: "what is not known yet?"),
    ],
    exitStatuses: [
      ("0", "All is well."),
      ("2", "The command line is wrong, something is wrong with a pattern, or two cross."),
      ("3", "Done, but some input was missing, unreadable or truncated."),
    ],
    run: { invocation, environment throws(CommandError) in
      try CoverageRun(invocation: invocation, environment: environment).perform()
    })
}
