import Dispatch
import LogSimulation
import Synchronization
import Testing

@testable import LogScanning

@Suite struct DeduplicationSetTests {
  @Test("knows what it has seen, through all sizes of its tables", arguments: [false, true])
  func remembers(isShared: Bool) {
    let set = DeduplicationSet(memory: 64 << 20, isShared: isShared)
    var random = SeededGenerator(seed: 7, label: "hashes")
    // So many that the tables of all shards move to larger pages twice.
    let hashes = (0..<500_000).map { _ in random.next() }
    var wrong = 0
    for (number, hash) in hashes.enumerated() {
      if set.insert(hash) != .new { wrong += 1 }
      let known = hashes[random.below(number + 1)]
      set.prefetch(known)
      if set.insert(known) != .duplicate { wrong += 1 }
    }
    for hash in hashes where set.insert(hash) != .duplicate { wrong += 1 }
    #expect(wrong == 0 && set.isComplete)
    set.removeAll()
    #expect(set.insert(hashes[0]) == .new)
  }

  @Test("each hash is new to one thread alone, while tables grow") func threads() {
    let set = DeduplicationSet(memory: 64 << 20, isShared: true)
    var random = SeededGenerator(seed: 11, label: "hashes")
    let hashes = (0..<200_000).map { _ in random.next() }
    let new = Atomic<Int>(0)
    DispatchQueue.concurrentPerform(iterations: 4) { part in
      var own = 0
      for index in hashes.indices {
        let hash = hashes[(index + part * 50_000) % hashes.count]
        set.prefetch(hash)
        if set.insert(hash) == .new { own += 1 }
      }
      new.add(own, ordering: .relaxed)
    }
    #expect(new.load(ordering: .relaxed) == hashes.count)
    #expect(set.isComplete)
  }

  @Test("keeps to its budget but for what it must know") func budget() {
    let set = DeduplicationSet(memory: 2 << 20, isShared: false)
    var random = SeededGenerator(seed: 8, label: "hashes")
    let hashes = (0..<400_000).map { _ in random.next() }
    var taken = 0
    for hash in hashes where set.insert(hash) == .new { taken += 1 }
    #expect(!set.isComplete && taken > 200_000 && taken <= (2 << 20) / 8)
    for hash in hashes { _ = set.insert(hash, mustKnow: true) }
    #expect(hashes.allSatisfy { set.insert($0, mustKnow: true) == .duplicate })
  }

  @Test("a hash of bytes does not depend on how its end is read") func tails() {
    var random = SeededGenerator(seed: 9, label: "bytes")
    for count in 0..<40 {
      let bytes = (0..<count).map { _ in UInt8(truncatingIfNeeded: random.next()) }
      var expected = StableHash()
      var index = 0
      while index + 8 <= count {
        expected.combine((0..<8).reduce(0) { $0 | UInt64(bytes[index + $1]) << UInt64(8 * $1) })
        index += 8
      }
      var tail = UInt64(count) << 56
      for (place, byte) in bytes[index...].enumerated() {
        tail ^= UInt64(byte) << UInt64(8 * place)
      }
      expected.combine(tail)
      var hash = StableHash()
      bytes.withUnsafeBufferPointer { hash.combine($0) }
      #expect(hash.value == expected.value)
    }
  }
}
