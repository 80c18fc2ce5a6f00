public import LogModel

/// The reading of stack traces, in all languages of ``TraceGrammars``.
public enum StackTraces {
  /// What a message looks like before anybody has read it.
  public enum Glance: Hashable, Sendable {
    /// Nothing of a trace.
    case none
    /// A trace of several lines: worth ``StackTraces/parse(_:)``.
    case wholeTrace
    /// One line (rarely a few) of a trace whose other lines are entries of their own.
    case fragment
  }

  /// Texts are kept up to here, in bytes.
  public static let maxTextBytes = 64 << 10

  /// The limit of an entry, up to which a text is read where ``mayNameRootLast(_:)``, in bytes.
  public static let maxReadBytes = 256 << 10

  /// Whether a language may name the root of a chain behind everything else, so that the beginning of a
  /// long text does not tell it.
  public static func mayNameRootLast(_ language: String) -> Bool {
    TraceGrammars.exceptionFirst.contains { $0.language == language }
  }

  /// Segments and lines further apart than this do not belong together, in seconds.
  public static let maxGapSeconds = 5.0

  /// What a decoded message looks like. O(message), in practice a search for a newline and a look
  /// at the first bytes.
  ///
  /// A language that sees a whole trace goes before one that sees a fragment.
  public static func firstGlance(_ bytes: UnsafeBufferPointer<UInt8>) -> Glance {
    var found = Glance.none
    var languages = unsafe LineStarts.shared.languages(of: bytes)
    while languages != 0 {
      let index = languages.trailingZeroBitCount
      languages &= languages - 1
      let glance = unsafe TraceGrammars.all[index].firstGlance(bytes)
      if glance == .wholeTrace { return glance }
      if glance == .fragment { found = .fragment }
    }
    return found
  }

  /// The stack trace in a text; nil where it holds none with a complete exception. O(text).
  ///
  /// - Parameter known: says whose frames are, and makes reading many traces quicker.
  public static func parse(_ text: String, known: KnownFrames = KnownFrames()) -> StackTrace? {
    for grammar in TraceGrammars.all {
      if let trace = grammar.read(text, known: known) { return trace }
    }
    return nil
  }

  /// Puts together what was logged in pieces.
  ///
  /// The pieces are those of one instance and log, in time order; equal time stamps keep the given
  /// order unless that is none a trace can have. Every whole trace is part of exactly one result;
  /// lines that fit nowhere are dropped. Results are in the order of their first members for each kind
  /// of language.
  public static func join(
    _ pieces: [TracePiece], known: KnownFrames = KnownFrames()
  ) -> [JoinedTrace] {
    var all: [JoinedTrace] = []
    join(pieces.count, known: known) { index in
      (pieces[index].timestamp, pieces[index].isWhole)
    } piece: {
      pieces[$0]
    } found: {
      all.append($0)
    }
    return all
  }

  /// As ``join(_:)``, one piece after the other: of many traces few are in memory at a time.
  ///
  /// - Parameters:
  ///   - count: of the pieces.
  ///   - known: as for ``parse(_:known:)``.
  ///   - glance: when a piece was logged, and whether it is a whole trace or segment.
  ///   - piece: the piece at an index from 0; asked for once, in order.
  ///   - found: takes the traces.
  public static func join(
    _ count: Int, known: KnownFrames = KnownFrames(),
    glance: (Int) -> (timestamp: Timestamp, isWhole: Bool),
    piece: (Int) -> TracePiece, found: (JoinedTrace) -> Void
  ) {
    var joiner = TraceJoiner(known: known)
    var start = 0
    while start < count {
      // Pieces of one time stamp. Where there is a line among them, their order is looked into.
      let (timestamp, isWhole) = glance(start)
      var areWhole = isWhole
      var end = start + 1
      while end < count {
        let next = glance(end)
        guard next.timestamp == timestamp else { break }
        areWhole = areWhole && next.isWhole
        end += 1
      }
      while start < end {
        let next = areWhole ? start + 1 : end
        joiner.take((start..<next).map(piece))
        for trace in joiner.takeDone() { found(trace) }
        start = next
      }
    }
    for trace in joiner.finish() { found(trace) }
  }
}
