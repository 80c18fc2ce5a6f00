/// Names and ids as they go into facts: what is longer than any real one is cut.
enum BoundedName {
  /// Bytes; the longest real ones (log names) have 512.
  static let maxBytes = 1024

  /// The text itself, or its beginning and a hash of the whole, so that different ones stay different.
  static func text(_ bytes: Bytes) -> String {
    guard bytes.count > maxBytes else { return bytes.string }
    var end = maxBytes
    while end > 0, bytes[end] & 0xC0 == 0x80 { end -= 1 }
    var hash = StableHash()
    hash.combine(bytes)
    return bytes.part(0..<end).string + "…" + String(hash.value, radix: 16)
  }
}
