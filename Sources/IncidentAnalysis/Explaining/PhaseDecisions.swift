import LogModel
import Patterns

/// Why an incident's failures are placed in a phase, and what its other boots show.
struct PhaseDecisions {
  let library: PatternLibrary
  let index: BootIndex
  let draft: IncidentDraft
  let incident: Incident

  func section() -> Explanation.Section? {
    guard !draft.failedBoots.isEmpty else { return nil }
    var list = DecisionList()
    let boots = draft.failedBoots.map { index.boots[$0] }
    let timelines = boots.map { PhaseTimeline(of: $0, library: library).steps }
    if let phase = incident.phase {
      list.add(.taken, taken(phase), evidence(of: phase, timelines))
      if let origin = phase.origin {
        list.add(
          .taken,
          "The code that fails belongs to phase \(origin.name), which \(word(origin.basis)) tells; "
            + "it surfaces in \(phase.name).",
          draft.trace.map { [$0.telling] } ?? [])
      }
    } else {
      list.add(
        .missing,
        "No phase is told: no marker of a phase, no function that a profile knows and no signature "
          + "places it.")
    }
    for step in others(timelines) {
      list.add(
        .rejected,
        "Phase \(step.name) of \(step.profile) also \(step.verb) in \(plural(step.count, "boot")): "
          + "\(step.reason).", step.evidence)
    }
    for sign in unseen(timelines) { list.add(.missing, sign) }
    return list.section("In which phase do they fail?")
  }

  private func taken(_ phase: FailurePhase) -> String {
    let place = "\(phase.name) (\(phase.ordinal) of \(phase.of) of \(phase.profile))"
    switch phase.basis {
    case .failureMarker: return "\(place), by a marker that says that the phase failed."
    case .enterMarker: return "\(place), which was begun and not finished when the boot ended."
    case .exit: return "\(place), which comes after the last phase that was finished."
    case .inferred:
      return
        "\(place), which comes after the last phase that was finished; inferred, since the end "
        + "of the boot was not logged."
    case .traceback: return "\(place), by a function in the stack trace; no marker tells it."
    case .signature:
      return "\(place), by what the signature knows; no marker and no frame tells it."
    }
  }

  private func word(_ basis: FailurePhase.Basis) -> String {
    basis == .traceback ? "a function in its stack trace" : "its signature"
  }

  private func evidence(of phase: FailurePhase, _ timelines: [[PhaseTimeline.Step]]) -> [SeenEntry]
  {
    timelines.joined().filter { name(of: $0) == phase.name && id(of: $0) == phase.profile }
      .compactMap { phase.basis == .failureMarker ? $0.failedEntry : $0.enterEntry }
  }

  /// A phase that failed or stayed open in some boots and is not the incident's.
  private struct Other {
    var profile: String
    var name: String
    var verb: String
    var reason: String
    var count: Int
    var evidence: [SeenEntry]
  }

  private func others(_ timelines: [[PhaseTimeline.Step]]) -> [Other] {
    guard let phase = incident.phase else { return [] }
    struct Key: Hashable, Comparable {
      var profile: Int
      var ordinal: Int
      var failed: Bool
      var isOvercome: Bool
      static func < (left: Key, right: Key) -> Bool {
        (left.profile, left.ordinal, left.failed ? 0 : 1, left.isOvercome ? 1 : 0)
          < (right.profile, right.ordinal, right.failed ? 0 : 1, right.isOvercome ? 1 : 0)
      }
    }
    var found: [Key: [PhaseTimeline.Step]] = [:]
    for step in timelines.joined()
    where (step.failedAt != nil || step.isOpen)
      && !(name(of: step) == phase.name && id(of: step) == phase.profile)
    {
      let key = Key(
        profile: step.profile, ordinal: step.ordinal, failed: step.failedAt != nil,
        isOvercome: step.isOvercome)
      found[key, default: []].append(step)
    }
    let layers = Dictionary(
      library.profiles.map { ($0.id, $0.layer) }, uniquingKeysWith: { first, _ in first })
    return found.sorted { $0.key < $1.key }.map { key, steps in
      let profile = library.profiles[key.profile]
      let reason: String
      if key.isOvercome {
        reason = "the start-up went on after that"
      } else if !key.failed && phase.basis == .failureMarker {
        reason = "a marker of failure tells more than one of a begin"
      } else if let layer = layers[phase.profile], profile.layer < layer {
        reason = "the phases of \(phase.profile) lie inside it and tell more"
      } else {
        reason = "most boots tell otherwise"
      }
      return Other(
        profile: profile.id, name: profile.phases[key.ordinal - 1].name,
        verb: key.failed ? "failed" : "was open", reason: reason, count: steps.count,
        evidence: steps.compactMap { key.failed ? $0.failedEntry : $0.enterEntry })
    }
  }

  /// The better bases that were looked for.
  private func unseen(_ timelines: [[PhaseTimeline.Step]]) -> [String] {
    guard let basis = incident.phase?.basis, basis != .failureMarker else { return [] }
    let steps = timelines.joined()
    var signs: [String] = []
    if !steps.contains(where: \.isFailed) {
      signs.append("No marker says that a phase failed.")
    }
    if basis != .enterMarker, !steps.contains(where: { $0.enteredAt != nil }) {
      signs.append("No marker says that a phase began.")
    }
    return signs
  }

  private func name(of step: PhaseTimeline.Step) -> String {
    library.profiles[step.profile].phases[step.ordinal - 1].name
  }

  private func id(of step: PhaseTimeline.Step) -> String { library.profiles[step.profile].id }
}
