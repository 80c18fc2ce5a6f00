import LogScanning
import Patterns

extension PatternLint {
  /// Tests that nothing announces, so that every message pays for them.
  @Sendable static func findUnindexedTests(in linted: LintedLibrary) -> [Finding] {
    linted.owners.flatMap { owner in
      owner.conditions.flatMap(MessageSearch.triedOnEveryMessage).map { predicate, reason in
        Finding(
          location: predicate.location, subject: owner.id,
          message: "is tried on every message, since \(reason); add a literal that must occur, of"
            + " \(RequiredLiterals.minimumLength) characters or more")
      }
    }
  }
}
