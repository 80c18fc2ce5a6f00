public import LogModel

extension PatternLibrary {
  /// Names a regex of the library that was given up on a text. O(all conditions).
  public func givenUp(_ regex: Regex) -> GivenUpPatterns.Pattern {
    for (owner, condition) in conditions {
      if let predicate = condition.textPredicates.first(where: { $0.isTest(by: regex) }) {
        return GivenUpPatterns.Pattern(place: predicate.location.description, owner: owner)
      }
    }
    return GivenUpPatterns.Pattern(place: "?", owner: "'\(regex.pattern)'")
  }

  /// Every condition on entries, and what it belongs to.
  private var conditions: [(owner: String, condition: Condition)] {
    signatures.flatMap { signature in
      signature.tests.map { ("the signature '\(signature.id)'", $0) }
    }
      + profiles.flatMap { profile in
        profile.markers.map { ("the profile '\(profile.id)'", $0.condition) }
      }
  }
}

extension Signature {
  /// Every condition of it; of a rule of the CRE format the texts that it looks for, as conditions.
  public var tests: [Condition] {
    let texts = (rule?.tests ?? []).compactMap { test -> Condition? in
      guard case .text(let predicate) = test else { return nil }
      return .message(predicate)
    }
    return (match.map { [$0] } ?? []) + (group?.conditions ?? []) + texts
  }
}

extension TextPredicate {
  fileprivate func isTest(by other: Regex) -> Bool {
    guard case .regex(let regex) = test else { return false }
    return regex === other
  }
}

extension Condition {
  /// The text tests of the condition and of all that it is made of, in the order of the file.
  public var textPredicates: [TextPredicate] {
    switch self {
    case .message(let predicate), .field(_, .text(let predicate)): [predicate]
    case .exception(let predicate): predicate.message.map { [$0] } ?? []
    case .any(let conditions), .all(let conditions): conditions.flatMap(\.textPredicates)
    case .not(let condition): condition.textPredicates
    case .severity, .field, .source, .httpStatus: []
    }
  }
}
