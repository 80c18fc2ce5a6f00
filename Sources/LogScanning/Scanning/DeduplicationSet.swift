private import CJSONIndex
private import Glibc
import Synchronization

/// The 64-bit hashes of all entries seen in a run, shared by its threads. About 12 to 20 bytes an
/// entry; beyond its budget it stops taking new ones and says so.
final class DeduplicationSet: @unchecked Sendable {
  private static let shardCount = 64
  /// One for each value of the first six bits of a hash; guarded by its lock where there are locks.
  private let tables: UnsafeMutablePointer<Table>
  /// One for each table; nil where one thread alone uses the set.
  private let locks: UnsafeMutablePointer<Lock>?
  private let slotsPerShard: Int
  /// Where the largest tables are.
  private let region = Mutex<SlotRegion?>(nil)

  /// A cache line of its own.
  private struct Lock {
    // Neither counted as a reference nor handed to the kernel unless somebody waits.
    var mutex = pthread_mutex_t()
    var rest: (UInt64, UInt64, UInt64) = (0, 0, 0)
  }

  /// Of each table where it lies, and above ``Place/sizeShift`` the logarithm of its size: told without
  /// a lock, for who may be mistaken.
  private let places: UnsafeMutablePointer<Atomic<UInt>>

  private enum Place {
    /// No address of a process is as high.
    static let sizeShift: UInt = 56
  }

  /// Open addressing with linear probing; 0 marks a free slot.
  private struct Table {
    private(set) var slots: UnsafeMutablePointer<UInt64>
    /// Slots, a power of two.
    let size: Int
    private let region: SlotRegion?
    var count = 0
    var isFull = false

    init(size: Int) {
      self.size = size
      region = nil
      slots = .allocate(capacity: size)
      slots.initialize(repeating: 0, count: size)
    }

    /// The table of a shard.
    init(_ shard: Int, in region: SlotRegion) {
      size = region.size
      self.region = region
      slots = region.part(shard)
    }

    func deallocate(_ shard: Int) {
      if let region { region.giveBack(shard) } else { slots.deallocate() }
    }

    /// Where a key is or would be.
    @inline(__always)
    func place(of key: UInt64) -> Int {
      var index = Int(truncatingIfNeeded: key) & (size &- 1)
      while slots[index] != 0, slots[index] != key { index = (index &+ 1) & (size &- 1) }
      return index
    }
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
    tables = .allocate(capacity: DeduplicationSet.shardCount)
    for shard in 0..<DeduplicationSet.shardCount {
      (tables + shard).initialize(to: Table(size: 8))
    }
    places = .allocate(capacity: DeduplicationSet.shardCount)
    locks = isShared ? .allocate(capacity: DeduplicationSet.shardCount) : nil
    for shard in 0..<DeduplicationSet.shardCount {
      (places + shard).initialize(to: Atomic(0))
      if let locks {
        (locks + shard).initialize(to: Lock())
        pthread_mutex_init(&locks[shard].mutex, nil)
      }
    }
    slotsPerShard = max(8, memory / 8 / DeduplicationSet.shardCount)
  }

  deinit {
    for shard in 0..<DeduplicationSet.shardCount { tables[shard].deallocate(shard) }
    tables.deinitialize(count: DeduplicationSet.shardCount)
    tables.deallocate()
    places.deinitialize(count: DeduplicationSet.shardCount)
    places.deallocate()
    guard let locks else { return }
    for shard in 0..<DeduplicationSet.shardCount { pthread_mutex_destroy(&locks[shard].mutex) }
    locks.deallocate()
  }

  @inline(__always)
  private func withTable<Result>(
    _ shard: Int, _ body: (UnsafeMutablePointer<Table>) -> Result
  ) -> Result {
    guard let locks else { return body(tables + shard) }
    pthread_mutex_lock(&locks[shard].mutex)
    defer { pthread_mutex_unlock(&locks[shard].mutex) }
    return body(tables + shard)
  }

  /// Takes in a hash. O(1) amortised.
  ///
  /// - Parameter mustKnow: take it in even beyond the budget.
  func insert(_ hash: UInt64, mustKnow: Bool = false) -> Verdict {
    let key = hash == 0 ? 1 : hash
    let shard = Int(truncatingIfNeeded: key &>> 58)
    return withTable(shard) { table in
      let place = table.pointee.place(of: key)
      if table.pointee.slots[place] == key { return .duplicate }
      guard mustKnow || !table.pointee.isFull else { return .unknown }
      table.pointee.slots[place] = key
      table.pointee.count &+= 1
      if table.pointee.count &* 5 > table.pointee.size &* 4 {
        grow(&table.pointee, shard, mayExceed: mustKnow)
      }
      return .new
    }
  }

  /// Has the place of a hash brought near, for it will be asked for soon.
  ///
  /// Nothing comes of it where the table has moved meanwhile: to prefetch from anywhere is no access.
  @inline(__always)
  func prefetch(_ hash: UInt64) {
    let place = places[Int(truncatingIfNeeded: hash &>> 58)].load(ordering: .relaxed)
    let index = UInt(truncatingIfNeeded: hash) & ((1 &<< (place &>> Place.sizeShift)) &- 1)
    let table = place & ((1 << Place.sizeShift) - 1)
    json_prefetch(UnsafeRawPointer(bitPattern: table &+ index &* 8))
  }

  /// False once the budget was used up.
  var isComplete: Bool {
    (0..<DeduplicationSet.shardCount).allSatisfy { withTable($0) { !$0.pointee.isFull } }
  }

  /// Forgets all hashes, not whether the budget was used up: what comes after the reading has need of
  /// the memory.
  func removeAll() {
    for shard in 0..<DeduplicationSet.shardCount {
      withTable(shard) { table in
        let isFull = table.pointee.isFull
        table.pointee.deallocate(shard)
        table.pointee = Table(size: 8)
        table.pointee.isFull = isFull
        places[shard].store(0, ordering: .relaxed)
      }
    }
    region.withLock { $0 = nil }
  }

  /// An empty table.
  private func newTable(_ shard: Int, size: Int) -> Table {
    guard size >= SlotRegion.leastSize else { return Table(size: size) }
    let shared = region.withLock { region in
      // Shards grow at about the same time; one that is ahead leads the way.
      if region?.size ?? 0 < size {
        region = SlotRegion(tables: DeduplicationSet.shardCount, size: size)
      }
      return region
    }
    guard let shared, shared.size == size else { return Table(size: size) }
    return Table(shard, in: shared)
  }

  private func grow(_ table: inout Table, _ shard: Int, mayExceed: Bool) {
    let size = table.size * 2
    if size > slotsPerShard {
      table.isFull = true
      guard mayExceed else { return }
    }
    var larger = newTable(shard, size: size)
    larger.count = table.count
    larger.isFull = table.isFull
    for index in 0..<table.size where table.slots[index] != 0 {
      larger.slots[larger.place(of: table.slots[index])] = table.slots[index]
    }
    table.deallocate(shard)
    table = larger
    let address = UInt(bitPattern: table.slots)
    guard address >> Place.sizeShift == 0 else { return }
    let logarithm = UInt(table.size.trailingZeroBitCount)
    places[shard].store(logarithm << Place.sizeShift | address, ordering: .relaxed)
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
    let rest = raw.count - index
    if rest > 0, raw.count >= 8 {
      // Of the last eight bytes those that were not taken yet.
      let word = UInt64(
        littleEndian: raw.loadUnaligned(fromByteOffset: raw.count - 8, as: UInt64.self))
      tail ^= word >> UInt64(64 - 8 * rest)
      index = raw.count
    }
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
