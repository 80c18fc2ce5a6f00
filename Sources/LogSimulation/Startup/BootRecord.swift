import LogModel

/// When a simulated boot began and what became of it.
struct BootRecord: Hashable, Sendable {
  var startedAt: Timestamp
  /// When the failure was over, or the application was ready.
  var endedAt: Timestamp
  /// Nil where the boot became ready, or its exit was not logged.
  var exitCode: Int?
  var isReady: Bool
}
