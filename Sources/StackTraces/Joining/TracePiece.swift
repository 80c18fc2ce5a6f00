public import LogModel

/// What one entry holds of a stack trace, for ``StackTraces/join(_:)``.
public struct TracePiece: Sendable {
  public enum Content: Sendable {
    /// A whole trace, or a whole segment of a chained one.
    case whole(TraceRecord)
    /// A line of a trace that is logged one line an entry, or a connector.
    case line(String)
  }

  public var content: Content
  var isWhole: Bool { if case .whole = content { true } else { false } }
  public var timestamp: Timestamp
  /// The caller's name for the piece, different for each; comes back in ``JoinedTrace/members``.
  public var index: Int

  public init(content: Content, timestamp: Timestamp, index: Int) {
    self.content = content
    self.timestamp = timestamp
    self.index = index
  }
}

/// A stack trace put together from one or more entries.
public struct JoinedTrace: Sendable {
  public var trace: StackTrace
  /// What it was read from, at most 64 KiB.
  public var text: String
  /// Indices of the pieces, in time order, each once.
  public var members: [Int]
  /// Of the first member.
  public var first: Timestamp

  public init(trace: StackTrace, text: String, members: [Int], first: Timestamp) {
    self.trace = trace
    self.text = text
    self.members = members
    self.first = first
  }
}
