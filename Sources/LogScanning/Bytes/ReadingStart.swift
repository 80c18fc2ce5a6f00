/// Where in an object reading stopped, with all that is needed to read on from there as if it had never
/// stopped.
public struct ReadingStart: Hashable, Sendable {
  /// Bytes of the object as it is stored; 0 for its beginning.
  public var storedOffset: Int
  /// Bytes of its text: the same as `storedOffset` where it is not compressed.
  public var textOffset: Int
  /// Entries that were read before.
  public var entriesBefore: Int
  /// Whether the object is gzip; then `storedOffset` is where a member ends.
  public var isGzip: Bool
  /// What the lines before leave to those that follow, for the reader alone.
  public var carried: [UInt8]

  public init(
    storedOffset: Int, textOffset: Int, entriesBefore: Int, isGzip: Bool, carried: [UInt8]
  ) {
    self.storedOffset = storedOffset
    self.textOffset = textOffset
    self.entriesBefore = entriesBefore
    self.isGzip = isGzip
    self.carried = carried
  }

  /// The beginning of an object of which nothing was read.
  public static let beginning = ReadingStart(
    storedOffset: 0, textOffset: 0, entriesBefore: 0, isGzip: false, carried: [])

  /// False where what was carried was written by another version: then the object must be read anew.
  public var isUsable: Bool { isBeginning || ReadingPast(bytes: carried) != nil }

  var isBeginning: Bool { storedOffset <= 0 }

  /// More is not carried, in bytes: the object is read anew instead.
  static let mostCarried = 1 << 20
  /// With more entries an object is read anew: their numbers have 32 bits where threads share it.
  static let mostEntries = 1 << 32
}

/// How far an input was read.
public struct InputEnd: Sendable {
  /// Entries of the whole input up to there, those of earlier readings included.
  public var entries = 0
  /// Where the next reading may begin; nil where it must read the input as a whole, once that changes,
  /// in place of all that was read of it before.
  public var resume: ReadingStart?
  /// Whether there was more, which is not whole yet and was left to the next reading.
  public var leftTail = false

  public init() {}
}
