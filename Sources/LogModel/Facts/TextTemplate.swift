/// A text of which others differ in their digits only.
///
/// What tells one of them from the template is a row of bits, one for each pair of digits, that says
/// which pairs differ, then those pairs, a byte each.
struct TextTemplate: Sendable {
  /// Where the store holds the text.
  let address: UInt32
  let number: Int
  /// The text, each digit a zero.
  private let skeleton: [UInt8]
  /// Indices of the digits.
  private let places: [Int]
  /// The digits by pairs, the first of a pair above; of an odd number the last has a zero below.
  private let pairs: [UInt8]

  init(_ text: Span<UInt8>, address: UInt32, number: Int) {
    self.address = address
    self.number = number
    var skeleton: [UInt8] = []
    skeleton.reserveCapacity(text.count)
    var places: [Int] = []
    for index in text.indices {
      skeleton.append(TextTemplate.blank(text[index]))
      if TextTemplate.isDigit(text[index]) { places.append(index) }
    }
    self.skeleton = skeleton
    self.places = places
    pairs = stride(from: 0, to: places.count, by: 2).map { position in
      let low = position + 1 < places.count ? text[places[position + 1]] & 15 : 0
      return (text[places[position]] & 15) << 4 | low
    }
  }

  /// Whether a text differs in its digits only. O(length).
  func fits(_ text: Span<UInt8>) -> Bool {
    guard text.count == skeleton.count else { return false }
    var difference: UInt8 = 0
    for index in text.indices {
      difference |= TextTemplate.blank(text[index]) ^ skeleton[index]
    }
    return difference == 0
  }

  /// Appends what tells a text that ``fits(_:)`` from this one; false where they are equal.
  func appendDifferences(of text: Span<UInt8>, to bytes: inout [UInt8]) -> Bool {
    let mask = bytes.count
    for _ in 0..<(pairs.count + 7) >> 3 { bytes.append(0) }
    let end = bytes.count
    var position = 0
    for index in pairs.indices {
      let high = (text[places[position]] & 15) << 4
      let low = position + 1 < places.count ? text[places[position + 1]] & 15 : 0
      position += 2
      guard high | low != pairs[index] else { continue }
      bytes[mask + index >> 3] |= 1 << UInt8(index & 7)
      bytes.append(high | low)
    }
    return bytes.count > end
  }

  /// Turns the bytes of a template into those of the text that differs so from it.
  static func apply(_ differences: ArraySlice<UInt8>, to text: inout [UInt8]) {
    let places = text.indices.filter { isDigit(text[$0]) }
    let count = (places.count + 1) >> 1
    var next = differences.startIndex + (count + 7) >> 3
    for index in 0..<count {
      guard differences[differences.startIndex + index >> 3] & (1 << UInt8(index & 7)) != 0 else {
        continue
      }
      text[places[index * 2]] = 48 + differences[next] >> 4
      if index * 2 + 1 < places.count { text[places[index * 2 + 1]] = 48 + differences[next] & 15 }
      next += 1
    }
  }

  /// Of a text without regard to its digits.
  static func hash(_ text: Span<UInt8>) -> UInt64 {
    var hash: UInt64 = 0xcbf2_9ce4_8422_2325
    for index in text.indices {
      hash = (hash ^ UInt64(blank(text[index]))) &* 0x0000_0100_0000_01b3
    }
    return hash
  }

  @inline(__always)
  private static func isDigit(_ byte: UInt8) -> Bool { byte &- 48 < 10 }

  @inline(__always)
  private static func blank(_ byte: UInt8) -> UInt8 { isDigit(byte) ? 48 : byte }
}
