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
      if let last = boots.last {
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
}
