import LogModel

/// Failures that end.
extension ScenarioWorld {
  /// A new revision fails, the next one mends it.
  mutating func mended() {
    let next = failing(main, revision: 31, boots: 3, from: dawn)
    let boot = succeed(
      instance(of: main, revision: 32), at: next.advanced(bySeconds: 200), reason: .rollout)
    serve(boot, seconds: 120, requests: 12)
  }

  /// A new revision fails; an instance of the old one takes over again.
  mutating func rollback() {
    let veteran = succeed(instance(of: main, revision: 30), at: dawn)
    serve(veteran, seconds: 200, requests: 10)
    deploy(revision: 31, at: dawn.advanced(bySeconds: 246))
    let next = failing(main, revision: 31, boots: 3, from: dawn.advanced(bySeconds: 260))
    let boot = succeed(
      instance(of: main, revision: 30), at: next.advanced(bySeconds: 90), reason: .rollout)
    serve(boot, seconds: 120, requests: 12)
  }

  /// It fails every other time.
  mutating func flapping() {
    var start = dawn
    for number in 0..<3 {
      let next = failing(main, revision: 31, boots: 1, from: start)
      guard number < 2 else { break }
      let boot = succeed(instance(of: main, revision: 31), at: next)
      serve(boot, seconds: 60, requests: 6)
      start = next.advanced(bySeconds: 120)
    }
  }

  /// One boot fails, the next attempt succeeds.
  mutating func transient() {
    let next = failing(main, revision: 31, boots: 1, from: dawn)
    let boot = succeed(instance(of: main, revision: 31), at: next)
    serve(boot, seconds: 120, requests: 12)
  }

  mutating func healthy() {
    for number in 0..<2 {
      let boot = succeed(
        instance(of: main, revision: 31), at: dawn.advanced(bySeconds: Double(40 * number)))
      serve(boot, seconds: 300, requests: 20)
    }
  }
}
