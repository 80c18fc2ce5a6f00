public import Patterns

/// What is doubtful about a library that loads.
public enum PatternLint {
  public struct Finding: Sendable, Hashable, Comparable, CustomStringConvertible {
    public var location: SourceLocation
    /// The id of a signature or a profile.
    public var subject: String
    /// What is wrong, and what would be right.
    public var message: String

    public var description: String { "\(location): \(subject): \(message)" }

    public static func < (left: Finding, right: Finding) -> Bool {
      (left.location, left.subject, left.message) < (right.location, right.subject, right.message)
    }
  }

  /// What may be wrong, each in a file of its own.
  private static let checks: [@Sendable (LintedLibrary) -> [Finding]] = [
    findKnowledgeGaps, findVagueTests, findBacktracking, findUnindexedTests, findContradictions,
    findOverlaps, findDeadRelations, findUnreachablePhases, findUnknownEnvironments,
    findUnfilledPlaces,
  ]

  /// By place.
  ///
  /// - Parameter places: where keys stand; without, a finding has the place of the whole signature.
  public static func findings(
    in library: PatternLibrary, _ places: PatternPlaces = PatternPlaces()
  ) -> [Finding] {
    let linted = LintedLibrary(library: library, places: places)
    return Set(checks.flatMap { $0(linted) }).sorted()
  }
}

/// What a check may ask.
struct LintedLibrary: Sendable {
  /// Something that conditions belong to.
  struct Owner: Sendable {
    var id: String
    var location: SourceLocation
    var conditions: [Condition]
  }

  let library: PatternLibrary
  let places: PatternPlaces
  /// Signatures and profiles with all their conditions.
  let owners: [Owner]

  init(library: PatternLibrary, places: PatternPlaces) {
    self.library = library
    self.places = places
    owners =
      library.signatures.map { signature in
        Owner(id: signature.id, location: signature.location, conditions: signature.tests)
      }
      + library.profiles.map { profile in
        Owner(
          id: profile.id, location: profile.location,
          conditions: profile.markers.map(\.condition))
      }
  }

  /// A finding at the place of a key of a signature, or of what stands there.
  func finding(
    _ message: String, of signature: Signature, at key: String, _ text: String? = nil,
    occurrence: Int = 0
  ) -> PatternLint.Finding {
    PatternLint.Finding(
      location: places.place(
        of: text, occurrence: occurrence, under: key, in: signature.location),
      subject: signature.id, message: message)
  }
}

/// A text of a pattern as findings show it: on one line, its middle left out where it is long.
func shown(_ text: String) -> String {
  let line = text.replacing("\n", with: "\\n")
  return line.count > 60 ? "\(line.prefix(40))…\(line.suffix(15))" : line
}
