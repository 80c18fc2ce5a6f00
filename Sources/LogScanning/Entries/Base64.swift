/// Base64 of either alphabet, with or without padding.
enum Base64 {
  /// Appends what the text stands for; white space is skipped, as is a backslash (JSON writers may
  /// escape the slash).
  ///
  /// - Returns: false where anything else stands in it.
  static func append(_ text: Bytes, to buffer: ByteBuffer) -> Bool {
    buffer.reserve(text.count / 4 * 3 + 3)
    var bits: UInt32 = 0
    var count = 0
    for byte in text {
      let digit: UInt8
      switch byte {
      case 0x41...0x5A: digit = byte - 0x41
      case 0x61...0x7A: digit = byte - 0x47
      case 0x30...0x39: digit = byte + 4
      case 0x2B, 0x2D: digit = 62
      case 0x2F, 0x5F: digit = 63
      case 0x3D, 0x0A, 0x0D, 0x20, 0x5C: continue
      default: return false
      }
      bits = bits << 6 | UInt32(digit)
      count += 1
      if count == 4 {
        buffer.append(UInt8(truncatingIfNeeded: bits >> 16))
        buffer.append(UInt8(truncatingIfNeeded: bits >> 8))
        buffer.append(UInt8(truncatingIfNeeded: bits))
        bits = 0
        count = 0
      }
    }
    switch count {
    case 1: return false
    case 2: buffer.append(UInt8(truncatingIfNeeded: bits >> 4))
    case 3:
      buffer.append(UInt8(truncatingIfNeeded: bits >> 10))
      buffer.append(UInt8(truncatingIfNeeded: bits >> 2))
    default: break
    }
    return true
  }
}
