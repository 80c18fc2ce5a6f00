/// One entry as a fact and a piece of evidence remember it.
///
/// Its identity is project + log + timestamp + insertId, and the content where that differs. An
/// entry without an insertId is identified by its place in the input instead. The place (`file`,
/// `ordinal`) is otherwise not part of the identity: of two copies the smaller place is kept.
public struct EntryReference: Sendable {
  public var timestamp: Timestamp
  public var source: EntrySource
  /// Empty where the entry has none.
  public var insertId: String
  /// The effective severity.
  public var severity: Severity
  /// The decoded text, at most 500 characters, the middle cut out.
  public var text: String
  /// A stable hash of the decoded content; tells apart entries that share an insertId.
  public var contentHash: UInt64
  /// The input's name as the user gave it; `-` for standard input.
  public var file: String
  /// 1-based ordinal of the entry within `file`.
  public var ordinal: Int

  public init(
    timestamp: Timestamp, source: EntrySource, insertId: String, severity: Severity, text: String,
    contentHash: UInt64, file: String, ordinal: Int
  ) {
    self.timestamp = timestamp
    self.source = source
    self.insertId = insertId
    self.severity = severity
    self.text = text
    self.contentHash = contentHash
    self.file = file
    self.ordinal = ordinal
  }

  /// True where both are copies of one entry.
  public func isSameEntry(as other: EntryReference) -> Bool {
    timestamp == other.timestamp && insertId == other.insertId
      && contentHash == other.contentHash && source == other.source
      && (!insertId.isEmpty || (ordinal == other.ordinal && file == other.file))
  }

  /// True where this one is earlier in the total order, or a copy at a smaller place.
  public func isPreferred(over other: EntryReference) -> Bool {
    let order = EntryReference.compare(self, other)
    return order != 0 ? order < 0 : (file, ordinal) < (other.file, other.ordinal)
  }

  /// The total order of entries: time, log, insertId (or place in the input), content.
  public static func precedes(_ left: EntryReference, _ right: EntryReference) -> Bool {
    compare(left, right) < 0
  }

  /// -1, 0 or 1 in the total order of entries; 0 exactly for copies of one entry.
  public static func compare(_ left: EntryReference, _ right: EntryReference) -> Int {
    if left.timestamp != right.timestamp { return left.timestamp < right.timestamp ? -1 : 1 }
    if left.source.log != right.source.log { return left.source.log < right.source.log ? -1 : 1 }
    if left.insertId != right.insertId { return left.insertId < right.insertId ? -1 : 1 }
    if left.insertId.isEmpty {
      if left.file != right.file { return left.file < right.file ? -1 : 1 }
      if left.ordinal != right.ordinal { return left.ordinal < right.ordinal ? -1 : 1 }
    }
    if left.contentHash != right.contentHash {
      return left.contentHash < right.contentHash ? -1 : 1
    }
    if left.source != right.source { return left.source < right.source ? -1 : 1 }
    return 0
  }
}
