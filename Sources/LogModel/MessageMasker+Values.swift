/// Where values end that a message carries. Each answer is nil where no such value begins.
extension MessageMasker {
  func byte(_ position: Int) -> UInt8 { position < bytes.count ? bytes[position] : 0 }

  func areDigits(_ position: Int, _ count: Int) -> Bool {
    position + count <= bytes.count
      && (position..<position + count).allSatisfy { Self.isDigit(bytes[$0]) }
  }

  /// Digits with a fraction, an exponent or groups of thousands.
  func numberEnd(at start: Int) -> Int? {
    var end = start
    while Self.isDigit(byte(end)) { end += 1 }
    guard end > start else { return nil }
    if end - start <= 3 {
      while byte(end) == 0x2C, areDigits(end + 1, 3), !Self.isDigit(byte(end + 4)) { end += 4 }
    }
    while byte(end) == 0x2E, Self.isDigit(byte(end + 1)) {
      end += 1
      while Self.isDigit(byte(end)) { end += 1 }
    }
    if byte(end) | 0x20 == 0x65 {
      let sign = byte(end + 1) == 0x2B || byte(end + 1) == 0x2D ? 1 : 0
      if areDigits(end + 1 + sign, 1), sign == 1 {
        end += 2
        while Self.isDigit(byte(end)) { end += 1 }
      }
    }
    return end
  }

  /// From a quote to the next one of its kind that a letter does not follow.
  func quotedEnd(at start: Int) -> Int? {
    let quote = bytes[start]
    guard quote == 0x22 || quote == 0x27 || quote == 0x60 else { return nil }
    var end = start + 1
    let limit = min(bytes.count, start + Self.maxQuotedBytes)
    while end < limit {
      if bytes[end] == 0x5C {
        end += 1
      } else if bytes[end] == quote, !Self.isWord(byte(end + 1)) {
        return end + 1
      }
      end += 1
    }
    return nil
  }

  /// A URL up to a blank, quote or bracket, without the sentence's punctuation.
  func urlEnd(at start: Int) -> Int? {
    guard Self.isLetter(bytes[start]) else { return nil }
    var end = start
    while end < min(bytes.count, start + 16), isInScheme(bytes[end]) { end += 1 }
    guard byte(end) == 0x3A, byte(end + 1) == 0x2F, byte(end + 2) == 0x2F else { return nil }
    return valueEnd(from: end + 3, allowing: { _ in true })
  }

  /// An IPv4 address, or an IPv6 address with at least two colons and a digit.
  func addressEnd(at start: Int) -> Int? {
    var end = start
    var groups = 0
    while groups < 4 {
      let first = end
      while end < first + 3, Self.isDigit(byte(end)) { end += 1 }
      guard end > first else { break }
      groups += 1
      if groups < 4 {
        guard byte(end) == 0x2E else { break }
        end += 1
      }
    }
    if groups == 4, !Self.isAlphanumeric(byte(end)),
      byte(end) != 0x2E || !Self.isDigit(byte(end + 1))
    {
      return end
    }
    end = start
    var colons = 0
    var digits = 0
    var hasDouble = false
    while end < start + 40, Self.isHexadecimal(byte(end)) || byte(end) == 0x3A {
      if byte(end) == 0x3A {
        colons += 1
        if end > start, byte(end - 1) == 0x3A { hasDouble = true }
      } else if Self.isDigit(byte(end)) {
        digits += 1
      }
      end += 1
    }
    guard digits > 0, colons == 7 || (hasDouble && colons >= 2), !Self.isAlphanumeric(byte(end))
    else {
      return nil
    }
    return byte(end - 1) == 0x3A && !hasDouble ? end - 1 : end
  }

  func emailEnd(at start: Int) -> Int? {
    guard Self.isAlphanumeric(bytes[start]) else { return nil }
    var end = start
    while end < min(bytes.count, start + 64),
      Self.isAlphanumeric(bytes[end]) || [0x2E, 0x5F, 0x25, 0x2B, 0x2D].contains(bytes[end])
    {
      end += 1
    }
    guard byte(end) == 0x40 else { return nil }
    end += 1
    let domain = end
    var lastDot: Int?
    while end < min(bytes.count, domain + 255),
      Self.isAlphanumeric(bytes[end]) || bytes[end] == 0x2D || bytes[end] == 0x2E
    {
      if bytes[end] == 0x2E {
        guard Self.isAlphanumeric(byte(end + 1)) else { break }
        lastDot = end
      }
      end += 1
    }
    guard let lastDot, lastDot > domain, end - lastDot > 2 else { return nil }
    return end
  }

