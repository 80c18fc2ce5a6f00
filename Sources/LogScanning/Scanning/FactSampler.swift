import LogModel

/// Keeps, of facts of which one could stand for many, the earliest few per key. The choice depends
/// only on the facts, not on the order in which they come.
///
/// Several samplers of one input tell sources apart by their objects, which is quick; what they keep
/// is chosen from once more by value.
struct FactSampler<Source: Hashable & Sendable>: Sendable {
  struct Key: Hashable, Sendable {
    /// The status, or the index of the signature.
    var kind: Int
    var source: Source
    /// Since 1970.
    var minute: Int64
  }

  private var kept: [Key: [Fact]] = [:]

  mutating func insert(_ fact: Fact, kind: Int, source: Source) {
    let key = Key(kind: kind, source: source, minute: fact.entry.timestamp.seconds / 60)
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

  /// Facts kept per key.
  private static var limit: Int { 4 }

  /// All facts kept, in no particular order.
  var facts: [Fact] { kept.values.flatMap { $0 } }

  /// Of all facts kept, with their kinds.
  func forEach(_ body: (Fact, _ kind: Int) -> Void) {
    for (key, facts) in kept {
      for fact in facts { body(fact, key.kind) }
    }
  }
}

/// The samples that one reading of an input, or of a part of it, takes.
struct FactSamples: Sendable {
  var symptoms = FactSampler<ObjectIdentifier>()
  var requests = FactSampler<ObjectIdentifier>()

  /// The facts that stand for all.
  ///
  /// - Parameter ordinal: of an entry in the input, by the number that the samples have.
  static func chosen(_ samples: [FactSamples], ordinal: (Int) -> Int) -> [Fact] {
    choice(samples.map(\.requests), ordinal) + choice(samples.map(\.symptoms), ordinal)
  }

  private static func choice(
    _ samplers: [FactSampler<ObjectIdentifier>], _ ordinal: (Int) -> Int
  ) -> [Fact] {
    var chosen = FactSampler<EntrySource>()
    for sampler in samplers {
      sampler.forEach { fact, kind in
        var fact = fact
        fact.entry.ordinal = ordinal(fact.entry.ordinal)
        chosen.insert(fact, kind: kind, source: fact.entry.source)
      }
    }
    return chosen.facts
  }
}
