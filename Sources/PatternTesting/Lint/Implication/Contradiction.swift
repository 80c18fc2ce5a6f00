import Patterns

/// Finds conditions that can hold of no entry. Sound, not complete.
struct Contradiction {
  let implication: Implication

  /// Why a condition can never hold, in words; nil where it may.
  func reason(against condition: Condition) -> String? {
    switch condition {
    case .any(let parts):
      let reasons = parts.map { reason(against: $0) }
      return reasons.contains(nil) ? nil : reasons.first ?? nil
    case .all(let parts):
      let all = Contradiction.flat(parts)
      for part in all {
        if let reason = reason(against: part) { return reason }
      }
      for (index, left) in all.enumerated() {
        for right in all[(index + 1)...] {
          if let reason = clash(left, right) { return reason }
        }
      }
      return nil
    case .not(let part):
      return implication.holds(.all([]), part) ? "'not' excludes every entry" : nil
    case .httpStatus(let predicate), .field(_, .number(let predicate)):
      let (low, high) = predicate.bounds
      return low <= high ? nil : "no number is all that is asked of one"
    case .message, .severity, .field, .source, .exception: return nil
    }
  }

  private static func flat(_ parts: [Condition]) -> [Condition] {
    parts.flatMap { part in
      guard case .all(let inner) = part else { return [part] }
      return flat(inner)
    }
  }

  /// Why two conditions cannot hold of one entry.
  private func clash(_ left: Condition, _ right: Condition) -> String? {
    if case .not(let excluded) = right, implication.holds(left, excluded) {
      return "'not' excludes all that the rest asks for"
    }
    if case .not(let excluded) = left, implication.holds(right, excluded) {
      return "'not' excludes all that the rest asks for"
    }
    switch (left, right) {
    case (.source(let key, let glob), .source(let other, let another)) where key == other:
      guard excludes(glob, another) || excludes(another, glob) else { return nil }
      return "no \(key.rawValue) is both '\(glob.pattern)' and '\(another.pattern)'"
    case (.httpStatus(let one), .httpStatus(let two)):
      return excludes(one, two) ? "no status is both" : nil
    case (.field(let path, let one), .field(let other, let two)) where path == other:
      return excludes(one, two) || excludes(two, one)
        ? "no value of '\(path.joined(separator: "."))' is both" : nil
    default: return nil
    }
  }

  private func excludes(_ one: Glob, _ two: Glob) -> Bool {
    one.onlyText.map { !two.matches($0) } ?? false
  }

  private func excludes(_ one: NumberPredicate, _ two: NumberPredicate) -> Bool {
    one.bounds.low > two.bounds.high || two.bounds.low > one.bounds.high
  }

  private func excludes(_ one: FieldPredicate, _ two: FieldPredicate) -> Bool {
    switch (one, two) {
    case (.exists(false), .exists(true)), (.exists(false), .text), (.exists(false), .number): true
    case (.number(let one), .number(let two)): excludes(one, two)
    case (.text(let one), .text(let two)): excludes(one, two)
    default: false
    }
  }

  private func excludes(_ one: TextPredicate, _ two: TextPredicate) -> Bool {
    guard case .equals(let text) = one.test, !one.ignoreCase else { return false }
    // A regex that was given up may match.
    let workspace = RegexWorkspace()
    return !two.matches(text, in: workspace) && !workspace.hasGivenUp
  }
}
