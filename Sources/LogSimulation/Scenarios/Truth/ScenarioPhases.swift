/// What the phases of the boots that failed for one reason tell, beside those of earlier boots.
struct ScenarioPhases {
  let axes: ScenarioAxes
  /// Of all services.
  let boots: [ScenarioBoot]
  /// In time order, at least one.
  let failed: [ScenarioBoot]

  private struct Place: Hashable {
    var profile: String
    var name: String
  }

  private func place(_ boot: ScenarioBoot) -> Place? {
    boot.phase.map { Place(profile: $0.profile, name: $0.name) }
  }

  /// The phase in which most of them fail, as the first of those shows it.
  var usual: ExpectedPhase? {
    var counts: [Place: Int] = [:]
    for place in failed.compactMap(place) { counts[place, default: 0] += 1 }
    let most = counts.values.max()
    return failed.first { boot in place(boot).map { counts[$0] == most } ?? false }?.phase
  }

  /// Empty where all fail in one phase.
  var progress: [ExpectedScenario.Stop] {
    var stops: [ExpectedScenario.Stop] = []
    for name in failed.compactMap({ $0.phase?.name }) {
      if stops.last?.phase == name {
        stops[stops.count - 1].boots += 1
      } else {
        stops.append(.init(phase: name, boots: 1))
      }
    }
    return stops.count > 1 ? stops : []
  }

  /// How the phase in which they fail went before. Slower takes three boots on either side, and is what
  /// matters where the boots were ended from outside; that a phase is newly failing takes one that got
  /// past it.
  var change: String? {
    guard let usual, let first = failed.first else { return nil }
    let earlier = boots.filter { boot in
      boot.instance.service == first.instance.service && boot.outcome == .ready
        && (boot.endedAt.map { $0 < first.firstEntryAt } ?? false)
    }
    guard !earlier.isEmpty else { return nil }
    let before = boots.filter { boot in
      boot.instance.service == first.instance.service && boot.outcome == .failed
        && boot.firstEntryAt < first.firstEntryAt
    }
    let isNew = shows(usual.name) && !before.contains { place($0) == place(first) }
    let isSlower =
      usual.basis == .enterMarker && isHanging && shows(usual.name) && earlier.count >= 3
      && failed.count >= 3
    return isSlower ? "slower" : isNew ? "newly-failing" : nil
  }

  /// Whether they were in the phase for minutes.
  private var isHanging: Bool { axes.shape == .stalled }

  /// Whether the log of a boot that became ready shows that it was in a phase.
  private func shows(_ phase: String) -> Bool {
    guard let style = StartupStyles.named(axes.style) else {
      // Each Python style tells of every phase in which it can fail, but for the import by a server
      // that says nothing before.
      return true
    }
    var generator = SeededGenerator(seed: 0)
    return style.lines(of: .ready, using: &generator).contains { line in
      line.role == .phaseEntered(phase) || line.role == .phaseDone(phase)
    }
  }
}
