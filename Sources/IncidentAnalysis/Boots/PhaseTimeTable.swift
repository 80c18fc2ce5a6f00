import LogModel
import Patterns

/// How long each of some boots was in each phase, with the entries that show the first of them.
struct PhaseTimeTable {
  struct Row {
    /// Seconds, one a boot.
    var seconds: [Double] = []
    /// What began and ended the phase in the last boot that was added.
    var entries: [SeenEntry] = []

    var median: Double? { seconds.median }
  }

  private(set) var rows: [FailurePhaseFinder.Place: Row] = [:]

  mutating func add(_ timeline: PhaseTimeline, bootEnd: Timestamp?) {
    for step in timeline.steps {
      guard let seconds = step.seconds(bootEnd: bootEnd) else { continue }
      let place = FailurePhaseFinder.Place(profile: step.profile, ordinal: step.ordinal)
      rows[place, default: Row()].seconds.append(seconds)
      rows[place]?.entries = [step.enterEntry, step.passedEntry ?? step.failedEntry]
        .compactMap { $0 }
    }
  }

  /// In the order of the start-up.
  func phaseTimes(earlier: PhaseTimeTable, _ finder: FailurePhaseFinder) -> [PhaseTime] {
    rows.sorted { $0.key < $1.key }.compactMap { place, row in
      guard let failed = sample(row) else { return nil }
      return PhaseTime(
        profile: finder.library.profiles[place.profile].id, name: finder.name(of: place),
        failed: failed, earlier: earlier.rows[place].flatMap(sample))
    }
  }

  private func sample(_ row: Row) -> PhaseTime.Sample? {
    row.median.map { PhaseTime.Sample(boots: row.seconds.count, medianSeconds: $0) }
  }
}
