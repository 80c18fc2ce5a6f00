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
    var enteredAt: Timestamp?
    var doneAt: Timestamp?
    var failedAt: Timestamp?
    var enterEntry: SeenEntry?
    var failedEntry: SeenEntry?
    /// A later phase of the profile was entered.
    var isLeft = false

    var isOpen: Bool { enteredAt != nil && doneAt == nil && failedAt == nil && !isLeft }
  }

  /// By layer (outer first), profile, ordinal.
  private(set) var steps: [Step] = []
  private let profiles: [Profile]

  init(of boot: ObservedBoot, library: PatternLibrary) {
    struct Place: Hashable {
      var profile: Int
      var phase: Int
    }
    profiles = library.profiles
    var positions: [Place: Int] = [:]
    for sighting in boot.markers {
      guard let index = sighting.phase else { continue }
      let key = Place(profile: sighting.profile, phase: index)
      let position = positions[key] ?? steps.count
      if positions[key] == nil {
        positions[key] = position
        steps.append(
          Step(
            profile: sighting.profile, layer: sighting.layer, ordinal: index + 1,
            of: profiles[sighting.profile].phases.count))
      }
      switch sighting.slot {
      case .phaseEnter:
        if steps[position].enteredAt == nil {
          steps[position].enteredAt = sighting.time
          steps[position].enterEntry = sighting.entry
        }
        for other in steps.indices
        where steps[other].profile == key.profile && steps[other].ordinal <= key.phase
          && steps[other].isOpen
        {
          // An earlier phase that a profile has no end for; a later one encloses this.
          steps[other].isLeft = true
        }
      case .phaseDone: if steps[position].doneAt == nil { steps[position].doneAt = sighting.time }
      case .phaseFailed:
        if steps[position].failedAt == nil {
          steps[position].failedAt = sighting.time
          steps[position].failedEntry = sighting.entry
        }
      case .start, .ready, .failed, .exit: break
      }
    }
    steps.sort { left, right in
      (left.profile, left.ordinal) < (right.profile, right.ordinal)
    }
  }

  /// As the digest lists them.
  func phases(bootFailed: Bool) -> [Boot.Phase] {
    steps.map { step in
      let outcome: Boot.Phase.Outcome =
        step.failedAt != nil
        ? .failed : step.doneAt != nil || step.isLeft ? .done : bootFailed ? .failed : .open
      return Boot.Phase(
        profile: profiles[step.profile].id,
        name: profiles[step.profile].phases[step.ordinal - 1].name, startedAt: step.enteredAt,
        endedAt: step.failedAt ?? step.doneAt, outcome: outcome)
    }
  }
}
