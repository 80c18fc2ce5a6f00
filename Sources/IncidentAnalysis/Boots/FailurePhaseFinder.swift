import LogModel
import Patterns

/// Finds the start-up phase in which a boot failed, and says how that is known.
///
/// The basis decides first, across all layers: failure marker, enter marker, exit, traceback,
/// signature, inferred. Among equals the innermost layer wins.
struct FailurePhaseFinder {
  let library: PatternLibrary

  struct Finding {
    var phase: FailurePhase
    /// The entries that show it; empty where it was found by traceback or signature.
    var evidence: [SeenEntry]
  }

  func phase(of boot: ObservedBoot, signature: Signature?, root: RaisedException?) -> Finding? {
    let steps = PhaseTimeline(of: boot, library: library).steps
    let origin = originByFrames(signature: signature, root: root)
    if let step = steps.filter({ $0.failedAt != nil }).min(by: isBetter(\.failedAt)) {
      return finding(step, .failureMarker, step.failedEntry, origin)
    }
    if let step = steps.filter({ $0.isOpen }).max(by: isOuterOrEarlier) {
      return finding(step, .enterMarker, step.enterEntry, origin)
    }
    let done = steps.filter { $0.doneAt != nil && $0.ordinal < $0.of }
    // What comes after the last phase that was done: the end shows it, or the successor that cut the
    // boot off does.
    if boot.endedAt != nil || boot.isCutOff,
      let step = done.max(by: { ($0.layer, $0.ordinal) < ($1.layer, $1.ordinal) })
    {
      let end = boot.isCutOff ? boot.markers.last : boot.markers.first { $0.isEnd }
      return finding(
        library.profiles[step.profile], ordinal: step.ordinal + 1,
        boot.isCutOff ? .inferred : .exit, end?.entry,
        origin)
    }
    // Without any marker the code tells, else the signature's author.
    let known = signature?.startup?.phase.map { FailurePhase.Origin(name: $0, basis: .signature) }
    guard let origin = origin ?? known, let (profile, ordinal) = place(origin.name, in: boot) else {
      return nil
    }
    return finding(profile, ordinal: ordinal, origin.basis, nil, nil)
  }

  /// The furthest phase that a boot entered, of the innermost layer that has any.
  func furthestPhase(of boot: ObservedBoot) -> String? {
    PhaseTimeline(of: boot, library: library).steps
      .max { ($0.layer, $0.ordinal) < ($1.layer, $1.ordinal) }
      .map { library.profiles[$0.profile].phases[$0.ordinal - 1].name }
  }

  /// Where the failing code belongs, by the functions of its trace, the innermost first.
  private func originByFrames(signature: Signature?, root: RaisedException?) -> FailurePhase.Origin?
  {
    for frame in (root?.frames ?? []).reversed() {
      guard let function = frame.function else { continue }
      if let phase = signature?.startup?.frames[function] {
        return FailurePhase.Origin(name: phase, basis: .traceback)
      }
      for profile in library.profiles.reversed() {
        for phase in profile.phases where phase.frames.contains(function) {
          return FailurePhase.Origin(name: phase.name, basis: .traceback)
        }
      }
    }
    return nil
  }

  /// The profile that a phase belongs to: one that left markers in this boot, else any; inner first.
  private func place(_ phase: String, in boot: ObservedBoot) -> (Profile, ordinal: Int)? {
    let seen = Set(boot.markers.map { library.profiles[$0.profile].id })
    let candidates = library.profiles.reversed().compactMap { profile in
      profile.phases.firstIndex { $0.name == phase }.map { (profile, $0 + 1) }
    }
    return candidates.first { seen.contains($0.0.id) } ?? candidates.first
  }

  private func isBetter(_ time: KeyPath<PhaseTimeline.Step, Timestamp?>) -> (
    PhaseTimeline.Step, PhaseTimeline.Step
  ) -> Bool {
    { left, right in
      if left.layer != right.layer { return left.layer > right.layer }
      guard let leftTime = left[keyPath: time], let rightTime = right[keyPath: time] else {
        return false
      }
      return leftTime < rightTime
    }
  }

  /// Of equal layers the phase that was entered last is where the boot was.
  private func isOuterOrEarlier(_ left: PhaseTimeline.Step, _ right: PhaseTimeline.Step) -> Bool {
    if left.layer != right.layer { return left.layer < right.layer }
    guard let leftTime = left.enteredAt, let rightTime = right.enteredAt else { return false }
    return leftTime < rightTime
  }

  private func finding(
    _ step: PhaseTimeline.Step, _ basis: FailurePhase.Basis, _ entry: SeenEntry?,
    _ origin: FailurePhase.Origin?
  ) -> Finding {
    finding(library.profiles[step.profile], ordinal: step.ordinal, basis, entry, origin)
  }

  private func finding(
    _ profile: Profile, ordinal: Int, _ basis: FailurePhase.Basis, _ evidence: SeenEntry?,
    _ origin: FailurePhase.Origin?
  ) -> Finding {
    let name = profile.phases[ordinal - 1].name
    return Finding(
      phase: FailurePhase(
        profile: profile.id, profileTitle: profile.title, name: name, ordinal: ordinal,
        of: profile.phases.count, basis: basis, origin: origin?.name == name ? nil : origin),
      evidence: evidence.map { [$0] } ?? [])
  }
}
