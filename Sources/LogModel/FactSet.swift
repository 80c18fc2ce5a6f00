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
    guard !other.storage.isEmpty else { return }
    guard !storage.isEmpty else {
      // Shared, not copied: a crash loop's facts are most of what a scan holds.
      self = other
      return
    }
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
    // In place: a crash loop has hundreds of thousands of them.
    var kept = 0
    for index in storage.indices {
      if kept > 0, storage[kept - 1].entry.isSameEntry(as: storage[index].entry),
        storage[kept - 1].kind.sortKey == storage[index].kind.sortKey
      {
        continue
      }
      if kept != index { storage[kept] = storage[index] }
      kept += 1
    }
    storage.removeLast(storage.count - kept)
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
