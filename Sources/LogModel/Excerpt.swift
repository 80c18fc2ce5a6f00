/// The part of a long text that is shown.
public enum Excerpt {
  private static let gap = " … "

  /// At most `limit` characters: the text, or its beginning and end with ` … ` between.
  ///
  /// Never cuts within a character, unless characters are absurdly long. Of a stack trace the
  /// exception line is kept whole where it fits, since it says more than all frames. O(text).
  public static func middleCut(_ text: String, limit: Int = 500) -> String {
    guard limit > 0 else { return "" }
    // A character has at least one byte.
    guard text.utf8.count > limit else { return text }
    let result = isLonger(text[...], than: limit) ? cutLong(text, limit: limit) : text
    // One base letter may carry thousands of combining marks.
    guard result.utf8.count > maxBytesPerCharacter * limit else { return result }
    return String(String.UnicodeScalarView(result.unicodeScalars.prefix(limit)))
  }

  private static let maxBytesPerCharacter = 32

  private static func cutLong(_ text: String, limit: Int) -> String {
    guard limit > 2 * gap.count else { return String(text.prefix(limit)) }
    let room = limit - gap.count
    guard let conclusion = conclusion(of: text) else { return cut(text[...], limit: limit) }
    guard !isLonger(conclusion, than: room) else { return cut(conclusion, limit: limit) }
    return text.prefix(room - conclusion.count) + gap + conclusion
  }

  private static func cut(_ text: Substring, limit: Int) -> String {
    guard isLonger(text, than: limit) else { return String(text) }
    let tail = (limit - gap.count) / 2
    return text.prefix(limit - gap.count - tail) + gap + text.suffix(tail)
  }

  private static func isLonger(_ text: Substring, than limit: Int) -> Bool {
    guard let end = text.index(text.startIndex, offsetBy: limit, limitedBy: text.endIndex) else {
      return false
    }
    return end != text.endIndex
  }

  /// A stack trace from its last exception line on; nil where the text is no trace.
  private static func conclusion(of text: String) -> Substring? {
    var lines = text.utf8.split(whereSeparator: { $0 == 0x0A || $0 == 0x0D })[...]
    while let last = lines.last, last.allSatisfy({ $0 <= 0x20 }) { lines.removeLast() }
    guard lines.count > 1, let end = lines.last?.endIndex,
      let frame = lines.lastIndex(where: { $0.drop { $0 <= 0x20 }.starts(with: "File \"".utf8) })
    else { return nil }
    let exception = lines[frame...].first { $0.first.map { $0 > 0x20 } ?? false } ?? lines.last
    guard let start = exception?.startIndex else { return nil }
    return text[start..<end]
  }
}
