private import LogModel
public import Patterns

/// What is doubtful about a library that loads.
public enum PatternLint {
  public struct Finding: Sendable, Comparable, CustomStringConvertible {
    public var location: SourceLocation
    public var subject: String
    public var message: String

    public var description: String { "\(location): \(subject): \(message)" }

    public static func < (left: Finding, right: Finding) -> Bool {
      (left.location, left.subject, left.message) < (right.location, right.subject, right.message)
    }
  }

  /// By place.
  public static func findings(in library: PatternLibrary) -> [Finding] {
    var findings: [Finding] = []
    var titles: [String: Signature] = [:]
    for signature in library.signatures {
      func report(_ message: String) {
        findings.append(
          Finding(location: signature.location, subject: signature.id, message: message))
      }
      if signature.title.count > 100 { report("the title is longer than 100 characters") }
      if let other = titles[signature.title] {
        report("has the same title as '\(other.id)' (\(other.location))")
      }
      titles[signature.title] = signature
      // Of a draft nobody knows them yet.
      let isKnown = signature.role == .cause && !signature.tags.contains("draft")
      if isKnown, signature.fixes.isEmpty { report("a cause without `fixes`") }
      if isKnown, signature.why.isEmpty { report("a cause without `why`") }
      for id in signature.explains where library.signature(id)?.role == .cause {
        report("`explains` names '\(id)', which is a cause, not a symptom")
      }
      for literal in signature.match.map(literals) ?? [] where literal.count < 6 {
        report("the literal '\(literal)' is too short to identify a failure")
      }
    }
    let environments = Set(library.impact.environments.map(\.name) + ["unknown"])
    for rule in library.impact.priorities {
      for name in rule.environments where !environments.contains(name) {
        findings.append(
          Finding(
            location: SourceLocation(file: "priorities", line: 0, column: 0),
            subject: rule.priority.rawValue,
            message: "a rule names the environment '\(name)', which no file defines"))
      }
    }
    for profile in library.profiles
    where profile.markers.isEmpty && profile.phases.allSatisfy(\.frames.isEmpty) {
      findings.append(
        Finding(
          location: profile.location, subject: profile.id,
          message: "a profile without any condition"))
    }
    return findings.sorted()
  }

  /// Texts that alone make a condition hold.
  private static func literals(of condition: Condition) -> [String] {
    switch condition {
    case .message(let predicate):
      if case .contains(let text) = predicate.test { [text] } else { [] }
    case .any(let conditions): conditions.flatMap(literals)
    case .all(let conditions): conditions.count == 1 ? conditions.flatMap(literals) : []
    case .severity, .field, .source, .httpStatus, .exception, .not: []
    }
  }
}
