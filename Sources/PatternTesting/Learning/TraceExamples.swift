import Patterns

/// Stack traces as examples: redacted, and no longer than it takes to tell what they are.
struct TraceExamples {
  /// At most two, which differ.
  private(set) var texts: [String] = []

  /// Lines that are kept before and behind the cut of a long one, from the shortest on.
  private static let cuts = [(2, 8), (4, 20), (12, 40)]
  /// Lines that are not cut.
  private static let mostLines = 12
  /// Lines from the first on that may be all of it.
  private static let mostTried = 200
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
    var lines = text.utf8.split(separator: 0x0A, omittingEmptySubsequences: false)
      .map { String(Substring($0)) }
    while lines.last?.allSatisfy(\.isWhitespace) == true { lines.removeLast() }
    while lines.first?.allSatisfy(\.isWhitespace) == true { lines.removeFirst() }
    // A chain goes on behind its root.
    let needed =
      (2...max(2, min(mostTried, lines.count))).first { count in
        condition.holds(ofExample: lines.prefix(count).joined(separator: "\n"))
      } ?? lines.count
    for kept in [needed, lines.count] {
      let lines = lines.prefix(kept)
      var candidates = cuts.filter { head, tail in lines.count > max(mostLines, head + tail) }.map {
        (lines.prefix($0) + lines.suffix($1)).joined(separator: "\n")
      }
      candidates.append(lines.joined(separator: "\n"))
      let shortest = candidates.first {
        $0.utf8.count <= longest && condition.holds(ofExample: $0)
      }
      if let shortest { return shortest }
    }
    return nil
  }
}
