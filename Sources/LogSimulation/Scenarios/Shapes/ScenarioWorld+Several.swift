import LogModel

/// Several causes, services or environments at once.
extension ScenarioWorld {
  /// Two revisions of a service fail in turn, each for a reason of its own.
  mutating func twoCauses() {
    let other = ScenarioFailure.at(
      axes.place, axes.failure == .unknown || axes.failure == .wrapped ? .known : .unknown,
      style: axes.style, package: main.package, project: main.project, host: "10.20.0.7")
    var start = dawn
    for _ in 0..<2 {
      for (revision, failure) in [(31, nil), (32, other)] {
        let boot = fail(instance(of: main, revision: revision), at: start, failure)
        letDown(boot, requests: 2)
        start = pause(after: boot)
      }
    }
  }

  /// What one service lacks, another lacks too.
  mutating func twoServices() {
    let second = neighbour("invoices-worker", package: "invoices")
    failing(main, revision: 31, boots: 3, from: dawn)
    failing(second, revision: 8, boots: 2, from: dawn.advanced(bySeconds: 7))
  }

  /// Staging fails, production of the same name is well.
  mutating func environments() {
    let production = neighbour(main.name, package: main.package, project: "acme-production")
    let boot = succeed(instance(of: production, revision: 30), at: dawn.advanced(bySeconds: -60))
    serve(boot, seconds: 200, requests: 12)
    failing(main, revision: 31, boots: 3, from: dawn)
  }
}
