/// What the process says to its caller.
enum ExitStatus: Int32, Sendable {
  case done = 0
  /// An incident at or above `--fail-on`. Wins over ``inputLost``.
  case incidentFound = 1
  /// The command line, an environment variable, a pattern or an output file is wrong.
  case misuse = 2
  /// Part of the input could not be read; what was read is reported.
  case inputLost = 3

  /// What `patterns explain` was asked about does not fire, as grep has it.
  static let doesNotFire = ExitStatus.incidentFound
}
