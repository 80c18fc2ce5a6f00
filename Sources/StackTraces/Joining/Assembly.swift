import LogModel

/// A segment whose lines arrive one an entry.
struct Assembly {
  let grammar: any TraceGrammar
  private(set) var text: String
  private(set) var members: [Int]
  let first: Timestamp
  private(set) var last: Timestamp

  init(grammar: any TraceGrammar, line: Substring, piece: TracePiece) {
    self.grammar = grammar
    text = Truncation.prefix(String(line), bytes: StackTraces.maxTextBytes)
    members = [piece.index]
    first = piece.timestamp
    last = piece.timestamp
  }

  /// Adds a line. Beyond 64 KiB only a line that must be kept `always` (the exception) is added.
  mutating func append(_ line: Substring, of piece: TracePiece, always: Bool = false) {
    last = piece.timestamp
    if members.last != piece.index { members.append(piece.index) }
    guard always || text.utf8.count + line.utf8.count < StackTraces.maxTextBytes else { return }
    text += "\n" + Truncation.prefix(String(line), bytes: StackTraces.maxTextBytes)
  }
}
