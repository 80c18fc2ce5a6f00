import LogModel

/// In which phases consecutive boots fail: whether the start-up gets further from one to the next.
struct PhaseWalk {
  private typealias Place = FailurePhaseFinder.Place

  private var stops: [(place: FailurePhaseFinder.Place, at: Timestamp)] = []
  /// Profile that tells → phases of outer layers in which its own lie.
  private var surroundings: [Int: Set<FailurePhaseFinder.Place>] = [:]

  /// Runs that are told; of a start-up that goes back and forth there are more.
  private static let limit = 20

  /// Adds the next boot.
  ///
  /// - Parameter place: where it fails, as `timeline` tells it.
  mutating func add(
    _ place: FailurePhaseFinder.Place, at time: Timestamp, _ timeline: PhaseTimeline
  ) {
    stops.append((place, time))
    for step in timeline.steps
    where step.profile < place.profile && (step.isOpen || step.isFailed) {
      surroundings[place.profile, default: []].insert(
        Place(profile: step.profile, ordinal: step.ordinal))
    }
  }

  /// The newest runs, in time order; empty where all boots fail in one phase.
  ///
  /// A boot that shows less than others, only the phase of a server in which the application's phases
  /// lie, has not got less far: it tells nothing here.
  ///
  /// - Parameter profile: whose phases tell where most boots fail.
  func runs(in profile: Int, _ finder: FailurePhaseFinder) -> [PhaseProgress] {
    let coarse = surroundings[profile] ?? []
    var runs: [(place: Place, from: Timestamp, to: Timestamp, boots: Int)] = []
    for stop in stops where !coarse.contains(stop.place) {
      if let last = runs.last, isSame(last.place, stop.place, finder) {
        runs[runs.count - 1].to = max(last.to, stop.at)
        runs[runs.count - 1].boots += 1
      } else {
        if runs.count == 2 * PhaseWalk.limit { runs.removeFirst(PhaseWalk.limit) }
        runs.append((stop.place, stop.at, stop.at, 1))
      }
    }
    guard runs.count > 1 else { return [] }
    return runs.suffix(PhaseWalk.limit).map {
      PhaseProgress(phase: finder.name(of: $0.place), from: $0.from, to: $0.to, boots: $0.boots)
    }
  }

  /// Servers name their phases alike.
  private func isSame(_ left: Place, _ right: Place, _ finder: FailurePhaseFinder) -> Bool {
    left == right || finder.name(of: left) == finder.name(of: right)
  }
}
