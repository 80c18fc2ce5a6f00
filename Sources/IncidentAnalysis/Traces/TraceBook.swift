import LogModel
import Patterns
import StackTraces

/// The stack traces of a run, each joined from everything that was logged of it, in the order of their
/// first entries.
///
/// A trace that one entry holds is 4 bytes here: what it says is read where it is asked for. A service
/// may log a million of them.
final class TraceBook: Sendable {
  /// A trace that was logged in several entries.
  struct Joined: Sendable {
    var trace: StackTrace
    /// In order.
    var entries: [SeenEntry]
    var telling: SeenEntry
    /// By id.
    var matches: [SignatureMatch]
    /// Conditions that hold of the whole and of none of its entries.
    var steps: [SignatureStep]
  }

  let book: FactBook
  let library: PatternLibrary
  /// Of each trace the position of its fact, or ``isJoined`` above an index into ``joined``.
  private let items: [UInt32]
  private let joined: [Joined]
  /// Patterns that joined traces were too much for.
  let givenUp: GivenUpPatterns

  private static let isJoined: UInt32 = 1 << 31

  /// - Parameter threads: that may be used.
  init(_ book: FactBook, library: PatternLibrary, threads: Int = 1) {
    self.book = book
    self.library = library
    let parts = TraceBook.parts(TraceBook.streams(of: book), threads)
    let found = parts.mapInParallel(threads: threads, least: 2) { streams in
      var collector = Collector(
        book: book, library: library, threads: parts.count > 1 ? 1 : threads)
      for members in streams { collector.collect(members) }
      return (joined: collector.joined, items: collector.items, givenUp: collector.givenUp)
    }
    var joined: [Joined] = []
    var items: [(first: UInt32, item: UInt32)] = []
    var givenUp = GivenUpPatterns()
    for part in found {
      givenUp.formUnion(part.givenUp)
      let shift = UInt32(joined.count)
      items += part.items.map { first, item in
        (first, item & TraceBook.isJoined == 0 ? item : item + shift)
      }
      joined += part.joined
    }
    items.sort { left, right in (left.first, left.item) < (right.first, right.item) }
    self.joined = joined
    self.givenUp = givenUp
    self.items = items.map(\.item)
  }

  /// Streams for each thread, where there is enough for several.
  private static func parts(_ streams: [[UInt32]], _ threads: Int) -> [[[UInt32]]] {
    let pieces = streams.reduce(0) { $0 + $1.count }
    guard threads > 1, pieces >= 2000 else { return [streams] }
    var parts = [[[UInt32]]](repeating: [], count: threads)
    var sizes = [Int](repeating: 0, count: threads)
    for stream in streams {
      let smallest = sizes.indices.min { sizes[$0] < sizes[$1] } ?? 0
      parts[smallest].append(stream)
      sizes[smallest] += stream.count
    }
    return parts
  }

  /// Conditions that only whole traces show, each with the entry that tells of the trace.
  var steps: [(entry: SeenEntry, step: SignatureStep)] {
    joined.flatMap { trace in trace.steps.map { (trace.telling, $0) } }
  }

  func content(at index: Int) -> Content {
    let item = items[index]
    return item & TraceBook.isJoined == 0
      ? .single(item) : .joined(joined[Int(item & ~TraceBook.isJoined)])
  }

  /// The position of the first fact of the trace's first entry.
  func firstPosition(at index: Int) -> UInt32 {
    switch content(at: index) {
    case .single(let position): book.entry(at: position).position
    case .joined(let joined): joined.entries.first?.position ?? 0
    }
  }

  enum Content {
    /// The position of a fact.
    case single(UInt32)
    case joined(Joined)
  }

  /// Trace facts of each instance and log, in time order.
  private static func streams(of book: FactBook) -> [[UInt32]] {
    struct Stream: Hashable {
      var instance: Int
      var log: String
    }
    var numbers: [Stream: Int] = [:]
    var ofSource = [Int](repeating: -1, count: book.facts.sourceCount)
    var streams: [[UInt32]] = []
    for position in book.tracePieces {
      let source = book.facts.sourceIndex(at: Int(position))
      if ofSource[source] < 0 {
        let stream = Stream(
          instance: book.instance(at: position), log: book.facts.origin(at: Int(position)).log)
        let number = numbers[stream] ?? streams.count
        if number == streams.count {
          numbers[stream] = number
          streams.append([])
        }
        ofSource[source] = number
      }
      streams[ofSource[source]].append(position)
    }
    return streams
  }

