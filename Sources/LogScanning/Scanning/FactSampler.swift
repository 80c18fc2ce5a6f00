import LogModel

/// Keeps, of facts of which one could stand for many, the earliest few per key. The choice depends
/// only on the facts, not on the order in which they come.
struct FactSampler {
  struct Key: Hashable {
    /// The status, or the index of the signature.
    var kind: Int
    var source: ObjectIdentifier
    /// Since 1970.
    var minute: Int64
  }

  /// Facts kept per key.
  static let limit = 4
  private var kept: [Key: [Fact]] = [:]

  mutating func insert(_ fact: Fact, kind: Int) {
    let key = Key(
      kind: kind, source: ObjectIdentifier(fact.entry.source),
      minute: fact.entry.timestamp.seconds / 60)
    var facts = kept[key] ?? []
    let index = facts.firstIndex { EntryReference.compare($0.entry, fact.entry) >= 0 }
    if let index, facts[index].entry.isSameEntry(as: fact.entry) {
      // A copy: the smaller place stays.
      if fact.entry.isPreferred(over: facts[index].entry) { facts[index] = fact }
    } else {
      facts.insert(fact, at: index ?? facts.count)
      if facts.count > FactSampler.limit { facts.removeLast() }
    }
    kept[key] = facts
  }

  /// All facts kept, in no particular order.
  consuming func facts() -> [Fact] { kept.values.flatMap { $0 } }
}
