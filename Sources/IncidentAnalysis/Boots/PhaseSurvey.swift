import LogModel
import Patterns

/// What the failed boots of an incident show of the phases of their start-up: each boot is looked at
/// once.
struct PhaseSurvey {
  /// In which most boots fail.
  private(set) var phase: FailurePhase?
  /// How many do, and the entries that show it.
  private(set) var bootsInPhase = 0
  private(set) var evidence: [SeenEntry] = []
  /// The furthest phase of each boot → boots.
  private(set) var reached: [String: Int] = [:]
  private(set) var progress: [PhaseProgress] = []
  private(set) var times: [PhaseTime] = []
  private(set) var change: ObservedPhaseChange?

  init(of draft: IncidentDraft, index: BootIndex, signature: Signature?, finder: FailurePhaseFinder)
  {
    guard let first = draft.failedBoots.first else { return }
    var findings: [(boot: Int, finding: FailurePhaseFinder.Finding)] = []
    var furthest: [FailurePhaseFinder.Place: Int] = [:]
    var times = PhaseTimeTable()
    var walk = PhaseWalk()
    for number in draft.failedBoots {
      let boot = index.boots[number]
      let timeline = PhaseTimeline(of: boot, library: finder.library)
      if let place = finder.furthestPhase(timeline) { furthest[place, default: 0] += 1 }
      times.add(timeline, bootEnd: boot.firstEndAt)
      let finding = finder.phase(
        of: boot, timeline, signature: signature, trace: draft.chainOfBoot[number]?.trace)
      guard let finding else { continue }
      findings.append((number, finding))
      walk.add(finding.place, at: boot.failedAt ?? boot.overAt, timeline)
    }
    for (place, count) in furthest { reached[finder.name(of: place), default: 0] += count }
    phase = usual(findings.map(\.finding.phase))
    let own = findings.filter {
      $0.finding.phase.name == phase?.name && $0.finding.phase.profile == phase?.profile
    }
    bootsInPhase = own.count
    evidence = own.flatMap(\.finding.evidence)
    guard let place = own.first?.finding.place else {
      self.times = times.phaseTimes(earlier: PhaseTimeTable(), finder)
      return
    }
    progress = walk.runs(in: place.profile, finder)
    let earlier = EarlierBoots(than: first, index: index, library: finder.library)
    self.times = times.phaseTimes(earlier: earlier.times, finder)
    change = PhaseComparison(
      finder: finder, failed: times, earlier: earlier, revisions: revisions(draft, index),
      firstFailure: index.boots[first].firstSeen
    ).change(at: place, basis: own.first?.finding.phase.basis ?? .inferred)
  }

  private func revisions(_ draft: IncidentDraft, _ index: BootIndex) -> Set<String> {
    Set(draft.failedBoots.compactMap { index.boots[$0].revision })
  }

  /// The phase that most boots fail in; of how that is known the most frequent, then the better
  /// basis, then the first.
  private func usual(_ phases: [FailurePhase]) -> FailurePhase? {
    struct Place: Hashable {
      var profile: String
      var name: String
      init(_ phase: FailurePhase) {
        profile = phase.profile
        name = phase.name
      }
    }
    var places: [Place: Int] = [:]
    var counts: [FailurePhase: Int] = [:]
    for phase in phases {
      places[Place(phase), default: 0] += 1
      counts[phase, default: 0] += 1
    }
    func rank(_ phase: FailurePhase, _ offset: Int) -> (Int, Int, Int, Int) {
      (
        -(places[Place(phase)] ?? 0), -(counts[phase] ?? 0),
        FailurePhase.Basis.allCases.firstIndex(of: phase.basis) ?? 9, offset
      )
    }
    return phases.enumerated()
      .min { rank($0.element, $0.offset) < rank($1.element, $1.offset) }?.element
  }
}
