import Patterns

extension PatternLint {
  /// Phases that no boot is ever said to be in, and profiles that say nothing of any.
  @Sendable static func findUnreachablePhases(in linted: LintedLibrary) -> [Finding] {
    linted.library.profiles.flatMap { profile in
      unreachablePhases(of: profile, linted)
    }
  }

  private static func unreachablePhases(
    of profile: Profile, _ linted: LintedLibrary
  ) -> [Finding] {
    guard !profile.markers.isEmpty || !profile.phases.allSatisfy(\.frames.isEmpty) else {
      return [
        Finding(
          location: profile.location, subject: profile.id,
          message: "a profile without any condition; expected 'boot' or 'phases' with some")
      ]
    }
    var findings: [Finding] = []
    func report(_ message: String, _ text: String) {
      findings.append(
        Finding(
          location: linted.places.place(of: text, under: "phases", in: profile.location),
          subject: profile.id, message: message))
    }
    let contradiction = Contradiction(implication: Implication())
    var ownerOfFunction: [String: String] = [:]
    var timesListed: [String: Int] = [:]
    for phase in profile.phases {
      var owned = 0
      for function in phase.frames {
        timesListed[function, default: -1] += 1
        if let owner = ownerOfFunction[function] {
          findings.append(
            Finding(
              location: linted.places.place(
                of: function, occurrence: timesListed[function] ?? 0, under: "phases", "frames",
                in: profile.location),
              subject: profile.id,
              message: owner == phase.name
                ? "'\(phase.name)' lists the function \(shown(function)) twice; leave one out"
                : "the function \(shown(function)) belongs to '\(owner)' already, so that it never"
                  + " tells of '\(phase.name)'; list it once"))
        } else {
          ownerOfFunction[function] = phase.name
          owned += 1
        }
      }
      let markers = phase.enter + phase.done + phase.failed
      let isNamed = linted.library.signatures.contains {
        $0.startup?.phase == phase.name || $0.startup?.frames.values.contains(phase.name) ?? false
      }
      if owned == 0, !isNamed,
        markers.allSatisfy({ contradiction.reason(against: $0) != nil })
      {
        report(
          "no boot can reach the phase '\(phase.name)': nothing marks it, and no function of its own"
            + " or signature leads to it; give it 'enter', 'done' or 'failed', or leave it out",
          phase.name)
      }
    }
    return findings
  }
}
