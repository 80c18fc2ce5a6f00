import LogModel

/// The order of pieces that share a time stamp, and the roles their lines play.
enum TraceOrder {
  /// The first grammar that knows a line, the preferred one asked first.
  static func role(
    of line: Substring, preferring preferred: (any TraceGrammar)?
  ) -> (grammar: any TraceGrammar, role: TraceLineRole)? {
    if let preferred, let role = preferred.role(of: line) { return (preferred, role) }
    for grammar in TraceGrammars.all {
      if let role = grammar.role(of: line) { return (grammar, role) }
    }
    return nil
  }

  /// The link of a connector that ends a text: its segment is an entry of its own.
  static func trailingLink(of text: String) -> RaisedException.Link? {
    guard let last = text.utf8.split(separator: 0x0A).last(where: { !$0.allSatisfy { $0 <= 0x20 } })
    else { return nil }
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
  static func sensible(_ run: ArraySlice<TracePiece>, continuing: Bool) -> [TracePiece] {
    guard run.count > 1, !continuing else { return Array(run) }
    var whole: [TracePiece] = []
    var connectors: [TracePiece] = []
    var opening: [TracePiece] = []
    var continuing: [TracePiece] = []
    var closing: [TracePiece] = []
    for piece in run {
      switch piece.content {
      case .whole: whole.append(piece)
      case .line(let text):
        switch role(of: Substring(text), preferring: nil)?.role {
        case .connects: connectors.append(piece)
        case .opens: opening.append(piece)
        case .closes: closing.append(piece)
        case .continues: continuing.append(piece)
        case nil: break
        }
      }
    }
    if whole.count == connectors.count + 1, opening.isEmpty, !connectors.isEmpty {
      var ordered = [whole[0]]
      for (connector, segment) in zip(connectors, whole.dropFirst()) {
        ordered += [connector, segment]
      }
      return ordered
    }
    if opening.count == 1, closing.count == 1, whole.isEmpty, connectors.isEmpty {
      return opening + continuing + closing
    }
    return Array(run)
  }
}

extension TraceJoiner {
  /// The pieces cut where the time stamp changes.
  static func runsOfEqualTime(_ pieces: [TracePiece]) -> [ArraySlice<TracePiece>] {
    var runs: [ArraySlice<TracePiece>] = []
    var start = pieces.startIndex
    for index in pieces.indices.dropFirst() where pieces[index].timestamp != pieces[start].timestamp {
      runs.append(pieces[start..<index])
      start = index
    }
    if start < pieces.endIndex { runs.append(pieces[start...]) }
    return runs
  }
}
