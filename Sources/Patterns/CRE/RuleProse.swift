/// The prose of a rule, which is plain text or a list in Markdown.
enum RuleProse {
  /// The items of a list, or the whole text as one; each on one line. What introduces a list goes before its
  /// first item.
  static func items(of text: String) -> [String] {
    var items: [[Substring]] = []
    var isList = false
    for line in text.split(whereSeparator: \.isNewline) {
      var words = line.split { $0 == " " || $0 == "\t" }
      guard let first = words.first else { continue }
      if isMark(first), words.count > 1 {
        words.removeFirst()
        // `What to do:` belongs to what comes first.
        let introduces = !isList && items.last?.last?.hasSuffix(":") ?? false
        isList = true
        if introduces { items[items.count - 1] += words } else { items.append(words) }
      } else if items.isEmpty {
        items.append(words)
      } else {
        items[items.count - 1] += words
      }
    }
    return items.map { $0.joined(separator: " ") }
  }

  /// `-`, `*`, `•`, `1.`, `2)`.
  private static func isMark(_ word: Substring) -> Bool {
    if word == "-" || word == "*" || word == "•" { return true }
    guard let last = word.last, last == "." || last == ")", word.count <= 3 else { return false }
    return word.dropLast().allSatisfy { $0.isASCII && $0.isNumber } && word.count > 1
  }
}
