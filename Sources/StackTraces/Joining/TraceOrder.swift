import LogModel

/// The order of pieces that share a time stamp, and the roles their lines play, in languages whose
/// exception line ends a segment.
enum TraceOrder {
  /// The first grammar that knows a line, the preferred one asked first.
  static func role(
    of line: Substring, preferring preferred: (any TraceGrammar)?
  ) -> (grammar: any TraceGrammar, role: TraceLineRole)? {
    if let preferred, let role = preferred.role(of: line) { return (preferred, role) }
    for grammar in TraceGrammars.exceptionLast {
      if let role = grammar.role(of: line) { return (grammar, role) }
    }
    return nil
  }

  /// The link of a connector that ends a text: its segment is an entry of its own.
  static func trailingLink(of text: String) -> RaisedException.Link? {
    guard let end = text.utf8.lastIndex(where: { $0 > 0x20 }) else { return nil }
    let start = text.utf8[..<end].lastIndex(of: 0x0A).map { text.utf8.index(after: $0) }
    let last = text.utf8[(start ?? text.startIndex)...end]
    guard case .connects(let link)? = role(of: Substring(last), preferring: nil)?.role else {
      return nil
    }
    return link
  }

  /// The given order, or a better one where no trace can have it.
  ///
  /// Entries that share a time stamp come in the order of their insertIds, which need not be the
  /// order in which they were written. Nothing is guessed where a trace is open already, or where
  /// the pieces do not make exactly one trace.
  static func sensible(_ pieces: [TracePiece], isOpen: Bool) -> [Int] {
    let run = pieces.indices
    guard run.count > 1, !isOpen else { return Array(run) }
    var whole: [Int] = []
    var connecting: [Int] = []
    var opening: [Int] = []
    var continuing: [Int] = []
    var closing: [Int] = []
    for index in run {
      switch pieces[index].content {
      case .whole: whole.append(index)
      case .line(let text):
        let first = text.utf8.split(separator: 0x0A, maxSplits: 1).first
        switch first.flatMap({ role(of: Substring($0), preferring: nil)?.role }) {
        case .connects: connecting.append(index)
        case .opens: opening.append(index)
        case .closes: closing.append(index)
        case .frame, .continues: continuing.append(index)
        case .raises, .mayRaise, .next, nil: break
        }
      }
    }
    if whole.count == connecting.count + 1, opening.isEmpty, !connecting.isEmpty {
      var ordered = [whole[0]]
      for (connector, segment) in zip(connecting, whole.dropFirst()) {
        ordered += [connector, segment]
      }
      return ordered
    }
    if opening.count == 1, closing.count == 1, whole.isEmpty, connecting.isEmpty {
      return opening + continuing + closing
    }
    return Array(run)
  }
}
