import Patterns

extension PatternLint {
  /// Regexes that reach their limits on some text, and then match nothing.
  @Sendable static func findBacktracking(in linted: LintedLibrary) -> [Finding] {
    var findings: [Finding] = []
    for owner in linted.owners {
      for predicate in owner.conditions.flatMap(\.textPredicates) {
        guard case .regex(let regex) = predicate.test,
          let proof = BacktrackingTrial.proof(against: regex)
        else { continue }
        findings.append(
          Finding(
            location: predicate.location, subject: owner.id,
            message: message(about: proof, in: regex.pattern)))
      }
    }
    return findings
  }

  private static func message(
    about proof: BacktrackingTrial.Proof, in pattern: String
  ) -> String {
    func text(_ part: RegexPart) -> String {
      let scalars = Array(pattern.unicodeScalars)[part.range]
      return shown(String(String.UnicodeScalarView(scalars)))
    }
    let pieces =
      (proof.attack.before.isEmpty ? [] : ["'\(shown(proof.attack.before))'"])
      + ["\(proof.count) × '\(shown(proof.word))'"]
      + (proof.misfit.isEmpty ? [] : ["'\(shown(proof.misfit))'"])
    let start =
      "the regex is given up on \(pieces.joined(separator: ", then ")): there are too many"
    switch proof.attack.suspicion {
    case .ambiguousLoop:
      return start
        + " ways to cut that into rounds of \(text(proof.attack.part)); let each round begin"
        + " with what no round before can end with, as in \\w+(?: \\w+)*, or make it possessive"
    case .sharedCharacters(let other):
      return start + " ways to share that between \(text(proof.attack.part)) and"
        + " \(text(other)); leave one of them out, or let the first exclude what must follow it, as"
        + " in [^:]*:"
    }
  }
}
