import LogModel

/// Takes the pieces of one instance in time order, each to the joiner of its kind of language.
///
/// The two kinds do not disturb each other: what the one has made something of, the other never sees.
struct TraceJoiner {
  private var last: ExceptionLastJoiner
  private var first: ExceptionFirstJoiner

  init(known: KnownFrames) {
    last = ExceptionLastJoiner(known: known)
    first = ExceptionFirstJoiner(known: known)
  }

  /// Takes pieces that share one time stamp.
  mutating func take(_ pieces: [TracePiece]) {
    var rest: [TracePiece] = []
    var others: [TracePiece] = []
    for piece in pieces {
      if ExceptionFirstJoiner.reads(piece) { rest.append(piece) } else { others.append(piece) }
    }
    for index in last.take(others) { rest.append(others[index]) }
    if !rest.isEmpty { first.take(rest) }
  }

  /// What is joined by now and has not been taken, in the order of first members for each kind of
  /// language.
  mutating func takeDone() -> [JoinedTrace] { last.takeDone() + first.takeDone() }

  /// The rest, in the same order.
  mutating func finish() -> [JoinedTrace] { last.finish() + first.finish() }
}
