private import CJSONIndex
import Synchronization

/// The 64-bit hashes of all entries seen in a run, shared by its threads. About 12 to 20 bytes an
/// entry; beyond its budget it stops taking new ones and says so.
final class DeduplicationSet: Sendable {
  private static let shardCount = 64
  private let shards: [Shard]
  private let slotsPerShard: Int
  private let isShared: Bool

  private final class Shard: @unchecked Sendable {
    /// Guarded by `lock` where the set is shared.
    @exclusivity(unchecked) var table = Table()
    private let lock = Mutex(())

    @inline(__always)
    func withTable<Result>(isShared: Bool, _ body: (inout Table) -> Result) -> Result {
      isShared ? lock.withLock { _ in body(&table) } : body(&table)
    }
  }

  /// Open addressing with linear probing; 0 marks a free slot.
  private struct Table: ~Copyable {
    var slots = [UInt64](repeating: 0, count: 8)
    var count = 0
    var isFull = false
  }

  enum Verdict {
    case new, duplicate
    /// The budget is used up: nobody knows.
    case unknown
  }

  /// - Parameters:
  ///   - memory: the budget in bytes.
  ///   - isShared: whether several threads use it.
  init(memory: Int, isShared: Bool) {
    self.isShared = isShared
    shards = (0..<DeduplicationSet.shardCount).map { _ in Shard() }
    slotsPerShard = max(8, memory / 8 / DeduplicationSet.shardCount)
  }

  /// Takes in a hash. O(1) amortised.
  ///
  /// - Parameter mustKnow: take it in even beyond the budget.
  func insert(_ hash: UInt64, mustKnow: Bool = false) -> Verdict {
    let key = hash == 0 ? 1 : hash
    return shards[Int(key >> 58)].withTable(isShared: isShared) { table in
      var index = Int(truncatingIfNeeded: key) & (table.slots.count - 1)
      while table.slots[index] != 0 {
        if table.slots[index] == key { return .duplicate }
        index = (index + 1) & (table.slots.count - 1)
      }
      guard mustKnow || !table.isFull else { return .unknown }
      table.slots[index] = key
      table.count += 1
      if table.count * 5 > table.slots.count * 4 { grow(&table, mayExceed: mustKnow) }
      return .new
    }
  }

  /// Has the place of a hash brought near, for it will be asked for soon.
  func prefetch(_ hash: UInt64) {
    let key = hash == 0 ? 1 : hash
    shards[Int(key >> 58)].withTable(isShared: isShared) { table in
      let index = Int(truncatingIfNeeded: key) & (table.slots.count - 1)
      table.slots.withUnsafeBufferPointer { json_prefetch($0.baseAddress.map { $0 + index }) }
    }
  }

  /// False once the budget was used up.
  var isComplete: Bool {
    shards.allSatisfy { shard in shard.withTable(isShared: isShared) { !$0.isFull } }
  }

  private func grow(_ table: inout Table, mayExceed: Bool) {
    let size = table.slots.count * 2
    if size > slotsPerShard {
      table.isFull = true
      guard mayExceed else { return }
    }
    var slots = [UInt64](repeating: 0, count: size)
    for key in table.slots where key != 0 {
      var index = Int(truncatingIfNeeded: key) & (size - 1)
      while slots[index] != 0 { index = (index + 1) & (size - 1) }
      slots[index] = key
    }
    table.slots = slots
  }
}

/// A stable 64-bit hash of bytes and numbers; the same on every machine and in every run.
///
/// Multiply-and-fold over 8-byte words, after the idea of wyhash (Wang Yi, 2019).
struct StableHash {
  private(set) var value: UInt64

  init(seed: UInt64 = 0x9e37_79b9_7f4a_7c15) { value = seed }

  mutating func combine(_ number: UInt64) {
    let product = (value ^ number ^ 0xa076_1d64_78bd_642f)
      .multipliedFullWidth(by: 0xe703_7ed1_a0b4_28db &+ number)
    value = product.high ^ product.low ^ (value &* 0x8ebc_6af0_9c88_c6e3)
  }

  mutating func combine(_ bytes: UnsafeBufferPointer<UInt8>) {
    var index = 0
    let raw = UnsafeRawBufferPointer(bytes)
    while index + 8 <= raw.count {
      combine(UInt64(littleEndian: raw.loadUnaligned(fromByteOffset: index, as: UInt64.self)))
      index += 8
    }
    var tail = UInt64(truncatingIfNeeded: bytes.count) << 56
    var shift: UInt64 = 0
    while index < raw.count {
      tail ^= UInt64(raw[index]) << shift
      shift += 8
      index += 1
    }
    combine(tail)
  }

  mutating func combine(_ text: String) {
    var text = text
    text.withUTF8 { combine($0) }
  }
}
