/// Whether a regex treats all digits of ASCII alike: of two texts that differ in their digits only it
/// then matches both or neither, in as many steps, and captures the same ranges.
///
/// Read from the pattern itself, conservatively: what this reader does not know counts as telling
/// digits apart. Digits may stand in the pattern only as `0-9` within a class or as the bounds of a
/// quantifier; no backreference, whatever its form, is blind.
public struct DigitBlindness {
  /// O(length of the pattern).
  public static func holds(of pattern: String) -> Bool {
    var reader = DigitBlindness(bytes: Array(pattern.utf8))
    return reader.readsBlindly()
  }

  private let bytes: [UInt8]
  private var index = 0

  private init(bytes: [UInt8]) { self.bytes = bytes }

  private var next: UInt8? { index < bytes.count ? bytes[index] : nil }

  private mutating func take(_ scalar: Unicode.Scalar) -> Bool {
    guard let next, UInt32(next) == scalar.value else { return false }
    index += 1
    return true
  }

  private static func isDigit(_ byte: UInt8) -> Bool { byte &- 48 < 10 }

  private mutating func readsBlindly() -> Bool {
    while let byte = next {
      switch byte {
      case UInt8(ascii: "\\"): guard skipEscape() else { return false }
      case UInt8(ascii: "["): guard skipClass() else { return false }
      case UInt8(ascii: "("): guard skipOpening() else { return false }
      case UInt8(ascii: "{"): skipQuantifier()
      default:
        if DigitBlindness.isDigit(byte) { return false }
        index += 1
      }
    }
    return true
  }

  /// A class of characters, a position or a character of its own: nothing with a number or a name.
  private mutating func skipEscape() -> Bool {
    index += 1
    guard let byte = next else { return false }
    index += 1
    let isLetter = (byte | 0x20) &- 97 < 26
    return isLetter
      ? "dDwWsSbBAzZhHvVRNnrtf".utf8.contains(byte) : !DigitBlindness.isDigit(byte) && byte < 0x80
  }

  private mutating func skipClass() -> Bool {
    index += 1
    _ = take("^")
    var isFirst = true
    while let byte = next {
      switch byte {
      case UInt8(ascii: "]") where !isFirst:
        index += 1
        return true
      case UInt8(ascii: "\\"): guard skipEscape() else { return false }
      case UInt8(ascii: "["):
        // A POSIX class holds a bracket of its own.
        index += 1
        if let next, ":.=".utf8.contains(next) { return false }
      case UInt8(ascii: "0"):
        guard bytes[index - 1] != UInt8(ascii: "-"), bytes[index...].starts(with: "0-9".utf8)
        else { return false }
        index += 3
      default:
        if DigitBlindness.isDigit(byte) { return false }
        index += 1
      }
      isFirst = false
    }
    return false
  }

  /// Any parenthesis but those of a reference, a condition, a comment or a verb.
  private mutating func skipOpening() -> Bool {
    index += 1
    if next == UInt8(ascii: "*") { return false }
    guard take("?") else { return true }
    if take(":") || take(">") || take("=") || take("!") { return true }
    let isNamed = take("P")
    if take("<") {
      if !isNamed, take("=") || take("!") { return true }
      while let byte = next {
        index += 1
        if byte == UInt8(ascii: ">") { return true }
      }
      return false
    }
    guard !isNamed else { return false }
    while let byte = next, "ims-".utf8.contains(byte) { index += 1 }
    return take(")") || take(":")
  }

  /// Skips a quantifier; of any other brace just that, so that what follows it is read as text.
  private mutating func skipQuantifier() {
    index += 1
    let start = index
    while let byte = next, DigitBlindness.isDigit(byte) { index += 1 }
    let hasLeast = index > start
    if take(",") { while let byte = next, DigitBlindness.isDigit(byte) { index += 1 } }
    if !hasLeast || !take("}") { index = start }
  }
}
