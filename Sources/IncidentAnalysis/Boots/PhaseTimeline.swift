import LogModel
import Patterns

/// The phases of one boot as its markers tell them, per profile.
struct PhaseTimeline {
  struct Step {
    /// Index into the library's profiles, which are ordered by layer (outer first), then id.
    var profile: Int
    var layer: Profile.Layer
    /// 1-based position in the profile, and the number of its phases.
    var ordinal: Int
    var of: Int
    /// When it was first begun.
    var enteredAt: Timestamp?
    /// When it was begun for the last time: several workers may go through it, or a retry.
    var openedAt: Timestamp?
    var doneAt: Timestamp?
    /// When a later phase of the profile was begun while this one was open.
    var leftAt: Timestamp?
    var failedAt: Timestamp?
    var enterEntry: SeenEntry?
    /// What shows that the start-up got past it: its own marker, or the begin of the next.
    var passedEntry: SeenEntry?
    var failedEntry: SeenEntry?
    /// Begun, and since then neither done nor failed nor left for a later phase of the profile.
    var isOpen = false
    /// After it failed it was done, or a later phase of the profile was begun: a retry succeeded, or
    /// the start-up went on without it.
    var isOvercome = false

    /// True where it failed for good.
    var isFailed: Bool { failedAt != nil && !isOvercome }

    /// How long the boot was in it: until it was done, failed, left or the boot ended.
    func seconds(bootEnd: Timestamp?) -> Double? {
      guard let enteredAt, enteredAt.isDated,
        let end = doneAt ?? failedAt ?? leftAt ?? (isOpen ? bootEnd : nil), end >= enteredAt
      else { return nil }
      return end.seconds(since: enteredAt)
    }
  }

  /// By layer (outer first), profile, ordinal.
  private(set) var steps: [Step] = []

  /// O(markers × phases of the boot).
  init(of boot: ObservedBoot, library: PatternLibrary) {
    for sighting in boot.markers {
      guard let phase = sighting.phase else { continue }
      let position = step(sighting, phase + 1, library)
      switch sighting.slot {
      case .phaseEnter: enter(position, sighting)
      case .phaseDone:
        if steps[position].doneAt == nil { steps[position].doneAt = sighting.time }
        if steps[position].passedEntry == nil { steps[position].passedEntry = sighting.entry }
        steps[position].isOpen = false
        overcome(sighting.profile, through: phase + 1)
      case .phaseFailed:
        steps[position].isOpen = false
        // Who comes to the same failure later, another worker or a second line, adds nothing.
        guard !steps[position].isFailed else { continue }
        steps[position].failedAt = sighting.time
        steps[position].failedEntry = sighting.entry
        steps[position].isOvercome = false
      case .start, .ready, .failed, .exit: break
      }
    }
    steps.sort { left, right in
      (left.profile, left.ordinal) < (right.profile, right.ordinal)
    }
  }

  /// The position of a phase's step, which is added where it is not there.
  private mutating func step(
    _ sighting: BootMarkerSighting, _ ordinal: Int, _ library: PatternLibrary
  ) -> Int {
    let profile = sighting.profile
    if let known = steps.firstIndex(where: { $0.profile == profile && $0.ordinal == ordinal }) {
      return known
    }
    steps.append(
      Step(
        profile: profile, layer: sighting.layer, ordinal: ordinal,
        of: library.profiles[profile].phases.count))
    return steps.count - 1
  }

  private mutating func enter(_ position: Int, _ sighting: BootMarkerSighting) {
    let (profile, time) = (sighting.profile, sighting.time)
    // A later phase that is open encloses this one, or is another worker's.
    for other in steps.indices
    where steps[other].profile == profile && steps[other].ordinal < steps[position].ordinal
      && steps[other].isOpen
    {
      steps[other].isOpen = false
      if steps[other].leftAt == nil { steps[other].leftAt = time }
      if steps[other].passedEntry == nil { steps[other].passedEntry = sighting.entry }
    }
    overcome(profile, through: steps[position].ordinal - 1)
    guard !steps[position].isOpen else { return }
    if steps[position].enteredAt == nil { steps[position].enteredAt = time }
    steps[position].openedAt = time
    steps[position].enterEntry = sighting.entry
    steps[position].isOpen = true
  }

  /// Failures of a profile's phases up to one that the start-up got to are not where it fails.
  private mutating func overcome(_ profile: Int, through ordinal: Int) {
    for other in steps.indices
    where steps[other].profile == profile && steps[other].ordinal <= ordinal
      && steps[other].failedAt != nil
    {
      steps[other].isOvercome = true
    }
  }

  /// As the digest lists them.
  func phases(bootFailed: Bool, library: PatternLibrary) -> [Boot.Phase] {
    steps.map { step in
      let outcome: Boot.Phase.Outcome =
        step.isFailed
        ? .failed
        : step.doneAt != nil || !step.isOpen ? .done : bootFailed ? .failed : .open
      let profile = library.profiles[step.profile]
      return Boot.Phase(
        profile: profile.id, name: profile.phases[step.ordinal - 1].name,
        startedAt: step.enteredAt,
        endedAt: step.isFailed ? step.failedAt : step.doneAt ?? step.failedAt ?? step.leftAt,
        outcome: outcome)
    }
  }
}
