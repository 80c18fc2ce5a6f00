import LogModel

/// What the lines of several messages have in common, piece by piece. Does not depend on their order.
struct MessageShape: Sendable {
  /// One piece of all of them.
  struct Slot: Hashable, Sendable {
    /// Nil where it is a word here and a value there.
    var kind: MessagePiece.Kind?
    /// Nil where it varies.
    var text: String?
    /// Whether it is digits alone everywhere.
    var isDigits: Bool
    /// The quote around it; nil where it varies, or there is none.
    var quote: Character?
    /// Whether the quote occurs within as well.
    var hasInnerQuote: Bool
    /// Whether it has a blank, a quote or a bracket somewhere.
    var isSpaced: Bool

    init(_ piece: MessagePiece) {
      kind = piece.kind
      text = piece.text
      isDigits = piece.kind == .number && piece.text.utf8.allSatisfy { (0x30...0x39).contains($0) }
      quote = piece.kind == .quoted ? piece.text.first : nil
      isSpaced = piece.text.contains { $0.isWhitespace || "\"'`<>()[]{}".contains($0) }
      hasInnerQuote =
        piece.kind == .quoted
        && quote.map { piece.text.dropFirst().dropLast().contains($0) } == true
    }

    /// Nil where they stand for nothing that could be the same.
    func merged(with other: Slot) -> Slot? {
      var merged = self
      if text != other.text { merged.text = nil }
      merged.isDigits = isDigits && other.isDigits
      if quote != other.quote { merged.quote = nil }
      merged.isSpaced = isSpaced || other.isSpaced
      merged.hasInnerQuote = hasInnerQuote || other.hasInnerQuote
      if kind == other.kind {
        // Signs are what a line is built of: where they differ, it is another one.
        return kind == .sign && merged.text == nil ? nil : merged
      }
      let fixed: Set<MessagePiece.Kind?> = [.sign, .blank]
      if fixed.contains(kind) || fixed.contains(other.kind) { return nil }
      merged.kind = nil
      return merged
    }
  }

  private(set) var slots: [Slot]
  /// Whether some of them went on differently, or were cut.
  private(set) var isCut: Bool

  /// Bytes of a line that are looked at.
  static let limit = 240

  /// The shape of one line.
  init(line: some StringProtocol) {
    let pieces = MessagePiece.pieces(of: line, limit: MessageShape.limit)
    slots = pieces.map(Slot.init)
    isCut = line.utf8.count > MessageShape.limit
    while slots.last?.kind == .blank { slots.removeLast() }
  }

  /// Keeps what both have in common, from the beginning on.
  mutating func merge(_ other: MessageShape) {
    isCut = isCut || other.isCut || slots.count != other.slots.count
    var merged: [Slot] = []
    for (own, others) in zip(slots, other.slots) {
      guard let slot = own.merged(with: others) else {
        isCut = true
        break
      }
      merged.append(slot)
    }
    slots = merged
    while slots.last?.kind == .blank { slots.removeLast() }
  }

  /// The line of a message that tells of it, as templates have it: the first that is not blank.
  static func tellingLine(of message: String) -> Substring {
    message.utf8.split(maxSplits: 4096, whereSeparator: { $0 == 0x0A || $0 == 0x0D })
      .first { $0.contains { $0 > 0x20 } }.map { Substring($0) } ?? ""
  }
}

extension MessageShape.Slot {
  /// Letters of a word that is everywhere the same.
  var letters: Int {
    guard kind == .word, let text else { return 0 }
    return text.count { $0.isLetter }
  }
}
