/// Where a text, or as much as possible of it, occurs in another one.
struct LiteralSearch {
  private let text: [UInt8]
  private let literal: [UInt8]

  /// Bytes of a text and of a literal, multiplied, that are compared each with each at most.
  private static let mostComparisons = 4 << 20

  init(_ literal: String, in text: String) {
    self.literal = Array(literal.utf8)
    self.text = Array(text.utf8)
  }

  /// The first place of the whole; nil where there is none. O(text × literal) at worst.
  var whole: Range<Int>? { text.firstRange(of: literal) }

  /// The longest part that occurs, on boundaries of characters: where in the text and where in the
  /// literal. Nil where it is no part to speak of.
  ///
  /// O(text × literal), of texts that are too long for it of their beginning.
  var longestPart: (text: Range<Int>, literal: Range<Int>)? {
    let width = min(literal.count, 4096)
    guard width > 0 else { return nil }
    let reach = min(text.count, LiteralSearch.mostComparisons / width)
    // Of each place in the literal, how many bytes up to there are those up to the place in the text.
    var lengths = [Int](repeating: 0, count: width + 1)
    var best = (length: 0, text: 0, literal: 0)
    for end in 0..<reach {
      var diagonal = 0
      for column in 0..<width {
        let above = lengths[column + 1]
        lengths[column + 1] = text[end] == literal[column] ? diagonal + 1 : 0
        if lengths[column + 1] > best.length {
          best = (lengths[column + 1], end + 1, column + 1)
        }
        diagonal = above
      }
    }
    var inText = best.text - best.length..<best.text
    while let first = text[inText].first, first & 0xC0 == 0x80 { inText.removeFirstByte() }
    while inText.upperBound < text.count, !inText.isEmpty, text[inText.upperBound] & 0xC0 == 0x80 {
      inText = inText.lowerBound..<inText.upperBound - 1
    }
    guard inText.count >= min(4, literal.count) else { return nil }
    let shift = best.literal - best.text
    return (inText, inText.lowerBound + shift..<inText.upperBound + shift)
  }

  /// The longest beginning that both texts share, in bytes, on a boundary of characters.
  var sharedBeginning: Int {
    var count = zip(text, literal).prefix { $0 == $1 }.count
    while count > 0,
      [text, literal].contains(where: { $0.count > count && $0[count] & 0xC0 == 0x80 })
    {
      count -= 1
    }
    return count
  }
}

extension Range<Int> {
  fileprivate mutating func removeFirstByte() { self = lowerBound + 1..<upperBound }
}
