import LogModel

/// Joins the traces of languages whose exception line ends a segment: lines become segments, segments
/// become chains.
struct ExceptionLastJoiner {
  private let known: KnownFrames
  /// The chain that a connector or a continuing segment would bind to.
  private var chain: Chain?
  /// The segment whose lines are arriving.
  private var assembly: Assembly?
  /// A connector without a segment before it.
  private var orphan: Orphan?
  private var done: [JoinedTrace] = []

  private struct Chain {
    var joined: JoinedTrace
    var last: Timestamp
    /// How the segment comes that the last connector announced.
    var awaits: RaisedException.Link?
  }

  private struct Orphan {
    var link: RaisedException.Link
    var text: String
    var index: Int
    var timestamp: Timestamp
  }

  /// A segment with what it was read from.
  private struct Segment {
    var trace: StackTrace
    var text: String
    var members: [Int]
    var first: Timestamp
    var last: Timestamp
  }

  init(known: KnownFrames) { self.known = known }

  /// Takes pieces that share one time stamp. Returns the indices of those that play no part here.
  mutating func take(_ pieces: [TracePiece]) -> [Int] {
    var isUseful = [Bool](repeating: false, count: pieces.count)
    for index in TraceOrder.sensible(pieces, isOpen: assembly != nil) {
      let piece = pieces[index]
      let place = TracePlace(index: piece.index, timestamp: piece.timestamp)
      expire(at: place.timestamp)
      switch piece.content {
      case .whole(let record):
        isUseful[index] = true
        finishAssembly()
        add(
          Segment(
            trace: record.trace, text: record.text, members: [piece.index], first: place.timestamp,
            last: place.timestamp))
      case .line(let text):
        let lines = text.utf8.split(separator: 0x0A).map(Substring.init)
        isUseful[index] = take(lines, at: place)
      }
    }
    return pieces.indices.filter { !isUseful[$0] }
  }

  /// What is joined by now and has not been taken, in the order of first members.
  mutating func takeDone() -> [JoinedTrace] {
    defer { done.removeAll(keepingCapacity: true) }
    return done
  }

  /// The rest, in the order of first members.
  mutating func finish() -> [JoinedTrace] {
    finishAssembly()
    finishChain()
    return done
  }

  /// Takes the lines of one entry: mostly a single one. False where none plays a part.
  private mutating func take(_ lines: [Substring], at place: TracePlace) -> Bool {
    // An exception's message has further lines where they are in the same entry.
    var isConcluding = false
    var isUseful = false
    for line in lines {
      let known = TraceOrder.role(of: line, preferring: assembly?.grammar)
      switch known?.role {
      case .opens:
        isUseful = true
        finishAssembly()
        isConcluding = false
        if let known {
          assembly = Assembly(
            grammar: known.grammar, isHeadless: false, line: line, place: place)
        }
      case .connects(let link):
        isUseful = true
        finishAssembly()
        isConcluding = false
        connect(link, line: line, place: place)
      case .closes where assembly != nil:
        (isConcluding, isUseful) = (true, true)
        assembly?.append(line, at: place, always: true)
      case .frame where assembly == nil || isConcluding:
        // A new segment, for no message has frames.
        isUseful = true
        finishAssembly()
        isConcluding = false
        if let known {
          assembly = Assembly(grammar: known.grammar, isHeadless: true, line: line, place: place)
        }
      case _ where isConcluding, .frame, .continues:
        isUseful = isUseful || assembly != nil
        assembly?.append(line, at: place)
      case .closes, .raises, .mayRaise, .next, nil: break
      }
    }
    if isConcluding { finishAssembly() }
    return isUseful
  }

  private mutating func connect(
    _ link: RaisedException.Link, line: Substring, place: TracePlace
  ) {
    guard chain != nil else {
      orphan = Orphan(
        link: link, text: String(line), index: place.index, timestamp: place.timestamp)
      return
    }
    chain?.awaits = link
    chain?.last = place.timestamp
    chain?.joined.append(text: String(line), members: [place.index])
  }

  private mutating func add(_ segment: Segment) {
    let awaits = TraceOrder.trailingLink(of: segment.text)
    if var open = chain, open.joined.trace.language == segment.trace.language,
      open.awaits != nil || segment.trace.continuesEarlier
    {
      var exceptions = segment.trace.exceptions
      if exceptions.first?.link == .root { exceptions[0].link = open.awaits ?? .context }
      open.joined.trace.exceptions += exceptions
      open.joined.append(text: segment.text, members: segment.members)
      open.last = segment.last
      open.awaits = awaits
      chain = open
      return
    }
    finishChain()
    var joined = JoinedTrace(
      trace: segment.trace, text: segment.text, members: segment.members, first: segment.first)
    if let before = orphan {
      joined = JoinedTrace(
        trace: segment.trace, text: before.text, members: [before.index], first: before.timestamp)
      joined.append(text: segment.text, members: segment.members)
      joined.trace.continuesEarlier = true
      if joined.trace.exceptions.first?.link == .root {
        joined.trace.exceptions[0].link = before.link
      }
      orphan = nil
    }
    joined.text = Truncation.prefix(joined.text, bytes: StackTraces.maxTextBytes)
    chain = Chain(joined: joined, last: segment.last, awaits: awaits)
  }

  private mutating func finishAssembly() {
    guard let lines = assembly else { return }
    assembly = nil
    guard let trace = lines.grammar.read(lines.text, known: known) else {
      // The segment that a connector after it would mean is lost; an older chain is not meant.
      if chain?.awaits == nil, !lines.isHeadless { finishChain() }
      return
    }
    add(
      Segment(
        trace: trace, text: lines.text, members: lines.members, first: lines.first,
        last: lines.last))
  }

  private mutating func finishChain() {
    guard let open = chain else { return }
    chain = nil
    done.append(open.joined)
  }

  /// Ends what began too long ago to go on now.
  private mutating func expire(at now: Timestamp) {
    if let lines = assembly, isTooLate(now, after: lines.last) { finishAssembly() }
    if let open = chain, assembly == nil, isTooLate(now, after: open.last) { finishChain() }
    if let before = orphan, assembly == nil, isTooLate(now, after: before.timestamp) {
      orphan = nil
    }
  }

  private func isTooLate(_ now: Timestamp, after last: Timestamp) -> Bool {
    now.seconds(since: last) > StackTraces.maxGapSeconds
  }
}

extension JoinedTrace {
  fileprivate mutating func append(text more: String, members others: [Int]) {
    if text.utf8.count < StackTraces.maxTextBytes {
      text = Truncation.prefix(text + "\n" + more, bytes: StackTraces.maxTextBytes)
    }
    for member in others where members.last != member { members.append(member) }
  }
}
