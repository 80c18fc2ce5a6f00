/// Base64 of either alphabet, with or without padding.
enum Base64 {
  /// Appends what the text stands for; white space is skipped, as is a backslash (JSON writers may
  /// escape the slash).
  ///
  /// - Returns: false where anything else stands in it.
  static func append(_ text: Bytes, to buffer: ByteBuffer) -> Bool {
    guard let base = text.baseAddress else { return true }
    buffer.reserve(text.count / 4 * 3 + 6)
    let digits = Base64.digits
    var output = buffer.start + buffer.count
    var index = 0
    var bits: UInt32 = 0
    var count = 0
    while index < text.count {
      if count == 0 {
        // Four at a time as long as nothing but digits comes.
        while index &+ 4 <= text.count {
          let first = digits[Int(base[index])]
          let second = digits[Int(base[index &+ 1])]
          let third = digits[Int(base[index &+ 2])]
          let fourth = digits[Int(base[index &+ 3])]
          guard (first | second | third | fourth) < skipped else { break }
          output[0] = first << 2 | second >> 4
          output[1] = second << 4 | third >> 2
          output[2] = third << 6 | fourth
          output += 3
          index &+= 4
        }
        guard index < text.count else { break }
      }
      let digit = digits[Int(base[index])]
      index &+= 1
      if digit == skipped { continue }
      if digit == foreign { return false }
      bits = bits << 6 | UInt32(digit)
      count += 1
      if count == 4 {
        output[0] = UInt8(truncatingIfNeeded: bits >> 16)
        output[1] = UInt8(truncatingIfNeeded: bits >> 8)
        output[2] = UInt8(truncatingIfNeeded: bits)
        output += 3
        bits = 0
        count = 0
      }
    }
    switch count {
    case 1: return false
    case 2:
      output[0] = UInt8(truncatingIfNeeded: bits >> 4)
      output += 1
    case 3:
      output[0] = UInt8(truncatingIfNeeded: bits >> 10)
      output[1] = UInt8(truncatingIfNeeded: bits >> 2)
      output += 2
    default: break
    }
    buffer.count = output - buffer.start
    return true
  }

  private static let skipped: UInt8 = 64
  private static let foreign: UInt8 = 128

  /// What each byte stands for: a digit below 64, ``skipped`` or ``foreign``. Lives as long as the
  /// process.
  private nonisolated(unsafe) static let digits: UnsafePointer<UInt8> = {
    let table = UnsafeMutablePointer<UInt8>.allocate(capacity: 256)
    for byte in UInt8.min...UInt8.max {
      table[Int(byte)] =
        switch byte {
        case 0x41...0x5A: byte - 0x41
        case 0x61...0x7A: byte - 0x47
        case 0x30...0x39: byte + 4
        case 0x2B, 0x2D: 62
        case 0x2F, 0x5F: 63
        case 0x3D, 0x0A, 0x0D, 0x20, 0x5C: skipped
        default: foreign
        }
    }
    return UnsafePointer(table)
  }()
}
