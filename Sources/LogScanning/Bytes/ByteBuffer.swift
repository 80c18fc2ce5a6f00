private import Glibc

typealias Bytes = UnsafeBufferPointer<UInt8>

/// Bytes that grow at the end. Pointers into it are valid until the next change.
final class ByteBuffer {
  @exclusivity(unchecked) private(set) var start: UnsafeMutablePointer<UInt8>
  @exclusivity(unchecked) private var capacity: Int
  @exclusivity(unchecked) var count = 0

  init(capacity: Int = 256) {
    self.capacity = max(16, capacity)
    start = .allocate(capacity: self.capacity)
  }

  deinit { start.deallocate() }

  var bytes: Bytes { Bytes(start: start, count: count) }
  var isEmpty: Bool { count == 0 }

  /// Empties it; memory beyond a megabyte is given back.
  func removeAll() {
    count = 0
    guard capacity > 1 << 20 else { return }
    start.deallocate()
    capacity = 4096
    start = .allocate(capacity: capacity)
  }

  func reserve(_ extra: Int) {
    guard count + extra > capacity else { return }
    let larger = max(capacity * 2, count + extra)
    let moved = UnsafeMutablePointer<UInt8>.allocate(capacity: larger)
    moved.update(from: start, count: count)
    start.deallocate()
    start = moved
    capacity = larger
  }

  func append(_ byte: UInt8) {
    reserve(1)
    start[count] = byte
    count += 1
  }

  func append(_ other: UnsafePointer<UInt8>, _ length: Int) {
    guard length > 0 else { return }
    reserve(length)
    memcpy(start + count, other, length)
    count += length
  }

  func append(_ other: Bytes) {
    guard let base = other.baseAddress else { return }
    append(base, other.count)
  }

  /// U+FFFD in UTF-8.
  func appendReplacement() {
    reserve(3)
    start[count] = 0xEF
    start[count + 1] = 0xBF
    start[count + 2] = 0xBD
    count += 3
  }
}

extension UnsafeBufferPointer<UInt8> {
  static var none: Bytes { Bytes(start: nil, count: 0) }

  /// A part of it, without copying.
  func part(_ range: Range<Int>) -> Bytes { Bytes(rebasing: self[range]) }

  /// Whether it is exactly an ASCII text.
  func isEqual(_ text: StaticString) -> Bool {
    count == text.utf8CodeUnitCount && hasPrefix(text)
  }

  /// Whether it begins with an ASCII text.
  func hasPrefix(_ text: StaticString) -> Bool {
    let length = text.utf8CodeUnitCount
    guard count >= length else { return false }
    guard length > 0, let baseAddress else { return length == 0 }
    return memcmp(baseAddress, text.utf8Start, length) == 0
  }

  func isEqual(_ other: Bytes) -> Bool {
    guard count == other.count else { return false }
    guard let left = baseAddress, let right = other.baseAddress else { return count == 0 }
    return memcmp(left, right, count) == 0
  }

  /// As a `String`, invalid UTF-8 repaired.
  var string: String { String(decoding: self, as: UTF8.self) }
}
