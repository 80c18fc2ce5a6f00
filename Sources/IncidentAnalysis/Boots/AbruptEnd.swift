import LogModel

/// The end of an instance that had become ready, where nobody asked for it.
struct AbruptEnd {
  var entry: SeenEntry

  /// What an instance shows within this many seconds before its end may have ended it.
  private static let causeBefore = 60.0
  /// Last lines may be stamped a little after the end, by another clock.
  private static let causeAfter = 5.0
  /// Exit codes and signals of a process that was told to end.
  private static let askedCodes: Set<Int> = [0, 130, 143]
  private static let askedSignals: Set<String> = ["2", "15"]

  /// Nil where the boot never became ready, still runs or was asked to end.
  init?(of boot: ObservedBoot) {
    guard boot.outcome == .ready else { return nil }
    // A worker that fails beside others (slot `failed`) ends no instance.
    guard let end = boot.firstExit else { return nil }
    let ends = boot.markers[end...].filter { $0.slot == .exit }
    guard let first = ends.first, !ends.contains(where: \.isStop) else { return nil }
    let isAsked = ends.contains { end in
      end.exitCode.map(AbruptEnd.askedCodes.contains) ?? false
        || end.capture("signal").map(AbruptEnd.askedSignals.contains) ?? false
    }
    guard !isAsked else { return nil }
    entry = first.entry
  }

  func isCaused(by other: SeenEntry) -> Bool {
    let seconds = entry.timestamp.seconds(since: other.timestamp)
    return other.isSerious && -AbruptEnd.causeAfter <= seconds && seconds <= AbruptEnd.causeBefore
  }
}
