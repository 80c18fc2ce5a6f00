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
    case .hanging: stalling(boots: 2) { .hangs(stage: $0) }
    case .probeFailure: stalling(boots: 3) { .hangs(stage: $0) }
    case .killedAtStart: stalling(boots: 3) { .killed(stage: $0) }
    // A container restarts again and again, and nothing says why.
    case .silent: stalling(boots: 4) { .hangs(stage: $0) }
    case .rolling: rolling()
    case .autoscaling: autoscaling()
    case .twoCauses: twoCauses()
    case .twoServices: twoServices()
    case .environments: environments()
    case .memory: killedForMemory()
    case .surge: surge(isHealed: true)
    case .outage: surge(isHealed: false)
    case .erring: erring()
    case .advancing: advancing()
    case .stalled: stalled()
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
    _ failure: ScenarioFailure? = nil, in place: ScenarioAxes.Place? = nil
  ) -> Timestamp {
    var start = start
    var copy = instance(of: service, revision: revision)
    for number in 0..<count {
      if number > 0, !restartsInPlace { copy = instance(of: service, revision: revision) }
      let boot = fail(
        copy, at: start, failure, reason: number == 0 ? .rollout : .autoscaling,
        restart: restartsInPlace ? number : 0, in: place)
      letDown(boot, requests: composer.generator.within(1...3))
      start = pause(after: boot)
    }
    return start
  }

  /// A pod stays where its container restarts; other platforms replace the instance. Without a line
  /// that marks a start, what restarts in one place cannot be told apart: those are replaced too.
  private var restartsInPlace: Bool {
    (platform.name == "kubernetes" || platform.name == "compute-engine") && axes.showsStart
      && axes.shape != .hanging
  }

  /// Of every other case somebody's deployment is told.
  private mutating func crashLoop(boots count: Int) {
    if lot >> 10 & 1 == 1 { deploy(revision: 31, at: dawn.advanced(bySeconds: -14)) }
    failing(main, revision: 31, boots: count, from: dawn)
  }

  /// Boots that enter a stage of their start and say no more.
  mutating func stalling(
    boots count: Int, from start: Timestamp? = nil, _ ending: (String) -> StyledEnding
  ) {
    let stages = StartupStyles.named(axes.style)?.stages ?? []
    guard !stages.isEmpty else { return }
    let ending = ending(stages[lot % stages.count])
    failing(
      main, revision: 31, boots: count, from: start ?? dawn,
      ScenarioFailure(ending, signature: platformSignature(of: ending)))
  }

  /// The shipped signature of what the platform alone says about an end.
  private func platformSignature(of ending: StyledEnding) -> String? {
    if case .killed = ending {
      switch platform.name {
      case "cloud-run", "cloud-run-job": return "cloud-run-memory-limit-exceeded"
      case "app-engine": return "app-engine-memory-limit-exceeded"
      case "cloud-functions": return "cloud-function-memory-limit-exceeded"
      default: return nil
      }
    }
    let isProbed = axes.shape == .probeFailure || axes.shape == .stalled
    return isProbed && platform.name == "cloud-run"
      ? "cloud-run-port-not-opened" : nil
  }
}
