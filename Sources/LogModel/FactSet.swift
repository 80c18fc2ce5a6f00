/// A set of facts. Union is associative, commutative and idempotent: two copies of one fact become
/// one, at the smaller place (file, ordinal).
public struct FactSet: Sendable {
  private var storage: [Fact] = []
  private var isNormalised = true

  public init() {}

  public init(_ facts: [Fact]) {
    storage = facts
    isNormalised = false
  }

  /// Adds a fact. Amortised O(1); duplicates are removed by ``normalise()``.
  public mutating func insert(_ fact: Fact) {
    storage.append(fact)
    isNormalised = false
  }

  public mutating func formUnion(_ other: FactSet) {
    storage.append(contentsOf: other.storage)
    isNormalised = false
  }

  /// Sorts by the total order of entries and removes copies. O(n log n).
  public mutating func normalise() {
    guard !isNormalised else { return }
    storage.sort { left, right in
      let order = EntryReference.compare(left.entry, right.entry)
      if order != 0 { return order < 0 }
      let (leftKey, rightKey) = (left.kind.sortKey, right.kind.sortKey)
      if leftKey.rank != rightKey.rank { return leftKey.rank < rightKey.rank }
      if leftKey.text != rightKey.text { return leftKey.text < rightKey.text }
      return (left.entry.file, left.entry.ordinal) < (right.entry.file, right.entry.ordinal)
    }
    var kept: [Fact] = []
    kept.reserveCapacity(storage.count)
    for fact in storage {
      if let last = kept.last, last.entry.isSameEntry(as: fact.entry),
        last.kind.sortKey == fact.kind.sortKey
      {
        continue
      }
      kept.append(fact)
    }
    storage = kept
    isNormalised = true
  }

  /// The facts in the total order of entries, each once.
  public var sorted: [Fact] {
    guard !isNormalised else { return storage }
    var copy = self
    copy.normalise()
    return copy.storage
  }

  public var count: Int { storage.count }
}
