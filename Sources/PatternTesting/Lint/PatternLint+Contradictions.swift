import Patterns

extension PatternLint {
  /// Conditions, and alternatives of conditions, that hold of no entry.
  @Sendable static func findContradictions(in linted: LintedLibrary) -> [Finding] {
    let contradiction = Contradiction(implication: Implication())
    var findings: [Finding] = []
    for owner in linted.owners {
      for condition in owner.conditions {
        for (part, isWhole) in impossibleParts(of: condition, contradiction) {
          guard let reason = contradiction.reason(against: part) else { continue }
          findings.append(
            Finding(
              location: part.textPredicates.first?.location ?? owner.location, subject: owner.id,
              message:
                "\(isWhole ? "this condition" : "this alternative") can never hold: \(reason);"
                + " change it or leave it out"))
        }
      }
    }
    return findings
  }

  /// The outermost of them.
  private static func impossibleParts(
    of condition: Condition, _ contradiction: Contradiction, isWhole: Bool = true
  ) -> [(part: Condition, isWhole: Bool)] {
    if contradiction.reason(against: condition) != nil { return [(condition, isWhole)] }
    switch condition {
    case .any(let parts):
      return parts.flatMap { impossibleParts(of: $0, contradiction, isWhole: false) }
    case .all(let parts):
      return parts.flatMap { impossibleParts(of: $0, contradiction, isWhole: isWhole) }
    case .not(let part): return impossibleParts(of: part, contradiction, isWhole: isWhole)
    case .message, .severity, .field, .source, .httpStatus, .exception: return []
    }
  }
}
