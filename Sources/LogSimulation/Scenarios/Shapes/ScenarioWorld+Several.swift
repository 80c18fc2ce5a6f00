import LogModel

/// Several causes, services or environments at once.
extension ScenarioWorld {
  /// Two revisions of a service fail in turn, each for a reason of its own.
  mutating func twoCauses() {
    let isKnown = axes.failure == .known || axes.failure == .chained
    let other = failure(in: main, isKnown ? .unknown : .known)
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
