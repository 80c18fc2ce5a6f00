import LogModel

/// Ids and titles of drafts.
enum DraftNaming {
  /// `draft-` with a few words and the hash of what the draft is known by, so that the same failure gets the
  /// same id from other logs.
  ///
  /// - Parameter texts: that depend on the key alone.
  static func id(key: [String], texts: [String]) -> String {
    var name = "draft"
    var taken = 0
    for word in texts.flatMap(words).flatMap(parts)
    where taken < 5 && name.utf8.count + word.utf8.count < 60 {
      name += "-" + word
      taken += 1
    }
    return name + "-" + StableIdentifier.of(key).prefix(8)
  }

  /// The words of a text that give nothing away.
  private static func words(_ text: String) -> [String] {
    let open = text.replacing(#/<(?:n|id|ip|path|url|email|time|str|\*)>/#, with: " ")
    let own = MessagePiece.pieces(of: open, isWhole: true)
    let redacted = Redaction().pieces(of: open)
    return zip(own, redacted).compactMap { piece, other in
      piece.kind == .word && piece == other ? piece.text : nil
    }
  }

  /// One line within the limit of titles, cut behind a word.
  static func title(_ text: String) -> String {
    if text.isEmpty { return "a failure without words" }
    guard text.count > longestTitle else { return text }
    let words = text.prefix(longestTitle - 1).split(separator: " ")
    let cut =
      words.count > 3 ? words.dropLast().joined(separator: " ") : words.joined(separator: " ")
    return cut + "…"
  }

  /// In characters; leaves room for what may tell it apart from another.
  private static let longestTitle = 88

  /// Lower-case words of ASCII; `ValueError` is two.
  private static func parts(_ word: String) -> [String] {
    var parts: [String] = []
    var part = ""
    var wasLower = false
    for byte in word.utf8 {
      let isUpper = (0x41...0x5A).contains(byte)
      let isKept = isUpper || (0x61...0x7A).contains(byte) || (0x30...0x39).contains(byte)
      if !isKept || (isUpper && wasLower), !part.isEmpty {
        parts.append(part)
        part = ""
      }
      if isKept { part.unicodeScalars.append(Unicode.Scalar(isUpper ? byte + 0x20 : byte)) }
      wasLower = isKept && !isUpper
    }
    if !part.isEmpty { parts.append(part) }
    return parts.filter { $0.utf8.count >= 2 && $0.utf8.count <= 24 }
  }
}
