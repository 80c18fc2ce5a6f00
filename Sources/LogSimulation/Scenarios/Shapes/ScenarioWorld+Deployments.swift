import LogModel

/// Several instances at once.
extension ScenarioWorld {
  /// The old revision goes on serving while the new one fails.
  mutating func rolling() {
    let veteran = succeed(instance(of: main, revision: 30), at: dawn)
    serve(veteran, seconds: 600, requests: 60)
    var start = dawn.advanced(bySeconds: 200)
    for number in 0..<3 {
      let boot = fail(
        instance(of: main, revision: 31), at: start, reason: number == 0 ? .rollout : .autoscaling)
      start = pause(after: boot)
    }
  }

  /// Instances start within a tenth of a second of each other, and all fail.
  mutating func autoscaling() {
    var start = dawn
    for _ in 0..<2 {
      var last = start
      for number in 0..<3 {
        let boot = fail(
          instance(of: main, revision: 31), at: start.advanced(bySeconds: 0.033 * Double(number)))
        letDown(boot, requests: 1)
        last = max(last, boot.endedAt ?? last)
      }
      start = last.advanced(bySeconds: composer.generator.within(20.0...30.0))
    }
  }
}
