import Patterns

extension PatternLint {
  /// Tests that alone decide, and hold of texts that have nothing to do with each other.
  @Sendable static func findVagueTests(in linted: LintedLibrary) -> [Finding] {
    var findings: [Finding] = []
    for signature in linted.library.signatures {
      let conditions = (signature.match.map { [$0] } ?? []) + (signature.group?.steps ?? [])
      for predicate in conditions.flatMap(decidingTests) {
        guard let message = vagueness(of: predicate) else { continue }
        findings.append(
          Finding(location: predicate.location, subject: signature.id, message: message))
      }
    }
    return findings
  }

  private static let shortestLiteral = 6

  private static func vagueness(of predicate: TextPredicate) -> String? {
    switch predicate.test {
    case .contains(let text):
      return text.count >= shortestLiteral
        ? nil
        : "the literal '\(shown(text))' is too short to identify a failure; take more of the message,"
          + " \(shortestLiteral) characters at least"
    case .equals(let text):
      return text.isEmpty
        ? "holds of every entry without a message; expected a text, or 'field' with 'exists'" : nil
    case .regex(let regex):
      let held = everydayTexts.count { regex.matches($0) }
      return 2 * held < everydayTexts.count
        ? nil
        : "the regex matches almost any message, such as '\(everydayTexts.first { regex.matches($0) } ?? "")';"
          + " add a text that must occur"
    }
  }

  /// Messages of programs that are well.
  private static let everydayTexts = [
    "Listening on port 8080", "GET /health 200 0.5 ms", "user 42 signed in",
    "INFO: cache warmed in 12 ms", "Connected to database", "job finished: 17 rows",
    "config loaded from /etc/app.yaml", "retrying in 5 s", "shutdown complete.",
    "2025-09-15 10:00:00,123 worker ready", "[main] started Application in 2.1 seconds",
    "cart=3 total=17.50 currency=EUR",
  ]

  /// Tests of the message that settle a condition, whatever else it asks of an entry's severity and
  /// source.
  private static func decidingTests(of condition: Condition) -> [TextPredicate] {
    switch condition {
    case .message(let predicate): return [predicate]
    case .any(let parts): return parts.flatMap(decidingTests)
    case .all(let parts):
      let telling = parts.filter { part in
        switch part {
        case .severity, .source, .not: false
        case .message, .field, .httpStatus, .exception, .any, .all: true
        }
      }
      return telling.count == 1 ? telling.flatMap(decidingTests) : []
    case .severity, .field, .source, .httpStatus, .exception, .not: return []
    }
  }
}
