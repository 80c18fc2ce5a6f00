import Patterns

extension PatternLint {
  /// Signatures that fire wherever another one does, though nothing says that both are meant to.
  @Sendable static func findOverlaps(in linted: LintedLibrary) -> [Finding] {
    let signatures = linted.library.signatures
    // What never holds implies everything.
    let contradiction = Contradiction(implication: Implication())
    let single = signatures.filter { signature in
      signature.match.map { contradiction.reason(against: $0) == nil } ?? false
    }
    let conditions = single.compactMap(\.match)
    let index = ImplicationIndex(conditions)
    let implication = Implication()
    var findings: [Finding] = []
    for (number, signature) in single.enumerated() {
      let condition = conditions[number]
      for candidate in index.candidates(for: condition) where candidate != number {
        let other = single[candidate]
        guard implication.holds(condition, conditions[candidate]) else { continue }
        if !implication.holds(conditions[candidate], condition) {
          guard !isMeant(signature, other) else { continue }
          findings.append(
            linted.finding(
              "wherever it fires, '\(other.id)' (\(other.location)) fires as well; make that one more"
                + " precise, or say that both are meant: `explains` or `crossFires`",
              of: signature, at: "match"))
        } else if candidate < number {
          findings.append(duplicate(signature, of: other, linted, at: "match"))
        }
      }
    }
    let groups = signatures.filter { $0.group != nil }
    for (number, signature) in groups.enumerated() {
      for other in groups[..<number] {
        guard let group = signature.group, let another = other.group,
          implication.isSame(group, another)
        else { continue }
        findings.append(duplicate(signature, of: other, linted, at: group.kind.rawValue))
      }
    }
    return findings
  }

  private static func duplicate(
    _ signature: Signature, of other: Signature, _ linted: LintedLibrary, at key: String
  ) -> Finding {
    linted.finding(
      "holds exactly where '\(other.id)' (\(other.location)) does; make them one",
      of: signature, at: key)
  }

  /// Whether one of them says that both may fire on an entry.
  private static func isMeant(_ one: Signature, _ other: Signature) -> Bool {
    one.crossFires.contains(other.id) || other.crossFires.contains(one.id)
      || one.explains.contains(other.id) || other.explains.contains(one.id)
  }
}

extension Implication {
  /// Whether two groups are made of the same. Those that only look different are not told to be.
  func isSame(_ one: EntryGroup, _ other: EntryGroup) -> Bool {
    guard one.kind == other.kind, one.atLeast == other.atLeast, one.within == other.within,
      one.scope == other.scope, Set(one.sharing) == Set(other.sharing),
      one.steps.count == other.steps.count, one.unless.count == other.unless.count
    else { return false }
    let isOrdered = one.kind == .sequence
    return areSame(one.steps, other.steps, isOrdered: isOrdered)
      && areSame(one.unless, other.unless, isOrdered: false)
  }

  private func areSame(_ one: [Condition], _ other: [Condition], isOrdered: Bool) -> Bool {
    if isOrdered { return zip(one, other).allSatisfy(isSame) }
    var rest = other
    for condition in one {
      guard let index = rest.firstIndex(where: { isSame(condition, $0) }) else { return false }
      rest.remove(at: index)
    }
    return true
  }

  private func isSame(_ one: Condition, _ other: Condition) -> Bool {
    holds(one, other) && holds(other, one)
  }
}
