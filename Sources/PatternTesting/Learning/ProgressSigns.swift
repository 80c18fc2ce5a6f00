import LogModel
import Patterns

/// What profiles take for a sign that a start-up goes on: no failure, whatever its severity.
struct ProgressSigns {
  private let conditions: [Condition]

  init(_ library: PatternLibrary) {
    conditions = library.profiles.flatMap { profile in
      profile.start + profile.ready + profile.phases.flatMap { $0.enter + $0.done }
    }
  }

  func hold(of text: String) -> Bool { conditions.contains { $0.holds(ofExample: text) } }
}
