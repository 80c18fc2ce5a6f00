import Patterns

/// Stack traces as examples: redacted, and no longer than it takes to tell what they are.
struct TraceExamples {
  /// At most two, which differ.
  private(set) var texts: [String] = []

  /// Lines that are kept before and behind the cut, from the shortest on.
  private static let cuts = [(4, 8), (4, 20), (12, 40)]
  private static let mostLines = 14
  /// Bytes of a whole trace that is not cut.
  private static let longest = 12 << 10

  init(texts: [String], of condition: Condition) {
    for (index, text) in texts.enumerated() where self.texts.count < 2 {
      let redacted = Redaction(salt: index).redacted(text)
      guard let example = TraceExamples.shortest(redacted, of: condition),
        !self.texts.contains(example)
      else { continue }
      self.texts.append(example)
    }
  }

  private static func shortest(_ text: String, of condition: Condition) -> String? {
    var lines = text.split(omittingEmptySubsequences: false, whereSeparator: \.isNewline)
    while lines.last?.allSatisfy(\.isWhitespace) == true { lines.removeLast() }
    while lines.first?.allSatisfy(\.isWhitespace) == true { lines.removeFirst() }
    var candidates: [String] = []
    for (head, tail) in cuts where lines.count > max(mostLines, head + tail) {
      candidates.append((lines.prefix(head) + lines.suffix(tail)).joined(separator: "\n"))
    }
    candidates.append(lines.joined(separator: "\n"))
    return candidates.first { $0.utf8.count <= longest && condition.holds(ofExample: $0) }
  }
}
