/// Writes JSON so that one value has one text, however whoever exported it set and escaped it.
///
/// No white space between tokens; in strings, only what must be is escaped, and in the shortest way. The
/// order of members and the spelling of numbers stay.
enum CompactJSON {
  /// - Parameter json: a value whose strings and brackets are closed.
  static func append(_ json: Bytes, to buffer: ByteBuffer) {
    buffer.reserve(json.count)
    var index = 0
    while index < json.count {
      let byte = json[index]
      if byte == 0x22 {
        index = appendString(json, index, to: buffer)
      } else {
        if byte > 0x20 { buffer.append(byte) }
        index += 1
      }
    }
  }

  /// - Returns: the index behind the closing quote.
  private static func appendString(_ json: Bytes, _ quote: Int, to buffer: ByteBuffer) -> Int {
    buffer.append(0x22)
    var index = quote + 1
    while index < json.count {
      let byte = json[index]
      if byte == 0x22 {
        buffer.append(0x22)
        return index + 1
      }
      guard byte == 0x5C, index + 1 < json.count else {
        buffer.append(byte)
        index += 1
        continue
      }
      switch json[index + 1] {
      case 0x2F:
        buffer.append(0x2F)
        index += 2
      case 0x75: index = appendUnicode(json, index, to: buffer)
      default:
        buffer.append(0x5C)
        buffer.append(json[index + 1])
        index += 2
      }
    }
    return index
  }

  /// `\u003c` is `<`, however it is written.
  private static func appendUnicode(_ json: Bytes, _ start: Int, to buffer: ByteBuffer) -> Int {
    guard let unit = fourDigits(json, start + 2) else {
      buffer.append(0x5C)
      return start + 1
    }
    var scalar = unit
    var next = start + 6
    if unit & 0xFC00 == 0xD800, next + 1 < json.count, json[next] == 0x5C, json[next + 1] == 0x75,
      let low = fourDigits(json, next + 2), low & 0xFC00 == 0xDC00
    {
      scalar = 0x10000 + (unit & 0x3FF) << 10 + (low & 0x3FF)
      next += 6
    }
    let short: [UInt32: UInt8] = [
      0x08: 0x62, 0x09: 0x74, 0x0A: 0x6E, 0x0C: 0x66, 0x0D: 0x72, 0x22: 0x22, 0x5C: 0x5C,
    ]
    if let letter = short[scalar] {
      buffer.append(0x5C)
      buffer.append(letter)
    } else if scalar >= 0x20, let valid = Unicode.Scalar(scalar) {
      for byte in UTF8.encode(valid) ?? UTF8.encodedReplacementCharacter { buffer.append(byte) }
    } else {
      // A control character, or half of a pair.
      let digits = String(scalar, radix: 16)
      for byte in "\\u".utf8 { buffer.append(byte) }
      for _ in digits.utf8.count..<4 { buffer.append(0x30) }
      for byte in digits.utf8 { buffer.append(byte) }
    }
    return next
  }

  private static func fourDigits(_ json: Bytes, _ start: Int) -> UInt32? {
    guard start + 4 <= json.count else { return nil }
    var value: UInt32 = 0
    for index in start..<start + 4 {
      let byte = json[index]
      switch byte {
      case 0x30...0x39: value = value << 4 | UInt32(byte - 0x30)
      case 0x41...0x46, 0x61...0x66: value = value << 4 | UInt32((byte | 0x20) - 0x57)
      default: return nil
      }
    }
    return value
  }
}
