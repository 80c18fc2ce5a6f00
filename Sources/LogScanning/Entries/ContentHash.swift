/// A 64-bit hash that is the same in every run and on every machine; for telling entries apart, not
/// for secrets.
struct ContentHash {
  private(set) var value: UInt64 = 0x9E37_79B9_7F4A_7C15

  @inline(__always)
  mutating func combine(_ word: UInt64) {
    value = (value ^ word) &* 0xFF51_AFD7_ED55_8CCD
    value ^= value &>> 32
  }

  /// Bytes and their number.
  mutating func combine(_ bytes: Bytes) {
    combine(UInt64(truncatingIfNeeded: bytes.count))
    guard let base = bytes.baseAddress else { return }
    var index = 0
    while index &+ 8 <= bytes.count {
      combine(
        UInt64(littleEndian: UnsafeRawPointer(base + index).loadUnaligned(as: UInt64.self)))
      index &+= 8
    }
    var rest: UInt64 = 0
    while index < bytes.count {
      rest = rest << 8 | UInt64(base[index])
      index &+= 1
    }
    combine(rest)
  }
}
