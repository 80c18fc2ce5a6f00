/// A 64-bit hash that is the same in every run and on every machine; for telling entries apart, not
/// for secrets.
struct ContentHash {
  private(set) var value: UInt64 = 0x9E37_79B9_7F4A_7C15

  @inline(__always)
  mutating func combine(_ word: UInt64) {
    value = ContentHash.mixed(value, word)
  }

  @inline(__always)
  private static func mixed(_ value: UInt64, _ word: UInt64) -> UInt64 {
    let product = (value ^ word) &* 0xFF51_AFD7_ED55_8CCD
    return product ^ product &>> 32
  }

  @inline(__always)
  private static func word(_ raw: UnsafeRawPointer, _ offset: Int) -> UInt64 {
    UInt64(littleEndian: raw.loadUnaligned(fromByteOffset: offset, as: UInt64.self))
  }

  /// Bytes and their number.
  @inline(__always)
  mutating func combine(_ bytes: Bytes) {
    let count = bytes.count
    combine(UInt64(truncatingIfNeeded: count))
    guard let base = bytes.baseAddress, count > 0 else { return }
    let raw = UnsafeRawPointer(base)
    guard count >= 8 else {
      var word: UInt64 = 0
      for index in 0..<count { word = word << 8 | UInt64(base[index]) }
      combine(word)
      return
    }
    var index = 0
    // Four lanes that do not wait for each other, folded at the end.
    if count >= 32 {
      var second = value ^ 0xA076_1D64_78BD_642F
      var third = value ^ 0xE703_7ED1_A0B4_28DB
      var fourth = value ^ 0x8EBC_6AF0_9C88_C6E3
      while index &+ 32 <= count {
        value = ContentHash.mixed(value, ContentHash.word(raw, index))
        second = ContentHash.mixed(second, ContentHash.word(raw, index &+ 8))
        third = ContentHash.mixed(third, ContentHash.word(raw, index &+ 16))
        fourth = ContentHash.mixed(fourth, ContentHash.word(raw, index &+ 24))
        index &+= 32
      }
      value = ContentHash.mixed(value, second ^ third &* 0xD6E8_FEB8_6659_FD93)
      combine(fourth)
    }
    while index &+ 8 <= count {
      combine(ContentHash.word(raw, index))
      index &+= 8
    }
    // The last eight bytes, some of which were taken already: the length is part of the hash.
    if index < count { combine(ContentHash.word(raw, count &- 8)) }
  }

  /// The number of the bytes, the last eight and eight in the middle; all where they are few.
  @inline(__always)
  mutating func combine(endsOf bytes: Bytes) {
    let count = bytes.count
    guard count > 16, let base = bytes.baseAddress else { return combine(bytes) }
    let raw = UnsafeRawPointer(base)
    combine(UInt64(truncatingIfNeeded: count))
    combine(ContentHash.word(raw, count &- 8))
    combine(ContentHash.word(raw, count &>> 1 &- 4))
  }
}
