/// One line of log text, cut to fit.
enum EvidenceExcerpt {
  private static let gap = " … "

  /// At most `limit` columns of a text that is safe to show: its middle is cut out.
  ///
  /// - Parameter message: an exception's message. Where the text holds it, it is kept whole, with
  ///   what stands before it on its line, even when that alone takes more than `limit` columns.
  static func cut(_ text: String, limit: Int, keeping message: String?) -> String {
    guard DisplayWidth.columns(text) > limit else { return text }
    guard let message, !message.isEmpty, let kept = text.ranges(of: message).last else {
      return middleCut(text[...], limit: limit)
    }
    let before = text[..<kept.lowerBound]
    let start = before.ranges(of: " ⏎ ").last?.upperBound ?? text.startIndex
    let lead = middleCut(text[start..<kept.lowerBound], limit: max(12, limit / 2))
    var excerpt = lead + text[kept]
    let room = limit - DisplayWidth.columns(excerpt) - (kept.upperBound < text.endIndex ? 2 : 0)
    if start > text.startIndex {
      let head = DisplayWidth.prefix(text[..<start], columns: max(0, room - gap.count))
      excerpt = head.isEmpty ? "… " + excerpt : head + gap + excerpt
    }
    return kept.upperBound < text.endIndex ? excerpt + " …" : excerpt
  }

  static func middleCut(_ text: Substring, limit: Int) -> String {
    guard DisplayWidth.columns(text) > limit else { return String(text) }
    let room = limit - gap.count
    guard room >= 2 else { return String(DisplayWidth.prefix(text, columns: max(0, limit))) }
    let tail = room / 2
    return DisplayWidth.prefix(text, columns: room - tail) + gap
      + DisplayWidth.suffix(text, columns: tail)
  }
}