  /// `/a/b`, `./a`, `~/a`, `C:\a`, or a relative path that ends in a file name with an extension.
  func pathEnd(at start: Int) -> Int? {
    let first = bytes[start]
    if first == 0x2F || first == 0x7E || first == 0x2E {
      var root = start
      while root < start + 2, byte(root) == 0x2E || byte(root) == 0x7E { root += 1 }
      guard byte(root) == 0x2F, isInPath(byte(root + 1)), byte(root + 1) != 0x2F else { return nil }
      return valueEnd(from: root + 1, allowing: isInPath)
    }
    guard Self.isLetter(first) || first == 0x5F else { return nil }
    if byte(start + 1) == 0x3A, byte(start + 2) == 0x5C {
      return valueEnd(from: start + 3, allowing: isInPath)
    }
    var end = start
    var slashes = 0
    var dot: Int?
    while end < bytes.count, isInPath(bytes[end]), bytes[end] != 0x3A, bytes[end] != 0x5C {
      if bytes[end] == 0x2F {
        slashes += 1
        dot = nil
      } else if bytes[end] == 0x2E {
        dot = end
      }
      end += 1
      // Look ahead no further than a path is long, so that the whole stays linear.
      if end - start > Self.maxPathBytes { return nil }
    }
    guard slashes > 0, bytes[end - 1] != 0x2F else { return nil }
    if let dot, dot == end - 1 { return slashes >= 2 ? end - 1 : nil }
    let hasExtension = dot.map { end - $0 <= 6 && Self.isLetter(byte($0 + 1)) } ?? false
    return hasExtension || slashes >= 3 ? end : nil
  }

  /// 8-4-4-4-12 hexadecimal digits.
  func uuidEnd(at start: Int) -> Int? {
    guard byte(start + 8) == 0x2D, byte(start + 13) == 0x2D, start + 36 <= bytes.count else {
      return nil
    }
    for offset in 0..<36 {
      let isDash = offset == 8 || offset == 13 || offset == 18 || offset == 23
      guard isDash ? bytes[start + offset] == 0x2D : Self.isHexadecimal(bytes[start + offset])
      else {
        return nil
      }
    }
    return Self.isAlphanumeric(byte(start + 36)) ? nil : start + 36
  }

  private func valueEnd(from start: Int, allowing isAllowed: (UInt8) -> Bool) -> Int {
    var end = start
    while end < bytes.count, !Self.isBlank(bytes[end]), !Self.closers.contains(bytes[end]),
      isAllowed(bytes[end])
    {
      end += 1
    }
    while end > start, Self.punctuation.contains(bytes[end - 1]) { end -= 1 }
    return end
  }

  private func isInScheme(_ byte: UInt8) -> Bool {
    Self.isAlphanumeric(byte) || byte == 0x2B || byte == 0x2D || byte == 0x2E
  }

  private func isInPath(_ byte: UInt8) -> Bool {
    Self.isWord(byte) || Self.pathMarks.contains(byte)
  }

  /// `_ - . ~ / \ % @ + = & ? #`
  private static let pathMarks: [UInt8] = [
    0x5F, 0x2D, 0x2E, 0x7E, 0x2F, 0x5C, 0x25, 0x40, 0x2B, 0x3D, 0x26, 0x3F, 0x23,
  ]
  /// `" ' < > ( ) [ ] { } \``
  private static let closers: [UInt8] = [
    0x22, 0x27, 0x3C, 0x3E, 0x28, 0x29, 0x5B, 0x5D, 0x7B, 0x7D, 0x60,
  ]
  /// `. , ; : ! ?`
  private static let punctuation: [UInt8] = [0x2E, 0x2C, 0x3B, 0x3A, 0x21, 0x3F]
  private static let maxQuotedBytes = 512
  private static let maxPathBytes = 512
}
