import LogModel
import Patterns

extension PatternLint {
  /// Rules of priority that ask for an environment that there is not.
  @Sendable static func findUnknownEnvironments(in linted: LintedLibrary) -> [Finding] {
    let impact = linted.library.impact
    let known = impact.environments.map(\.name) + ["unknown"]
    return impact.priorities.flatMap { rule in
      rule.environments.filter { !known.contains($0) }.map { name in
        let meant = Suggestion.nearest(to: name, among: known)
        return Finding(
          location: SourceLocation(file: "priorities", line: 0, column: 0),
          subject: rule.priority.rawValue,
          message: "a rule names the environment '\(shown(name))', which no file defines"
            + (meant.map { "; did you mean '\($0)'?" } ?? "; define it, or leave it out"))
      }
    }
  }
}
