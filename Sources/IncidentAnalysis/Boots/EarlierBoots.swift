import LogModel
import Patterns

/// How boots of a service went before those of an incident: what theirs are compared with.
struct EarlierBoots {
  /// How earlier boots got past a phase.
  struct Passing {
    var boots = 0
    /// Of the last of them: when it was ready, and the entry that shows that the phase was over.
    var lastReadyAt = Timestamp(nanoseconds: 0)
    var lastEntry: SeenEntry?
    var revisions: Set<String?> = []
  }

  /// Of boots that were ready before the first failed boot began.
  private(set) var times = PhaseTimeTable()
  private(set) var passings: [FailurePhaseFinder.Place: Passing] = [:]
  /// Phases in which earlier boots failed.
  private(set) var failures: Set<FailurePhaseFinder.Place> = []
  /// True where there are more earlier boots than were looked at.
  let isCut: Bool

  /// Boots looked at, the newest: a service may have tens of thousands, and they are alike.
  private static let limit = 40

  /// - Parameter number: of the first failed boot.
  init(than number: Int, index: BootIndex, library: PatternLibrary) {
    let first = index.boots[number]
    let all = index.boots(of: first.service, before: number)
    let newest = all.suffix(EarlierBoots.limit)
    isCut = newest.count < all.count
    // Without times nothing is earlier.
    guard first.firstSeen.isDated else { return }
    for boot in newest.map({ index.boots[$0] }) {
      let isReady = boot.readyAt.map { $0.isDated && $0 < first.firstSeen } ?? false
      guard boot.outcome == .failed || boot.outcome == .ready && isReady else { continue }
      let timeline = PhaseTimeline(of: boot, library: library)
      // A phase that nothing else shows to be over was over when the boot was ready.
      let ready = boot.markers.first { $0.slot == .ready && $0.time == boot.readyAt }
      if boot.outcome == .ready { times.add(timeline, bootEnd: boot.readyAt) }
      for step in timeline.steps {
        let place = FailurePhaseFinder.Place(profile: step.profile, ordinal: step.ordinal)
        if boot.outcome == .failed {
          if step.isFailed || step.isOpen { failures.insert(place) }
        } else if let readyAt = boot.readyAt,
          let entry = step.passedEntry ?? (step.isOpen ? ready?.entry : nil)
        {
          passings[place, default: Passing()].add(entry, readyAt, boot.revision)
        }
      }
    }
  }
}

extension EarlierBoots.Passing {
  fileprivate mutating func add(_ entry: SeenEntry, _ readyAt: Timestamp, _ revision: String?) {
    boots += 1
    revisions.insert(revision)
    guard lastEntry == nil || readyAt > lastReadyAt else { return }
    lastReadyAt = readyAt
    lastEntry = entry
  }
}
