import Patterns

/// What a library's rules of the CRE format look for in lines, ready to be looked for by any thread.
struct LineRules: Sendable {
  let tests: LineTests
  let database: MessageDatabase
  /// By text, the rules of the ``RuleSet`` that it decides.
  let byText: [[Int]]
  /// By program.
  let byProgram: [[Int]]

  /// Nil for a library without such rules.
  init?(
    library: PatternLibrary, rules: RuleSet, cache: (any PatternCache)?
  ) throws(MessageDatabase.BuildError) {
    guard !library.lineTests.isEmpty else { return nil }
    tests = library.lineTests
    database = try MessageDatabase(predicates: tests.texts, cache: cache)
    byText = tests.askersOfTexts.map { $0.compactMap { rules.lineRules[$0] } }
    byProgram = tests.askersOfPrograms.map { $0.compactMap { rules.lineRules[$0] } }
  }
}
