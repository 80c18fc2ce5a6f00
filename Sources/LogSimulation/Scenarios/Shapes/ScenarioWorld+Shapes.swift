import LogModel

/// What happens, in the order of ``ScenarioAxes/Shape``.
extension ScenarioWorld {
  mutating func play() {
    switch axes.shape {
    case .crashLoop: crashLoop(boots: composer.generator.within(3...5))
    case .single: crashLoop(boots: 1)
    case .mended: mended()
    case .rollback: rollback()
    case .flapping: flapping()
    case .transient: transient()
    case .healthy: healthy()
    case .rolling: rolling()
    case .autoscaling: autoscaling()
    case .twoCauses: twoCauses()
    case .twoServices: twoServices()
    case .environments: environments()
    case .memory: killedForMemory()
    case .surge: surge()
    case .erring: erring()
    }
  }

  /// The pause after a failure: Cloud Run starts another instance, the kubelet backs off.
  mutating func pause(after boot: ScenarioBoot) -> Timestamp {
    (boot.endedAt ?? boot.firstEntryAt).advanced(
      bySeconds: composer.generator.within(14.0...24.0))
  }

  /// Boots of one revision that fail, each when the one before is over; the moment for the next.
  @discardableResult
  mutating func failing(
    _ service: SimulatedService, revision: Int, boots count: Int, from start: Timestamp,
    _ failure: ScenarioFailure? = nil
  ) -> Timestamp {
    var start = start
    // A pod stays where its container restarts; Cloud Run replaces the instance.
    var copy = instance(of: service, revision: revision)
    for number in 0..<count {
      if number > 0, service.platform == .cloudRun { copy = instance(of: service, revision: revision) }
      let boot = fail(copy, at: start, failure, reason: number == 0 ? .rollout : .autoscaling)
      letDown(boot, requests: composer.generator.within(1...3))
      start = pause(after: boot)
    }
    return start
  }

  private mutating func crashLoop(boots count: Int) {
    failing(main, revision: 31, boots: count, from: dawn)
  }
}
