import LogModel

/// Joins the traces of languages that print the exception first and its frames after it.
///
/// Nothing ends such a trace but the next one, or time: lines are added to the one that is open for as
/// long as they can belong to it, and its text is read when it is over. An exception line that may as
/// well be an ordinary message waits for a frame, and ends nothing before; where several languages know
/// it, the frame says which it is.
struct ExceptionFirstJoiner {
  private let known: KnownFrames
  private var open: Open?
  /// Of different languages, the latest last.
  private var heads: [Head] = []
  private var done: [JoinedTrace] = []

  /// A trace that more lines may belong to.
  private struct Open {
    var lines: Assembly
    /// The whole trace that it began with or holds; nil where there was none.
    var whole: StackTrace?
    /// Whether ``whole`` is all there is.
    var isWhole = false
    /// Whether the last line says that an exception follows: the first one, or the next of the chain.
    var awaits = false
  }

  /// In a chain the next exception follows at once: what is raised later is another trace, in seconds.
  private static let maxChainGapSeconds = 0.1

  /// An exception line that no frame has confirmed.
  private struct Head {
    var line: String
    var place: TracePlace
    /// Languages that it may be of, in their order.
    var grammars: [any TraceGrammar]

    func isOf(_ grammar: any TraceGrammar) -> Bool {
      grammars.contains { $0.language == grammar.language }
    }
  }

  init(known: KnownFrames) { self.known = known }

  /// Whether a piece is a whole trace of such a language.
  static func reads(_ piece: TracePiece) -> Bool {
    guard case .whole(let record) = piece.content else { return false }
    return grammar(named: record.trace.language) != nil
  }

  /// Takes pieces that share one time stamp.
  mutating func take(_ pieces: [TracePiece]) {
    for index in order(of: pieces) {
      let piece = pieces[index]
      let place = TracePlace(index: piece.index, timestamp: piece.timestamp)
      expire(at: place.timestamp)
      switch piece.content {
      case .whole(let record): take(record, at: place)
      case .line(let text): take(text, at: place)
      }
    }
  }

  mutating func takeDone() -> [JoinedTrace] {
    defer { done.removeAll(keepingCapacity: true) }
    return done
  }

  mutating func finish() -> [JoinedTrace] {
    close()
    return done
  }

  private mutating func take(_ record: TraceRecord, at place: TracePlace) {
    guard let grammar = Self.grammar(named: record.trace.language) else { return }
    // The rest of a trace that was logged in several parts.
    switch Self.firstRole(in: record.text, of: grammar) {
    case .frame, .next, .continues, .closes:
      if append(record.text, grammar, place, always: true) { return }
    case .raises where goesOn(with: grammar, at: place), .mayRaise where open?.awaits == true:
      if append(record.text, grammar, place, always: true) { return }
    case .raises, .mayRaise, .opens, .connects, nil: break
    }
    close()
    heads = []
    open = Open(
      lines: Assembly(
        grammar: grammar, isHeadless: false, line: Substring(record.text), place: place),
      whole: record.trace, isWhole: true)
  }

  /// Takes the lines of one entry, mostly a single one. The first says what they are.
  private mutating func take(_ text: String, at place: TracePlace) {
    guard let first = Self.firstLine(of: text), let (grammar, role) = role(of: first) else {
      return
    }
    switch role {
    case .raises where goesOn(with: grammar, at: place), .mayRaise where open?.awaits == true:
      if append(text, grammar, place, always: true) { return }
    case .raises, .mayRaise, .opens, .frame, .next, .continues, .connects, .closes: break
    }
    switch role {
    case .raises, .opens:
      close()
      heads = []
      begin(grammar, Substring(text), at: place, isHeadless: false)
      open?.awaits = role == .opens
    case .mayRaise:
      let grammars = TraceGrammars.exceptionFirst.filter {
        [.mayRaise, .raises].contains($0.role(of: first))
      }
      heads.removeAll { waiting in
        grammars.contains { waiting.isOf($0) }
      }
      heads.append(Head(line: text, place: place, grammars: grammars))
    case .frame, .next:
      if append(text, grammar, place, always: role == .next) { return }
      close()
      begin(grammar, Substring(text), at: place, isHeadless: true)
    case .continues:
      _ = append(text, grammar, place)
    case .connects:
      if append(text, grammar, place) { open?.awaits = true }
    case .closes:
      if append(text, grammar, place, always: true) { close() }
    }
  }