  /// Takes in one stream after the other.
  private struct Collector {
    let book: FactBook
    var joined: [Joined] = []
    /// Each trace's first entry, and what stands for it in ``TraceBook/items``.
    var items: [(first: UInt32, item: UInt32)] = []
    private(set) var givenUp = GivenUpPatterns()
    private let library: PatternLibrary
    private var wholes: WholeTraceMatching
    private let known: KnownFrames

    init(book: FactBook, library: PatternLibrary, threads: Int) {
      self.book = book
      self.library = library
      wholes = WholeTraceMatching(library, threads: threads)
      let conventions = library.frames
      known = KnownFrames(verdict: conventions.isEmpty ? nil : { conventions.isApplication($0) })
    }

    mutating func collect(_ members: [UInt32]) {
      let book = book
      StackTraces.join(members.count, known: known) { index in
        (
          book.facts.timestamp(at: Int(members[index])), TraceBook.isWhole(members[index], in: book)
        )
      } piece: { index in
        TraceBook.piece(at: members[index], index, in: book)
      } found: { found in
        add(found, of: members)
      }
    }

    private mutating func add(_ found: JoinedTrace, of members: [UInt32]) {
      if found.members.count == 1, TraceBook.isWhole(members[found.members[0]], in: book) {
        let position = members[found.members[0]]
        items.append((book.entry(at: position).position, position))
        return
      }
      let entries = found.members.map { book.entry(at: members[$0]) }
      guard let first = entries.first else { return }
      items.append((first.position, TraceBook.isJoined | UInt32(joined.count)))
      joined.append(whole(found, entries, first))
    }

    private mutating func whole(
      _ found: JoinedTrace, _ entries: [SeenEntry], _ first: SeenEntry
    ) -> Joined {
      var known: [String: SignatureMatch] = [:]
      var matched: SeenEntry?
      for entry in entries {
        for match in book.matches(of: entry) {
          if matched == nil { matched = entry }
          if known[match.signature] == nil { known[match.signature] = match }
        }
      }
      // One entry alone was matched as a whole already, with its fields.
      var steps: [SignatureStep] = []
      if entries.count > 1 {
        let severity = entries.map(\.severity).max() ?? .default
        let answer = wholes.answer(to: found, severity: severity, source: first.source)
        if !answer.givenUp.isEmpty { note(answer.givenUp, on: entries) }
        for match in answer.matches where known[match.signature] == nil {
          known[match.signature] = match
        }
        let seen = answer.steps.isEmpty ? [] : Set(entries.flatMap(book.stepRules))
        steps = answer.steps.filter { !seen.contains(Fact.Kind.step($0).rule) }
      }
      let telling =
        matched
        ?? found.trace.root.flatMap { root in
          entries.first { entry in
            let text = entry.text
            return text.contains(root.type + ":") || text.hasSuffix(root.type)
          }
        }
      return Joined(
        trace: found.trace, entries: entries, telling: telling ?? first,
        matches: known.values.sorted { $0.signature < $1.signature }, steps: steps)
    }

    /// At the smallest place of a trace's entries.
    private mutating func note(_ patterns: [Regex], on entries: [SeenEntry]) {
      let places = entries.map { $0.reference }.map { ($0.file, $0.ordinal) }
      guard let (file, ordinal) = places.min(by: <) else { return }
      for regex in patterns { givenUp.add(library.givenUp(regex), file: file, entry: ordinal) }
    }
  }

  private static func isWhole(_ position: UInt32, in book: FactBook) -> Bool {
    book.facts.rules[book.facts.ruleIndex(at: Int(position))] == .trace
  }

  private static func piece(at position: UInt32, _ index: Int, in book: FactBook) -> TracePiece {
    let content: TracePiece.Content
    switch book.facts.kind(at: Int(position)) {
    case .trace(let record): content = .whole(record)
    case .traceFragment(let text): content = .line(text)
    case .marker, .match, .step, .failedRequest: content = .line("")
    }
    return TracePiece(
      content: content, timestamp: book.facts.timestamp(at: Int(position)), index: index)
  }
}

extension TraceBook: RandomAccessCollection {
  var startIndex: Int { 0 }
  var endIndex: Int { items.count }
  subscript(index: Int) -> TraceEvidence { TraceEvidence(traces: self, index: index) }
}
