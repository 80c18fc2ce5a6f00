private import Glibc

/// Turns the raw bytes of a text into valid UTF-8: escapes resolved, ANSI codes stripped, invalid
/// sequences and NUL replaced by U+FFFD.
enum TextDecoder {
  /// The decoded text: the very bytes where they are plain ASCII, else in `buffer`, whose former
  /// content goes.
  ///
  /// - Parameter isEscaped: whether a backslash begins a JSON escape.
  static func decode(
    _ bytes: UnsafePointer<UInt8>, _ start: Int, _ end: Int, isEscaped: Bool,
    into buffer: ByteBuffer
  ) -> Bytes {
    let special = ByteScan.notPlain(bytes, start, end)
    guard special < end else { return Bytes(start: bytes + start, count: end - start) }
    buffer.removeAll()
    buffer.append(bytes + start, special - start)
    append(bytes, special, end, isEscaped: isEscaped, to: buffer)
    return buffer.bytes
  }

  /// Appends the decoded text to a buffer.
  static func append(
    _ bytes: UnsafePointer<UInt8>, _ start: Int, _ end: Int, isEscaped: Bool,
    to buffer: ByteBuffer
  ) {
    let first = buffer.count
    var hasEscapeCode = false
    var index = start
    // Enough for plain text and for everything but repairs, which make room for themselves.
    buffer.reserve(end - start)
    while index < end {
      let special = ByteScan.notPlain(bytes, index, end)
      if special > index {
        buffer.append(bytes + index, special - index)
        index = special
        if index == end { break }
      }
      let byte = bytes[index]
      if byte == 0x5C {
        if isEscaped {
          index = appendEscape(bytes, index + 1, end, to: buffer, &hasEscapeCode)
        } else {
          buffer.append(byte)
          index += 1
        }
      } else if byte < 0x80 {
        if byte == 0 {
          buffer.appendReplacement()
        } else {
          hasEscapeCode = hasEscapeCode || byte == 0x1B
          buffer.append(byte)
        }
        index += 1
      } else {
        let (length, isValid) = sequence(bytes, index, end)
        if isValid { buffer.append(bytes + index, length) } else { buffer.appendReplacement() }
        index += length
      }
    }
    if hasEscapeCode { stripCodes(buffer, from: first) }
  }

  /// Appends what an escape stands for; `index` is behind the backslash.
  private static func appendEscape(
    _ bytes: UnsafePointer<UInt8>, _ index: Int, _ end: Int, to buffer: ByteBuffer,
    _ hasEscapeCode: inout Bool
  ) -> Int {
    guard index < end else {
      buffer.append(0x5C)
      return index
    }
    switch bytes[index] {
    case 0x6E: buffer.append(0x0A)
    case 0x74: buffer.append(0x09)
    case 0x72: buffer.append(0x0D)
    case 0x62: buffer.append(0x08)
    case 0x66: buffer.append(0x0C)
    case 0x75: return appendUnicode(bytes, index + 1, end, to: buffer, &hasEscapeCode)
    case let byte where byte < 0x80: buffer.append(byte)
    default:
      // No escape at all: the bytes that follow are looked at as usual.
      buffer.append(0x5C)
      return index
    }
    return index + 1
  }

  private static func appendUnicode(
    _ bytes: UnsafePointer<UInt8>, _ index: Int, _ end: Int, to buffer: ByteBuffer,
    _ hasEscapeCode: inout Bool
  ) -> Int {
    guard let unit = fourDigits(bytes, index, end) else {
      buffer.appendReplacement()
      return index
    }
    var scalar = unit
    var next = index + 4
    if unit & 0xFC00 == 0xD800, next + 6 <= end, bytes[next] == 0x5C, bytes[next + 1] == 0x75,
      let low = fourDigits(bytes, next + 2, end), low & 0xFC00 == 0xDC00
    {
      scalar = 0x10000 + (unit & 0x3FF) << 10 + (low & 0x3FF)
      next += 6
    }
    hasEscapeCode = hasEscapeCode || scalar == 0x1B
    if scalar == 0 || scalar & 0xFFFF_F800 == 0xD800 {
      buffer.appendReplacement()
    } else if let valid = Unicode.Scalar(scalar) {
      for byte in UTF8.encode(valid) ?? UTF8.encodedReplacementCharacter { buffer.append(byte) }
    }
    return next
  }

  private static func fourDigits(
    _ bytes: UnsafePointer<UInt8>, _ index: Int, _ end: Int
  ) -> UInt32? {
    guard index + 4 <= end else { return nil }
    var value: UInt32 = 0
    for offset in 0..<4 {
      let byte = bytes[index + offset]
      let digit: UInt8
      switch byte {
      case 0x30...0x39: digit = byte - 0x30
      case 0x61...0x66: digit = byte - 0x57
      case 0x41...0x46: digit = byte - 0x37
      default: return nil
      }
      value = value << 4 | UInt32(digit)
    }
    return value
  }

  /// The length of the UTF-8 sequence at an index, or of the longest beginning of one.
  private static func sequence(
    _ bytes: UnsafePointer<UInt8>, _ index: Int, _ end: Int
  ) -> (length: Int, isValid: Bool) {
    let first = bytes[index]
    let length: Int
    var lowest: UInt8 = 0x80
    var highest: UInt8 = 0xBF
    switch first {
    case 0xC2...0xDF: length = 2
    case 0xE0...0xEF:
      length = 3
      if first == 0xE0 { lowest = 0xA0 }
      if first == 0xED { highest = 0x9F }
    case 0xF0...0xF4:
      length = 4
      if first == 0xF0 { lowest = 0x90 }
      if first == 0xF4 { highest = 0x8F }
    default: return (1, false)
    }
    var offset = 1
    while offset < length {
      guard index + offset < end else { return (offset, false) }
      let byte = bytes[index + offset]
      guard byte >= lowest, byte <= highest else { return (offset, false) }
      lowest = 0x80
      highest = 0xBF
      offset += 1
    }
    return (length, true)
  }

  /// Removes ANSI control sequences (`ESC [ parameters final`) in place.
  private static func stripCodes(_ buffer: ByteBuffer, from first: Int) {
    let start = buffer.start
    let end = buffer.count
    var read = first
    var write = first
    while read < end {
      if start[read] == 0x1B, read + 1 < end, start[read + 1] == 0x5B {
        var index = read + 2
        while index < end, 0x20...0x3F ~= start[index] { index += 1 }
        if index < end, 0x40...0x7E ~= start[index] {
          read = index + 1
          continue
        }
      }
      start[write] = start[read]
      write += 1
      read += 1
    }
    buffer.count = write
  }
}
