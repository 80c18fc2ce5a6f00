import Patterns

/// Finds the rules of the CRE format whose terms an entry's line has. One per thread.
final class LineMatcher {
  private let rules: LineRules
  private let scratch: MessageDatabase.Scratch
  private let hits: HitSet
  private let workspace = RegexWorkspace()
  private let texts = LineTexts()
  /// Compiled when the first line of JSON is seen.
  private lazy var programs = rules.tests.programs.map { try? JQProgram($0) }
  /// Texts of which no line needs a sign to be tried.
  private let untold: [Int]

  /// Nil where memory is short.
  init?(_ rules: LineRules) {
    guard let scratch = rules.database.makeScratch() else { return nil }
    self.rules = rules
    self.scratch = scratch
    hits = HitSet(capacity: rules.database.predicateCount)
    untold = rules.database.unindexed.sorted()
  }

  /// Whether a pattern was given up on an entry since ``takeGivenUp()``.
  var hasGivenUp: Bool { workspace.hasGivenUp }

  /// The patterns that were given up on the entries since this was last called.
  func takeGivenUp() -> [Regex] { workspace.takeGivenUp() }

  /// By rule.
  func findings(of entry: DecodedEntry) -> [EntryMatcher.Finding] {
    texts.show(entry)
    var found: Set<Int> = []
    for index in 0..<texts.count {
      let text = texts[index]
      hits.removeAll()
      rules.database.scan(text, scratch: scratch, into: hits)
      for id in hits.ids { consider(id, text, &found) }
      for id in untold { consider(id, text, &found) }
    }
    if !rules.byProgram.isEmpty, let json = texts.json {
      for (number, program) in programs.enumerated() where program?.holds(of: json) ?? false {
        found.formUnion(rules.byProgram[number])
      }
    }
    return found.sorted().map { EntryMatcher.Finding(rule: $0, captures: [:]) }
  }

  private func consider(_ id: Int, _ text: Bytes, _ found: inout Set<Int>) {
    let asking = rules.byText[id]
    guard asking.contains(where: { !found.contains($0) }) else { return }
    if rules.database.meaning[id] != .certain, !isConfirmed(rules.tests.texts[id], text) { return }
    found.formUnion(asking)
  }

  private func isConfirmed(_ predicate: TextPredicate, _ text: Bytes) -> Bool {
    if case .regex(let regex) = predicate.test {
      // What stood in the same memory before was another text.
      workspace.forget()
      return regex.matches(text, in: workspace)
    }
    return predicate.matches(String(decoding: text, as: UTF8.self))
  }
}
