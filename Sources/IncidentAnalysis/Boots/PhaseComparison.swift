import LogModel
import Patterns

/// A change of phases with the entries that show it.
struct ObservedPhaseChange {
  var kind: PhaseChange.Kind
  var text: String
  var evidence: [SeenEntry]

  var told: PhaseChange {
    PhaseChange(kind: kind, text: text, evidence: evidence.map(\.reference))
  }
}

/// Compares the phases of failed boots with those of earlier boots of the service.
struct PhaseComparison {
  let finder: FailurePhaseFinder
  let failed: PhaseTimeTable
  let earlier: EarlierBoots
  /// Of the failed boots.
  let revisions: Set<String>
  let firstFailure: Timestamp

  // Slower is said of a phase only where chance hardly says it: in three boots and more on each side
  // (three of three above three of three others happen once in twenty), every one of them slower
  // than every earlier one, the middle one by twice and a second at least (start-ups vary by tens of
  // per cent with the load of the machine).
  private static let leastBoots = 3
  private static let leastFactor = 2.0
  private static let leastSeconds = 1.0

  /// What tells most about a failure in a phase. Where a marker says that the phase itself failed,
  /// that it is new; where the boot was ended in it from outside, that a phase took too long.
  func change(at place: FailurePhaseFinder.Place, basis: FailurePhase.Basis) -> ObservedPhaseChange?
  {
    basis == .failureMarker
      ? newlyFailing(place) ?? slower(through: place)
      : slower(through: place) ?? newlyFailing(place)
  }

  /// Earlier boots got past it and none failed in it.
  private func newlyFailing(_ place: FailurePhaseFinder.Place) -> ObservedPhaseChange? {
    guard !earlier.failures.contains(place), let passing = earlier.passings[place],
      let entry = passing.lastEntry
    else { return nil }
    var boots = plural(passing.boots, "earlier boot")
    if earlier.isCut { boots = "at least " + boots }
    if passing.revisions.count == 1, let only = passing.revisions.first, let revision = only,
      !revisions.contains(revision)
    {
      boots += " of revision \(revision)"
    }
    let gap = seconds(firstFailure.seconds(since: passing.lastReadyAt))
    let last = passing.boots == 1 ? "" : ", the last of them"
    return ObservedPhaseChange(
      kind: .newlyFailing,
      text: "\(name(of: place)) is newly failing: \(boots) got past it\(last) "
        + "\(gap) before the first that did not", evidence: [entry])
  }

  /// The phase that lost most, of the profile's phases up to the one in which boots fail.
  private func slower(through place: FailurePhaseFinder.Place) -> ObservedPhaseChange? {
    var worst: (place: FailurePhaseFinder.Place, now: Double, before: Double)?
    for (other, row) in failed.rows.sorted(by: { $0.key < $1.key })
    where other.profile == place.profile && other.ordinal <= place.ordinal {
      guard let known = earlier.times.rows[other], row.seconds.count >= PhaseComparison.leastBoots,
        known.seconds.count >= PhaseComparison.leastBoots, let now = row.median,
        let before = known.median, let least = row.seconds.min(), let most = known.seconds.max(),
        least > most, now >= before * PhaseComparison.leastFactor,
        now - before >= PhaseComparison.leastSeconds
      else { continue }
      if worst.map({ now - before > $0.now - $0.before }) ?? true { worst = (other, now, before) }
    }
    guard let worst, let known = earlier.times.rows[worst.place], let row = failed.rows[worst.place]
    else { return nil }
    return ObservedPhaseChange(
      kind: .slower,
      text:
        "\(name(of: worst.place)) is slower: \(seconds(worst.now)), and \(seconds(worst.before)) "
        + "in \(plural(known.seconds.count, "earlier boot"))",
      evidence: (known.entries + row.entries).sorted())
  }

  private func name(of place: FailurePhaseFinder.Place) -> String {
    finder.name(of: place).uppercased()
  }
}
