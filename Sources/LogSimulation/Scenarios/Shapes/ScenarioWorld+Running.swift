import LogModel

/// Failures of a service that had started.
extension ScenarioWorld {
  /// Instances that serve are killed for their memory; each time another takes over.
  mutating func killedForMemory() {
    var start = dawn
    var kills: [(at: Timestamp, copy: SimulatedInstance)] = []
    for number in 0..<3 {
      let copy = instance(of: main, revision: 31)
      let boot = succeed(copy, at: start)
      serve(boot, seconds: 150, requests: 10)
      guard number < 2, let ready = boot.endedAt else { break }
      let kill = ready.advanced(bySeconds: composer.generator.within(180.0...240.0))
      kills.append((kill, copy))
      platform.killsForMemory(copy, at: kill, limit: 512, into: &composer)
      for _ in 0..<3 {
        platform.request(
          copy,
          SimulatedRequest(
            "POST", "/api/orders", status: 503,
            endedAt: kill.advanced(bySeconds: composer.generator.within(1.5...1.7)),
            latency: composer.generator.within(2.0...9.0), text: LogComposer.brokenConnection),
          into: &composer)
      }
      start = kill.advanced(bySeconds: composer.generator.within(5.0...8.0))
    }
    runtimeFailures.append(
      RuntimeFailure(
        service: main, instance: kills[0].copy, lastInstance: kills[kills.count - 1].copy,
        kind: .runtimeFailure, from: kills[0].at, through: kills[kills.count - 1].at,
        signature: "cloud-run-memory-limit-exceeded", isCritical: true))
  }

  /// Requests fail while nothing crashes: for a while, or until the logs end.
  mutating func surge(isHealed: Bool) {
    let copy = instance(of: main, revision: 31)
    let boot = succeed(copy, at: dawn)
    serve(boot, seconds: isHealed ? 600 : 280, requests: 30)
    let start = dawn.advanced(bySeconds: 300)
    for number in 0..<15 {
      let ended = start.advanced(bySeconds: 2.1 * Double(number) + composer.generator.unit())
      platform.request(
        copy,
        SimulatedRequest(
          "POST", "/api/orders", status: 500, endedAt: ended,
          latency: composer.generator.within(0.1...0.4)), into: &composer)
    }
    let ends = composer.entries.filter {
      $0.httpRequest?.status == 500 && $0.resource.labels["service_name"] == main.name
    }.map(\.endedAt).sorted()
    runtimeFailures.append(
      RuntimeFailure(
        service: main, kind: .servingErrors, from: ends[0],
        through: ends[ends.count - 1], isHealed: isHealed))
  }

  /// The application logs the same exception again and again after it became ready.
  mutating func erring() {
    let copy = instance(of: main, revision: 31)
    let boot = succeed(copy, at: dawn)
    serve(boot, seconds: 200, requests: 20)
    let failure = PythonScenarioFailures(
      style: .workers, package: main.package, project: main.project
    )
    .refusedDatabase
    var moments: [Timestamp] = []
    for number in 0..<6 {
      let moment = dawn.advanced(bySeconds: 220 + 3 * Double(number) + composer.generator.unit())
      moments.append(moment)
      say(
        copy, at: moment, .error, logger: "\(main.package).http", "request failed",
        failure.traceMember)
      platform.request(
        copy,
        SimulatedRequest(
          "GET", "/api/orders", status: 500, endedAt: moment.advanced(bySeconds: 0.02),
          latency: 0.11), into: &composer)
    }
    runtimeFailures.append(
      RuntimeFailure(
        service: main, instance: copy, lastInstance: copy, kind: .runtimeFailure, from: moments[0],
        through: moments[moments.count - 1], failure: failure))
  }
}
