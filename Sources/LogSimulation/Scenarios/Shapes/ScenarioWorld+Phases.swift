import LogModel

/// What the phases of a start-up tell when boots are compared with each other.
extension ScenarioWorld {
  /// What is asked for in an early phase fails; then that phase is spared, and a later one asks for the
  /// same.
  mutating func advancing() {
    let before = axes.phasesBefore
    guard !before.isEmpty else { return }
    let next = failing(main, revision: 31, boots: 2, from: dawn, in: before[lot % before.count])
    failing(main, revision: 31, boots: 3, from: next)
  }

  /// A revision that starts quickly runs; the next enters a stage of its start and says no more.
  mutating func stalled() {
    for number in 0..<3 {
      let veteran = succeed(
        instance(of: main, revision: 30), at: dawn.advanced(bySeconds: 40 * Double(number)))
      serve(veteran, seconds: 300, requests: 8)
    }
    stalling(boots: 3, from: dawn.advanced(bySeconds: 500)) { .hangs(stage: $0) }
  }
}
