public import LogModel

/// How inputs are read.
public struct ReadOptions: Sendable {
  /// A longer entry is skipped, in bytes.
  public var maxEntryBytes = 16 << 20
  /// The piece in which text is handed from the reading thread to the scan, in bytes.
  public var blockSize = 512 << 10
  /// What inflates gzip. The entries do not depend on it; see ``ReadOutcome/overran``.
  public var inflate = InflateLibrary.preferred
  /// The environment of a source; called once for each distinct one of a reader.
  public var environmentOf:
    @Sendable (_ project: String?, _ service: String?, _ log: String, _ resourceType: String?)
      -> String = { _, _, _, _ in "unknown" }
  /// Whether a thread of its own reads and inflates, which is worth it where a processor is free.
  public var readsAhead = true
  /// A time without a year is taken for the latest that is not more than seven days after this.
  public var now = Timestamp.ofTimesWithoutYear
  /// Whether entries of plain text tell the lines that they were read from; see ``DecodedEntry/line``.
  var keepsLines = false
  /// How records are indexed; nil to walk them byte by byte. Changes nothing but the speed.
  var indexPath: RecordIndex.Path? = .fastest
  /// Blocks that must wait for the scan before the reading thread indexes lines for it. Changes
  /// nothing but the speed.
  var leisure = 2

  public init() {}
}

extension Timestamp {
  /// Stands for `now` where nobody tells it: all dates without a year fall into the year 2000, which
  /// has every day that a calendar may name.
  public static let ofTimesWithoutYear = Timestamp(nanoseconds: 977_702_399_999_999_999)
}

/// What reading an input came to.
public struct ReadOutcome: Sendable {
  /// Of the input as it is stored.
  public var bytesRead = 0
  /// Of text: the same as `bytesRead` where the input is not compressed.
  public var bytesInflated = 0
  public var entries = 0
  /// Records that could not be read as an entry.
  public var malformed = 0
  /// True where the input ends before its content does.
  public var isTruncated = false
  /// True where entries from behind the damage of gzip data were delivered, which zlib would not have
  /// given: forget them all and read again with ``InflateLibrary/zlib``. Rare.
  public var overran = false
  /// How far it was read.
  public var end = InputEnd()
  /// Where to end when the input is read again, in bytes as it is stored, as what follows is not whole
  /// yet; forget all entries. Nil where it need not be read again.
  var retreat: Int?
  /// At most a few dozen.
  public var problems: [Problem] = []

  public init() {}
}
