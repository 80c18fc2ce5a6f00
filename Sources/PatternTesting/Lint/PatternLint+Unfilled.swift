import LogModel
import Patterns

extension PatternLint {
  /// How `patterns new` marks what only a person knows.
  static let unfilledMark = "TODO"

  /// What was begun and is still to be filled in: it would be told in incidents as it stands.
  @Sendable static func findUnfilledPlaces(in linted: LintedLibrary) -> [Finding] {
    linted.library.signatures.filter { $0.rule == nil }.flatMap { signature in
      let texts =
        [("title", signature.title)] + signature.why.map { ("why", $0) }
        + signature.fixes.map { ("fixes", $0.text) }
        + signature.tests.flatMap(literals).map { ("match", $0) }
      return texts.filter { $0.1.hasPrefix(unfilledMark) }.map { key, text in
        linted.finding(
          "`\(key)` still says '\(shown(text))'; fill it in", of: signature, at: key, text)
      }
    }
  }

  private static func literals(of condition: Condition) -> [String] {
    switch condition {
    case .message(let predicate), .field(_, .text(let predicate)):
      switch predicate.test {
      case .contains(let text), .equals(let text): [text]
      case .regex: []
      }
    case .any(let conditions), .all(let conditions): conditions.flatMap(literals)
    case .exception, .not, .severity, .field, .source, .httpStatus: []
    }
  }
}
