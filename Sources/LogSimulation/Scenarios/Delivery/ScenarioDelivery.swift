import LogModel

/// How a scenario's entries come to lie in files.
struct ScenarioDelivery {
  let axes: ScenarioAxes
  let seed: UInt64

  /// What the files hold together; copies included.
  func files(_ entries: [SimulatedEntry]) -> [[SimulatedEntry]] {
    let ordered = Packaging.oldestFirst(entries)
    switch axes.delivery {
    case .newestFirst: return [Packaging.newestFirst(entries)]
    case .shuffled: return [Packaging.shuffled(ordered, seed: seed)]
    case .doubled: return [Packaging.doubled(ordered)]
    case .sharded: return Packaging.shards(ordered, count: 4)
    case .late: return late(ordered)
    case .complete, .cutHead, .cutTail, .missingExits, .missingSeverities, .skewedClocks:
      return [axes.form == .gcloud || axes.form == .pages ? ordered.reversed() : ordered]
    }
  }

  /// Every fifth entry comes late, into a second object; some come in both.
  private func late(_ entries: [SimulatedEntry]) -> [[SimulatedEntry]] {
    var files: [[SimulatedEntry]] = [[], []]
    for (index, entry) in entries.enumerated() {
      files[index % 5 == 3 ? 1 : 0].append(entry)
      if index % 15 == 3 { files[0].append(entry) }
    }
    return files
  }
}
