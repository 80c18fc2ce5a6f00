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
    let result = Ruler(text).isLonger(text[...], than: limit) ? cutLong(text, limit: limit) : text
    // One base letter may carry thousands of combining marks.
    guard result.utf8.count > maxBytesPerCharacter * limit else { return result }
    return String(String.UnicodeScalarView(result.unicodeScalars.prefix(limit)))
  }

  private static let maxBytesPerCharacter = 32

  private static func cutLong(_ text: String, limit: Int) -> String {
    let ruler = Ruler(text)
    guard limit > 2 * gap.count else { return String(ruler.prefix(text[...], limit)) }
    let room = limit - gap.count
    guard let conclusion = conclusion(of: text) else {
      return cut(text[...], limit: limit, ruler)
    }
    guard !ruler.isLonger(conclusion, than: room) else {
      return cut(conclusion, limit: limit, ruler)
    }
    return ruler.prefix(text[...], room - ruler.count(conclusion)) + gap + conclusion
  }

  private static func cut(_ text: Substring, limit: Int, _ ruler: Ruler) -> String {
    guard ruler.isLonger(text, than: limit) else { return String(text) }
    let tail = (limit - gap.count) / 2
    return ruler.prefix(text, limit - gap.count - tail) + gap + ruler.suffix(text, tail)
  }

  private static func isLonger(_ text: Substring, than limit: Int) -> Bool {
    guard let end = text.index(text.startIndex, offsetBy: limit, limitedBy: text.endIndex) else {
      return false
    }
    return end != text.endIndex
  }

  /// Counts the characters of parts of a text: as bytes where each is one, which is a hundred times
  /// as fast. A crash loop's traces are cut at every boot.
  private struct Ruler {
    /// In ASCII only the pair of carriage return and line feed is one character of two.
    private let isPlain: Bool

    init(_ text: String) { isPlain = text.utf8.allSatisfy { $0 < 0x80 && $0 != 0x0D } }

    func count(_ part: Substring) -> Int { isPlain ? part.utf8.count : part.count }

    func isLonger(_ part: Substring, than limit: Int) -> Bool {
      isPlain ? part.utf8.count > limit : Excerpt.isLonger(part, than: limit)
    }

    func prefix(_ part: Substring, _ length: Int) -> Substring {
      isPlain ? Substring(part.utf8.prefix(length)) : part.prefix(length)
    }

    func suffix(_ part: Substring, _ length: Int) -> Substring {
      isPlain ? Substring(part.utf8.suffix(length)) : part.suffix(length)
    }
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
