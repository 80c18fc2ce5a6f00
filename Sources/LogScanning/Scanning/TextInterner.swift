/// Shares equal texts, so that a crash loop's thousand equal traces are held once.
struct TextInterner {
  /// Texts held before the table starts anew; bounds what rare texts can cost.
  private static let limit = 8192
  private var texts: [String: String] = [:]

  mutating func shared(_ text: String) -> String {
    if let known = texts[text] { return known }
    if texts.count >= TextInterner.limit { texts.removeAll(keepingCapacity: true) }
    texts[text] = text
    return text
  }
}
