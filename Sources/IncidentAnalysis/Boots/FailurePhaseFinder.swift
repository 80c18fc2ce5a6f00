import LogModel
import Patterns

/// Finds the start-up phase in which a boot failed, and says how that is known.
///
/// The basis decides first, across all layers: failure marker, enter marker, exit, traceback,
/// signature, inferred. Among equals the innermost layer wins. Where any layer has a marker of a
/// phase, frames and signatures tell the phase's origin only.
struct FailurePhaseFinder {
  let library: PatternLibrary
  /// Function → the phases it belongs to, those of inner profiles first.
  private let phasesOfFunction: [String: [Place]]

  /// A phase of a profile.
  struct Place: Hashable, Comparable {
    /// Index into the library's profiles.
    var profile: Int
    /// 1-based.
    var ordinal: Int

    static func < (left: Place, right: Place) -> Bool {
      (left.profile, left.ordinal) < (right.profile, right.ordinal)
    }
  }

  struct Finding {
    var place: Place
    var phase: FailurePhase
    /// The entries that show it; empty where it was found by traceback or signature.
    var evidence: [SeenEntry]
  }

  init(library: PatternLibrary) {
    self.library = library
    var functions: [String: [Place]] = [:]
    for (index, profile) in library.profiles.enumerated().reversed() {
      for (phase, known) in profile.phases.enumerated() {
        for function in known.frames {
          functions[function, default: []].append(Place(profile: index, ordinal: phase + 1))
        }
      }
    }
    phasesOfFunction = functions
  }

  /// - Parameter timeline: of the boot.
  func phase(
    of boot: ObservedBoot, _ timeline: PhaseTimeline, signature: Signature?, trace: StackTrace?
  ) -> Finding? {
    let steps = timeline.steps
    let origin = originByFrames(of: boot, signature: signature, trace: trace)
    if let step = steps.filter(\.isFailed).min(by: isInnerOrSooner) {
      return finding(step, .failureMarker, step.failedEntry, origin)
    }
    if let step = steps.filter(\.isOpen).max(by: isOuterOrSooner) {
      return finding(step, .enterMarker, step.enterEntry, origin)
    }
    // What comes after the last phase that was done: the end shows it, or the successor that cut the
    // boot off does.
    if let place = placeAfterDone(steps) {
      let end = boot.isCutOff ? boot.markers.last : boot.markers.first { $0.isEnd }
      return finding(place, boot.isCutOff ? .inferred : .exit, end?.entry, origin)
    }
    // Without any marker the code tells, else the signature's author.
    guard steps.isEmpty else { return nil }
    let known = signature?.startup?.phase.map { FailurePhase.Origin(name: $0, basis: .signature) }
    guard let origin = origin ?? known, let place = place(origin.name, in: boot) else { return nil }
    return finding(place, origin.basis, nil, nil)
  }

  /// The furthest phase that a boot entered, of the innermost layer that has any.
  func furthestPhase(_ timeline: PhaseTimeline) -> Place? {
    timeline.steps.max { ($0.layer, $0.ordinal) < ($1.layer, $1.ordinal) }
      .map { Place(profile: $0.profile, ordinal: $0.ordinal) }
  }

  /// The name of a phase.
  func name(of place: Place) -> String {
    library.profiles[place.profile].phases[place.ordinal - 1].name
  }

  /// The phase after the furthest one that was done, of the innermost layer whose phases are not all
  /// done; of profiles of one layer, of the one that was heard of last.
  private func placeAfterDone(_ steps: [PhaseTimeline.Step]) -> Place? {
    var best: PhaseTimeline.Step?
    for (index, step) in steps.enumerated() where step.doneAt != nil {
      let isFurthest = !steps[(index + 1)...].contains {
        $0.profile == step.profile && $0.doneAt != nil
      }
      guard isFurthest, step.ordinal < step.of else { continue }
      if best.map({ isDoneEarlier($0, step) }) ?? true { best = step }
    }
    return best.map { Place(profile: $0.profile, ordinal: $0.ordinal + 1) }
  }

  private func isDoneEarlier(_ left: PhaseTimeline.Step, _ right: PhaseTimeline.Step) -> Bool {
    if left.layer != right.layer { return left.layer < right.layer }
    guard let leftTime = left.doneAt, let rightTime = right.doneAt else { return false }
    return leftTime < rightTime
  }

  /// Where the failing code belongs, by the functions of its trace, the innermost first: those of the
  /// root, then those of what wrapped it. A root that was handled shows the calls up to its handler
  /// only; who called that shows in the wrapper.
  private func originByFrames(
    of boot: ObservedBoot, signature: Signature?, trace: StackTrace?
  ) -> FailurePhase.Origin? {
    for frame in (trace?.exceptions ?? []).lazy.flatMap({ $0.frames.reversed() }) {
      guard let function = frame.function else { continue }
      if let phase = signature?.startup?.frames[function] {
        return FailurePhase.Origin(name: phase, basis: .traceback)
      }
      guard let places = phasesOfFunction[function] else { continue }
      // Functions of one name may belong to several profiles: one that this boot knows is meant.
      if let place = places.first(where: { isSeen($0, in: boot) }) ?? places.first {
        return FailurePhase.Origin(name: name(of: place), basis: .traceback)
      }
    }
    return nil
  }

  /// The profile that a phase belongs to: one that left markers in this boot, else any; inner first.
  private func place(_ phase: String, in boot: ObservedBoot) -> Place? {
    var candidates: [Place] = []
    for (index, profile) in library.profiles.enumerated().reversed() {
      guard let phase = profile.phases.firstIndex(where: { $0.name == phase }) else { continue }
      candidates.append(Place(profile: index, ordinal: phase + 1))
    }
    return candidates.first { isSeen($0, in: boot) } ?? candidates.first
  }

  private func isSeen(_ place: Place, in boot: ObservedBoot) -> Bool {
    boot.markers.contains { $0.profile == place.profile }
  }

  /// Of equal layers the phase that failed first is the one to blame.
  private func isInnerOrSooner(_ left: PhaseTimeline.Step, _ right: PhaseTimeline.Step) -> Bool {
    if left.layer != right.layer { return left.layer > right.layer }
    guard let leftTime = left.failedAt, let rightTime = right.failedAt else { return false }
    return leftTime < rightTime
  }

  /// Of equal layers the phase that was entered last is where the boot was.
  private func isOuterOrSooner(_ left: PhaseTimeline.Step, _ right: PhaseTimeline.Step) -> Bool {
    if left.layer != right.layer { return left.layer < right.layer }
    guard let leftTime = left.openedAt, let rightTime = right.openedAt else { return false }
    return leftTime < rightTime
  }

  private func finding(
    _ step: PhaseTimeline.Step, _ basis: FailurePhase.Basis, _ entry: SeenEntry?,
    _ origin: FailurePhase.Origin?
  ) -> Finding {
    finding(Place(profile: step.profile, ordinal: step.ordinal), basis, entry, origin)
  }

  private func finding(
    _ place: Place, _ basis: FailurePhase.Basis, _ evidence: SeenEntry?,
    _ origin: FailurePhase.Origin?
  ) -> Finding {
    let profile = library.profiles[place.profile]
    let name = name(of: place)
    return Finding(
      place: place,
      phase: FailurePhase(
        profile: profile.id, profileTitle: profile.title, name: name, ordinal: place.ordinal,
        of: profile.phases.count, basis: basis, origin: origin?.name == name ? nil : origin),
      evidence: evidence.map { [$0] } ?? [])
  }
}