  private mutating func begin(
    _ grammar: any TraceGrammar, _ text: Substring, at place: TracePlace, isHeadless: Bool
  ) {
    open = Open(
      lines: Assembly(grammar: grammar, isHeadless: isHeadless, line: text, place: place))
  }

  /// Adds to the trace that is open, or to the exception line that waits; false where there is none
  /// of the language.
  private mutating func append(
    _ text: String, _ grammar: any TraceGrammar, _ place: TracePlace, always: Bool = false
  ) -> Bool {
    if let waiting = heads.last(where: { $0.isOf(grammar) }) {
      heads = []
      close()
      begin(grammar, Substring(waiting.line), at: waiting.place, isHeadless: false)
    }
    guard open?.lines.grammar.language == grammar.language else { return false }
    // However many exceptions a chain claims to have.
    let isShort = (open?.lines.text.utf8.count ?? 0) < 2 * StackTraces.maxTextBytes
    open?.lines.append(Substring(text), at: place, always: always && isShort)
    open?.isWhole = false
    open?.awaits = false
    return true
  }

  /// Whether an exception that is raised now is the next one of the chain that is open.
  private func goesOn(with grammar: any TraceGrammar, at place: TracePlace) -> Bool {
    guard let open, open.lines.grammar.language == grammar.language else { return false }
    if open.awaits { return true }
    return grammar.raisesCauses && open.lines.members.count > 1
      && place.timestamp.seconds(since: open.lines.last) <= Self.maxChainGapSeconds
  }

  /// Ends the trace that is open and reads it.
  private mutating func close() {
    guard let ended = open else { return }
    open = nil
    let lines = ended.lines
    let read = ended.isWhole ? nil : lines.grammar.read(lines.text, known: known)
    guard var trace = read ?? ended.whole else { return }
    // The text of a whole trace may have been cut where the trace was not.
    if let whole = ended.whole, whole.exceptions.count > trace.exceptions.count { trace = whole }
    done.append(
      JoinedTrace(
        trace: trace, text: Truncation.prefix(lines.text, bytes: StackTraces.maxTextBytes),
        members: lines.members, first: lines.first))
  }

  /// Ends what began too long ago to go on now.
  private mutating func expire(at now: Timestamp) {
    if let lines = open?.lines, now.seconds(since: lines.last) > StackTraces.maxGapSeconds {
      close()
    }
    heads.removeAll { now.seconds(since: $0.place.timestamp) > StackTraces.maxGapSeconds }
  }

  /// What a line is: to the trace that is open, to the line that waits, else to anybody.
  private func role(of line: Substring) -> (grammar: any TraceGrammar, role: TraceLineRole)? {
    if let grammar = open?.lines.grammar, let role = grammar.role(of: line) {
      return (grammar, role)
    }
    for grammar in heads.reversed().flatMap(\.grammars) + TraceGrammars.exceptionFirst {
      if let role = grammar.role(of: line) { return (grammar, role) }
    }
    return nil
  }

  /// The given order, or with the only exception line first where it is not and nothing is open.
  ///
  /// Entries that share a time stamp come in the order of their insertIds, which need not be the
  /// order in which they were written; that of the frames is anybody's guess and stays.
  private func order(of pieces: [TracePiece]) -> [Int] {
    let run = Array(pieces.indices)
    guard run.count > 1, open == nil, heads.isEmpty else { return run }
    var heads: [Int] = []
    var openers: [Int] = []
    for index in run {
      guard case .line(let text) = pieces[index].content else { return run }
      guard let first = Self.firstLine(of: text), let (_, role) = role(of: first) else { continue }
      switch role {
      case .raises, .mayRaise: heads.append(index)
      case .opens: openers.append(index)
      case .frame, .next, .continues, .connects, .closes: break
      }
    }
    guard heads.count == 1, openers.count <= 1 else { return run }
    let first = openers + heads
    return first + run.filter { !first.contains($0) }
  }

  private static func firstRole(in text: String, of grammar: any TraceGrammar) -> TraceLineRole? {
    firstLine(of: text).flatMap { grammar.role(of: $0) }
  }

  private static func firstLine(of text: String) -> Substring? {
    text.utf8.split(separator: 0x0A, maxSplits: 1).first.map { Substring($0) }
  }

  private static func grammar(named language: String) -> (any TraceGrammar)? {
    TraceGrammars.exceptionFirst.first { $0.language == language }
  }
}
