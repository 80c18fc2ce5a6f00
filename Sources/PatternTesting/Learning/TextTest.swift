import Patterns

/// How a drafted signature tests a text.
enum TextTest: Hashable, Sendable {
  case contains(String)
  case regex(String)

  /// Nil for a regex that no library accepts.
  var predicate: TextPredicate? {
    let test: TextPredicate.Test
    switch self {
    case .contains(let text): test = .contains(text)
    case .regex(let pattern):
      guard let regex = try? Regex(pattern, ignoreCase: false), !regex.canMatchEmpty else {
        return nil
      }
      test = .regex(regex)
    }
    return TextPredicate(
      test: test, ignoreCase: false, location: SourceLocation(file: "", line: 0, column: 0))
  }
}
