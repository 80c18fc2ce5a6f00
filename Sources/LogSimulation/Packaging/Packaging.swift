/// Rearranges entries as exports do: nothing here changes an entry.
public enum Packaging {
  public static func shuffled(_ entries: [SimulatedEntry], seed: UInt64) -> [SimulatedEntry] {
    var generator = SeededGenerator(seed: seed, label: "shuffle")
    var result = entries
    generator.shuffle(&result)
    return result
  }

  public static func reversed(_ entries: [SimulatedEntry]) -> [SimulatedEntry] {
    entries.reversed()
  }

  public static func oldestFirst(_ entries: [SimulatedEntry]) -> [SimulatedEntry] {
    entries.sorted { SimulatedEntry.precedes($0, $1) }
  }

  /// As `gcloud logging read` orders them.
  public static func newestFirst(_ entries: [SimulatedEntry]) -> [SimulatedEntry] {
    entries.sorted { SimulatedEntry.precedes($1, $0) }
  }

  /// Every entry twice, as overlapping sinks deliver them: a whole copy after the whole.
  public static func doubled(_ entries: [SimulatedEntry]) -> [SimulatedEntry] { entries + entries }

  /// Deals entries in turn onto `count` piles; some are empty where there are fewer entries.
  public static func shards(_ entries: [SimulatedEntry], count: Int) -> [[SimulatedEntry]] {
    var shards = [[SimulatedEntry]](repeating: [], count: max(1, count))
    for (index, entry) in entries.enumerated() { shards[index % shards.count].append(entry) }
    return shards
  }
}
