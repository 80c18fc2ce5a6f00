import LogModel

/// One attempt to start, as the simulated world knows it.
struct ScenarioBoot: Hashable, Sendable {
  enum Outcome: String, Hashable, Sendable {
    case failed, ready, inProgress, stopped
  }

  var instance: SimulatedInstance
  /// Nil where the logs begin later.
  var startedAt: Timestamp?
  var firstEntryAt: Timestamp
  /// When the failure was over, or the application was ready; nil while it is neither.
  var endedAt: Timestamp?
  var outcome: Outcome
  /// As far as the logs tell it.
  var exitCode: Int?
  var failure: ScenarioFailure?
  /// Where it fails.
  var phase: ExpectedPhase?
  /// When it wrote the last of its start lines: what follows tells nothing about the start.
  var startLinesUntil: Timestamp
  /// When it wrote the last line that shows that there is a boot.
  var markedUntil: Timestamp
  /// Whether it failed and nothing that is logged says so.
  var endsUnseen = false
}
