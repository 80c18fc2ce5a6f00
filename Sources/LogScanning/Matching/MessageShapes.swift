/// The messages of late without regard to their digits (or with it), each with a number.
///
/// Programs write the same few lines again and again, with other times, durations and ids. A bounded
/// table: a shape has one place, and takes it from another when it comes for the second time, so that
/// texts that never come again cost little.
final class MessageShapes {
  /// Longer messages have no shape here, in bytes.
  static let maxBytes = 256
  private static let places = 1 << 12
  private static let pairs = places / 2
  private static let sights = 1 << 13

  private struct Place {
    var hash: UInt64 = 0
    /// 0 for a vacant one.
    var number: UInt32 = 0
    var count: UInt32 = 0
  }

  private let table: UnsafeMutablePointer<Place>
  /// The shapes of all places, ``maxBytes`` each; pages that nothing is in are never touched.
  private let bytes: UnsafeMutablePointer<UInt64>
  /// Of each pair of places, which was asked for last.
  private let latest: UnsafeMutablePointer<UInt8>
  /// What was seen once, by its hash.
  private let seen: UnsafeMutablePointer<UInt32>
  /// The shape that was last asked for.
  private let current: UnsafeMutablePointer<UInt64>
  @exclusivity(unchecked) private var currentCount = 0
  @exclusivity(unchecked) private var last: UInt32 = 0

  /// All bits; none where digits count.
  @exclusivity(unchecked) private var digitMask: UInt64 = .max

  private static let words = maxBytes / 8

  init() {
    table = .allocate(capacity: MessageShapes.places)
    table.initialize(repeating: Place(), count: MessageShapes.places)
    bytes = .allocate(capacity: MessageShapes.places * MessageShapes.words)
    latest = .allocate(capacity: MessageShapes.pairs)
    latest.initialize(repeating: 0, count: MessageShapes.pairs)
    seen = .allocate(capacity: MessageShapes.sights)
    seen.initialize(repeating: 0, count: MessageShapes.sights)
    current = .allocate(capacity: MessageShapes.words)
    current.initialize(repeating: 0, count: MessageShapes.words)
  }

  /// From now on digits count: a shape is a text. All shapes are forgotten.
  func countDigits() {
    digitMask = 0
    table.update(repeating: Place(), count: MessageShapes.places)
  }

  var countsDigits: Bool { digitMask == 0 }

  deinit {
    table.deallocate()
    bytes.deallocate()
    latest.deallocate()
    seen.deallocate()
    current.deallocate()
  }

  /// The shape of the last message, each digit a zero; valid until the next one.
  var shape: Bytes {
    Bytes(start: UnsafeRawPointer(current).assumingMemoryBound(to: UInt8.self), count: currentCount)
  }

  /// The number of a message's shape, from 1, which no other ever has; nil where it is not known,
  /// perhaps not yet. O(length).
  @inline(__always)
  func number(of message: Bytes) -> UInt32? {
    guard let base = message.baseAddress, message.count <= MessageShapes.maxBytes,
      !message.isEmpty
    else { return nil }
    let hash = mask(base, message.count)
    // By twos: a shape is in either place of its pair, what was not asked for last makes room.
    let pair = Int(truncatingIfNeeded: hash) & (MessageShapes.pairs &- 1)
    let place = 2 &* pair &+ Int(latest[pair])
    if isCurrent(hash, at: place) { return table[place].number }
    if isCurrent(hash, at: place ^ 1) {
      latest[pair] ^= 1
      return table[place ^ 1].number
    }
    return admit(hash, at: place ^ 1)
  }

  @inline(__always)
  private func isCurrent(_ hash: UInt64, at index: Int) -> Bool {
    guard table[index].hash == hash, table[index].number != 0,
      Int(table[index].count) == currentCount
    else { return false }
    let stored = bytes + index &* MessageShapes.words
    for word in 0..<(currentCount &+ 7) >> 3 where stored[word] != current[word] { return false }
    return true
  }

  private func admit(_ hash: UInt64, at index: Int) -> UInt32? {
    let sight = Int(truncatingIfNeeded: hash >> 12) & (MessageShapes.sights &- 1)
    // Zero is for none.
    let tag = UInt32(truncatingIfNeeded: hash >> 32) | 1
    guard seen[sight] == tag else {
      seen[sight] = tag
      return nil
    }
    // Numbers do not begin anew: whoever has seen four billion shapes learns no more.
    guard last < .max else { return nil }
    last += 1
    latest[index >> 1] = UInt8(index & 1)
    table[index] = Place(hash: hash, number: last, count: UInt32(currentCount))
    (bytes + index * MessageShapes.words).update(from: current, count: (currentCount + 7) >> 3)
    return last
  }

  /// Makes the shape of a text the current one, filled up with zeros to whole words.
  ///
  /// - Returns: its hash.
  @inline(__always)
  private func mask(_ base: UnsafePointer<UInt8>, _ count: Int) -> UInt64 {
    let raw = UnsafeRawPointer(base)
    currentCount = count
    var hash = ContentHash()
    var second = ContentHash()
    second.combine(UInt64(truncatingIfNeeded: count))
    let whole = count >> 3
    var word = 0
    while word &+ 1 < whole {
      let first = masked(raw.loadUnaligned(fromByteOffset: word << 3, as: UInt64.self))
      let next = masked(
        raw.loadUnaligned(fromByteOffset: word << 3 &+ 8, as: UInt64.self))
      current[word] = first
      current[word &+ 1] = next
      hash.combine(first)
      second.combine(next)
      word &+= 2
    }
    if word < whole {
      let first = masked(raw.loadUnaligned(fromByteOffset: word << 3, as: UInt64.self))
      current[word] = first
      hash.combine(first)
    }
    let rest = count & 7
    if rest > 0 {
      var tail: UInt64 = 0
      if count >= 8 {
        tail = raw.loadUnaligned(fromByteOffset: count &- 8, as: UInt64.self)
        tail = UInt64(littleEndian: tail) &>> UInt64(64 &- 8 &* rest)
      } else {
        for index in 0..<rest { tail |= UInt64(base[index]) &<< UInt64(8 &* index) }
      }
      tail = masked(UInt64(littleEndian: tail))
      current[whole] = tail
      second.combine(tail)
    }
    hash.combine(second.value)
    return hash.value
  }

  /// Eight bytes, each digit of ASCII a zero.
  @inline(__always)
  private func masked(_ word: UInt64) -> UInt64 {
    let lowNibbles: UInt64 = 0x0F0F_0F0F_0F0F_0F0F
    let sixteens: UInt64 = 0x1010_1010_1010_1010
    // Above nine the lower half of a byte carries into bit 4; in the upper half a digit has a three.
    let beyondNine = ((word & lowNibbles) &+ 0x0606_0606_0606_0606) & sixteens
    let others = (word ^ 0x3030_3030_3030_3030) & ~lowNibbles | beyondNine
    // 16 in each byte of which nothing is left.
    let digits = (sixteens &- others &>> 4 & lowNibbles) & sixteens
    return word & ~((digits &- digits &>> 4) & digitMask)
  }
}
