/// Finds numbers, given in turn from 0, by hashes of what they stand for. About 12 bytes a number.
struct NumberIndex: Sendable {
  /// Of each number.
  private var hashes: [UInt32] = []
  /// Open addressing: one more than a number, 0 where vacant. At most two thirds full.
  private var slots = [UInt32](repeating: 0, count: 16)

  init() {}

  var count: Int { hashes.count }

  /// The number with a hash for which the body holds. O(1).
  func number(hash: UInt32, where isEqual: (UInt32) -> Bool) -> UInt32? {
    var index = Int(hash) & (slots.count - 1)
    while slots[index] != 0 {
      let number = slots[index] - 1
      if hashes[Int(number)] == hash, isEqual(number) { return number }
      index = (index + 1) & (slots.count - 1)
    }
    return nil
  }

  /// Gives the next number. Amortised O(1).
  mutating func add(hash: UInt32) -> UInt32 {
    hashes.append(hash)
    if hashes.count * 3 > slots.count * 2 {
      slots = [UInt32](repeating: 0, count: slots.count * 2)
      for number in hashes.indices { occupy(number) }
    } else {
      occupy(hashes.count - 1)
    }
    return UInt32(truncatingIfNeeded: hashes.count - 1)
  }

  private mutating func occupy(_ number: Int) {
    var index = Int(hashes[number]) & (slots.count - 1)
    while slots[index] != 0 { index = (index + 1) & (slots.count - 1) }
    slots[index] = UInt32(truncatingIfNeeded: number + 1)
  }
}
