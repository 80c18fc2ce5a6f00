import LogModel

/// Where a draft comes from, in words for a comment.
enum DraftOrigin {
  private static let mostNames = 3

  static func text(_ count: Int, _ noun: String, services: Set<String>) -> String {
    let counted = count == 1 ? "1 \(noun)" : "\(count) \(noun)s"
    if services.isEmpty { return counted }
    let names = services.sorted().prefix(mostNames).map { name in
      // In a comment nothing may end the line.
      String(
        String.UnicodeScalarView(
          name.unicodeScalars.prefix(60).map { $0.isASCII && $0.value > 0x20 && $0.value < 0x7F ? $0 : "?" }))
    }
    let rest = services.count - names.count
    return "\(counted) of \(names.joined(separator: ", "))" + (rest > 0 ? " and \(rest) more" : "")
  }
}
