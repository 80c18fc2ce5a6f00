/// One line of log text, cut to fit.
enum EvidenceExcerpt {
  private static let gap = " … "
  /// Of the beginning of a text less than this many columns says nothing.
  private static let leastHead = 12

  /// At most `limit` columns of a text that is safe to show: its middle is cut out.
  ///
  /// - Parameter exceptions: ways to spell an exception, the fullest first. The first that the text
  ///   holds is kept whole, with what stands before it on its line, even when that alone takes more
  ///   than `limit` columns.
  static func cut(_ text: String, limit: Int, keeping exceptions: [String]) -> String {
    guard DisplayWidth.columns(text) > limit else { return text }
    let found = exceptions.lazy.filter { !$0.isEmpty }.compactMap { text.ranges(of: $0).last }.first
    guard let kept = found else { return middleCut(text[...], limit: limit) }
    let before = text[..<kept.lowerBound]
    let breaks = [" ⏎ ", gap].compactMap { before.ranges(of: $0).last?.upperBound }
    let start = breaks.max() ?? text.startIndex
    let lead = middleCut(text[start..<kept.lowerBound], limit: max(12, limit / 2))
    var excerpt = lead + text[kept]
    if start > text.startIndex {
      let end = kept.upperBound < text.endIndex ? 2 : 0
      let room = limit - DisplayWidth.columns(excerpt) - end - gap.count
      excerpt =
        room < leastHead
        ? "… " + excerpt
        : DisplayWidth.prefix(text[..<start], columns: room) + gap + excerpt
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
