import LogModel

/// What gets lost or changed between a service and the files.
extension ScenarioWorld {
  mutating func suffer() {
    switch axes.delivery {
    case .cutHead:
      // After the first boot has begun, before it says anything about its start-up.
      if let first = boots.first {
        cut(from: first.startLinesUntil.advanced(byNanoseconds: 1000), until: nil)
      }
    case .cutTail:
      if let last = boots.last(where: { $0.instance.service == main }) {
        cut(from: nil, until: last.startLinesUntil.advanced(byNanoseconds: 1000))
      }
    case .skewedClocks: skewClocks()
    case .missingSeverities: dropSeverities()
    case .complete, .newestFirst, .shuffled, .doubled, .sharded, .late, .missingExits: break
    }
  }

  /// The platform's own lines and requests keep theirs.
  private mutating func dropSeverities() {
    composer.keep(
      composer.entries.map { entry in
        guard entry.logID.hasSuffix("stderr") || entry.logID.hasSuffix("stdout") else {
          return entry
        }
        var entry = entry
        entry.severity = nil
        return entry
      })
  }

  /// Keeps what lies in a window, and what is known of the boots then.
  private mutating func cut(from: Timestamp?, until: Timestamp?) {
    composer.keep(
      composer.entries.filter { entry in
        (from.map { entry.timestamp >= $0 } ?? true)
          && (until.map { entry.timestamp < $0 } ?? true)
      })
    deployments = deployments.filter { _, at in
      (from.map { at >= $0 } ?? true) && (until.map { at < $0 } ?? true)
    }
    boots = boots.compactMap { boot in
      var boot = boot
      if let until {
        if boot.firstEntryAt >= until { return nil }
        if let ended = boot.endedAt, ended >= until {
          boot.outcome = .inProgress
          boot.endedAt = nil
          boot.exitCode = nil
          boot.failure = nil
          boot.phase = nil
        }
      }
      if let from {
        if let ended = boot.endedAt, ended < from { return nil }
        // What is left of it does not show that there was a boot.
        if boot.markedUntil < from { return nil }
        if boot.firstEntryAt < from {
          boot.startedAt = nil
          boot.firstEntryAt = from
        }
      }
      return boot
    }
  }

  /// Moves the clock of each instance; those of the platform's front end stay right.
  private mutating func skewClocks() {
    var skews: [String: Int64] = [:]
    for boot in boots where skews[boot.instance.id] == nil {
      skews[boot.instance.id] = Int64(composer.generator.within(-800...800)) * 1_000_000
    }
    func skew(_ instance: SimulatedInstance?) -> Int64 { instance.flatMap { skews[$0.id] } ?? 0 }
    composer.keep(
      composer.entries.map { entry in
        guard entry.httpRequest == nil, entry.logID != "events" else { return entry }
        let names = Array(entry.labels.values) + Array(entry.resource.labels.values)
        guard let skew = names.compactMap({ skews[$0] }).first else { return entry }
        var entry = entry
        entry.timestamp = entry.timestamp.advanced(byNanoseconds: skew)
        entry.receiveTimestamp = entry.receiveTimestamp.advanced(byNanoseconds: skew)
        return entry
      })
    runtimeFailures = runtimeFailures.map { failure in
      var failure = failure
      failure.from = failure.from.advanced(byNanoseconds: skew(failure.instance))
      failure.through = failure.through.advanced(byNanoseconds: skew(failure.lastInstance))
      return failure
    }
    boots = boots.map { boot in
      var boot = boot
      let skew = skew(boot.instance)
      boot.startedAt = boot.startedAt?.advanced(byNanoseconds: skew)
      boot.firstEntryAt = boot.firstEntryAt.advanced(byNanoseconds: skew)
      boot.endedAt = boot.endedAt?.advanced(byNanoseconds: skew)
      boot.startLinesUntil = boot.startLinesUntil.advanced(byNanoseconds: skew)
      boot.markedUntil = boot.markedUntil.advanced(byNanoseconds: skew)
      return boot
    }
  }
}
