import LogModel
import Patterns

/// One attempt of an instance to become ready, with everything seen of it.
struct ObservedBoot: Sendable {
  var revision: String?
  /// In time order; there is at least one.
  var markers: MarkerSlice
  /// Traces, matches and markers of the instance in the time of the boot, in time order.
  var observations: ObservationList
  /// Nil where the start lies before the logs.
  var startedAt: Timestamp?
  var readyAt: Timestamp?
  /// The first sign that the boot is over: a boot-level failure, an exit, a stop; nil while it runs.
  var firstEndAt: Timestamp?
  /// The last of its end markers.
  var endedAt: Timestamp?
  var outcome: Boot.Outcome
  /// True where a successor cut the boot off, so that its failure is inferred.
  var isCutOff = false
  var exitCode: Int?
  /// Index of its first marker of slot `exit`.
  var firstExit: Int?

  var service: ServiceIdentity { book.service(ofInstance: owner) }
  /// Made anew at every call. O(length).
  var instance: String? { book.name(ofInstance: owner) }

  private var book: FactBook { markers.markers.book }
  /// The number of its instance.
  var owner: Int { book.instance(at: markers.markers.positions[markers.startIndex]) }

  /// True for a task of a job: it runs to its end and never becomes ready.
  var isTask: Bool { markers.first?.origin.platform == "cloud-run-job" }

  /// The start, or the first thing seen of a boot that started before the logs.
  var firstSeen: Timestamp { startedAt ?? markers.first?.time ?? Timestamp(nanoseconds: 0) }

  /// The last thing seen that belongs to the attempt.
  var lastSeen: Timestamp { max(endedAt ?? firstSeen, markers.last?.time ?? firstSeen) }

  /// When the attempt was over: its first end, or the last thing seen of one that was cut off.
  var overAt: Timestamp { firstEndAt ?? markers.last?.time ?? firstSeen }

  /// When the failure first showed: a failed phase, a boot-level failure or the exit.
  var failedAt: Timestamp? {
    markers.first { $0.slot == .phaseFailed || $0.isEnd }?.time ?? endedAt
  }
}
