import LogModel
import Patterns

extension PatternLint {
  /// What a signature should tell and does not, or not so that it helps.
  @Sendable static func findKnowledgeGaps(in linted: LintedLibrary) -> [Finding] {
    var findings: [Finding] = []
    var titles: [String: Signature] = [:]
    // Of a rule of the CRE format somebody else knows what it should tell.
    for signature in linted.library.signatures where signature.rule == nil {
      func report(_ message: String, at key: String, _ text: String? = nil) {
        findings.append(linted.finding(message, of: signature, at: key, text))
      }
      if signature.title.count > 100 {
        report("the title is longer than 100 characters; shorten it to one line", at: "title")
      }
      if let other = titles[signature.title] {
        report(
          "has the same title as '\(other.id)' (\(other.location)); say what tells them apart",
          at: "title")
      }
      titles[signature.title] = signature
      // Whoever drafted it does not know these yet.
      if signature.role == .cause, !signature.tags.contains("draft") {
        if signature.fixes.isEmpty {
          report("a cause without `fixes`; say what to do about it", at: "role")
        }
        if signature.why.isEmpty {
          report("a cause without `why`; say why it happens", at: "role")
        }
      }
      for file in signature.fixes.flatMap(\.files) where !isFileReference(file) {
        report(
          "'\(shown(file))' is no file; expected a path, with a line where that helps, such as"
            + " 'app/main.py:12'", at: "fixes", file)
      }
      for reference in repeated(signature.references) {
        findings.append(
          linted.finding(
            "`references` names \(shown(reference)) twice; leave one out", of: signature,
            at: "references", reference, occurrence: 1))
      }
    }
    return findings
  }

  /// `path` or `path:line`.
  private static func isFileReference(_ text: String) -> Bool {
    if text.contains(where: \.isWhitespace) || text.contains("://") { return false }
    let parts = text.split(separator: ":", omittingEmptySubsequences: false)
    switch parts.count {
    case 1: return true
    case 2: return !parts[0].isEmpty && Int(parts[1]).map { $0 > 0 } ?? false
    default: return false
    }
  }

  /// What a list holds more than once.
  static func repeated(_ texts: [String]) -> [String] {
    var known: Set<String> = []
    return texts.filter { !known.insert($0).inserted }
  }
}
