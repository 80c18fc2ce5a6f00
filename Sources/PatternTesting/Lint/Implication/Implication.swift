import LogModel
import Patterns

/// Tells whether one condition holds of every entry of which another one does.
///
/// Sound, not complete: what it claims is so; what it does not claim may be so all the same.
struct Implication {
  /// What each regex requires, found out once.
  private final class Literals {
    private var known: [String: [String]] = [:]

    /// Texts of which one must occur, as they are written; none where that is not known.
    func required(by pattern: String) -> [String] {
      if let required = known[pattern] { return required }
      let required = RequiredLiterals.literals(of: pattern, ignoreCase: false) ?? []
      known[pattern] = required
      return required
    }
  }

  private let literals = Literals()

  /// Whether the first condition implies the second. O(size × size), and what the regexes take.
  func holds(_ left: Condition, _ right: Condition) -> Bool {
    switch (left, right) {
    case (_, .severity(.default)): return true
    case (.any(let parts), _): return parts.allSatisfy { holds($0, right) } && !parts.isEmpty
    case (_, .all(let parts)): return parts.allSatisfy { holds(left, $0) }
    case (_, .any(let parts)) where parts.contains { holds(left, $0) }: return true
    case (.all(let parts), _): return parts.contains { holds($0, right) }
    case (.not(let left), .not(let right)): return holds(right, left)
    case (.severity(let left), .severity(let right)): return left >= right
    case (.message(let left), .message(let right)): return holds(left, right)
    case (.field(let path, let left), .field(let other, let right)):
      return path == other && holds(left, right)
    case (.source(let key, let left), .source(let other, let right)):
      return key == other && holds(left, right)
    case (.httpStatus(let left), .httpStatus(let right)): return holds(left, right)
    case (.exception(let left), .exception(let right)): return holds(left, right)
    default: return false
    }
  }

  /// Of one text.
  func holds(_ left: TextPredicate, _ right: TextPredicate) -> Bool {
    switch (left.test, right.test) {
    case (.equals(let text), .equals(let other)):
      // In what case a text is written matters only where it is asked for.
      return text.utf8.elementsEqual(other.utf8) && (!left.ignoreCase || right.ignoreCase)
    case (.equals(let text), .contains(let part)), (.contains(let text), .contains(let part)):
      return contains(text, part, left, right)
    case (.equals(let text), .regex(let regex)): return !left.ignoreCase && regex.matches(text)
    case (.regex(let regex), .contains(let part)):
      // Without regard to case there are letters that only the regex engine folds.
      guard !left.ignoreCase else { return false }
      let required = literals.required(by: regex.pattern)
      return !required.isEmpty && required.allSatisfy { contains($0, part, left, right) }
    case (.regex(let regex), .regex(let other)):
      return regex.pattern == other.pattern && left.ignoreCase == right.ignoreCase
    case (.contains, .equals), (.contains, .regex), (.regex, .equals): return false
    }
  }

  private func contains(
    _ text: String, _ part: String, _ left: TextPredicate, _ right: TextPredicate
  ) -> Bool {
    if !left.ignoreCase, !right.ignoreCase { return Implication.occurs(part, in: text) }
    // Letters beyond ASCII may change with what stands around them.
    guard right.ignoreCase, (text + part).utf8.allSatisfy({ $0 < 0x80 }) else { return false }
    return Implication.occurs(part.lowercased(), in: text.lowercased())
  }

  /// By bytes: a text is not its canonical equivalent.
  private static func occurs(_ part: String, in text: String) -> Bool {
    Array(text.utf8).firstRange(of: Array(part.utf8)) != nil
  }

  private func holds(_ left: FieldPredicate, _ right: FieldPredicate) -> Bool {
    switch (left, right) {
    case (.exists(let isThere), .exists(let other)): isThere == other
    case (.text, .exists(true)), (.number, .exists(true)): true
    case (.text(let left), .text(let right)): holds(left, right)
    case (.number(let left), .number(let right)): holds(left, right)
    default: false
    }
  }

  private func holds(_ left: NumberPredicate, _ right: NumberPredicate) -> Bool {
    let (low, high) = left.bounds
    return (right.atLeast.map { low >= $0 } ?? true) && (right.atMost.map { high <= $0 } ?? true)
      && (right.equals.map { low == $0 && high == $0 } ?? true)
  }

  private func holds(_ left: Glob, _ right: Glob) -> Bool {
    left == right || right.pattern == "*" || left.onlyText.map { right.matches($0) } ?? false
  }

  private func holds(_ left: ExceptionPredicate, _ right: ExceptionPredicate) -> Bool {
    func member<Test>(_ left: Test?, _ right: Test?, _ holds: (Test, Test) -> Bool) -> Bool {
      guard let right else { return true }
      return left.map { holds($0, right) } ?? false
    }
    return member(left.type, right.type, holds) && member(left.message, right.message, holds)
      && member(left.function, right.function, holds) && member(left.file, right.file, holds)
  }
}

extension NumberPredicate {
  /// Between which all numbers lie that pass.
  var bounds: (low: Double, high: Double) {
    (
      max(atLeast ?? -.infinity, equals ?? -.infinity),
      min(atMost ?? .infinity, equals ?? .infinity)
    )
  }
}
