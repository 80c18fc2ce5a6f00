/// Where in an object reading stopped, with all that is needed to read on from there as if it had never
/// stopped.
public struct ReadingStart: Hashable, Sendable {
  /// Bytes of the object as it is stored; 0 for its beginning.
  public var storedOffset: Int
  /// Bytes of its text: the same as `storedOffset` where it is not compressed.
  public var textOffset: Int
  /// Entries that were read before.
  public var entriesBefore: Int
  /// Whether the object is gzip. Then `storedOffset` is where a member ends; or 0, and as much text as
  /// `textOffset` tells is passed over.
  public var isGzip: Bool
  /// What the lines before leave to those that follow: a ``ReadingPast``.
  var carried: [UInt8]

  /// The beginning of an object of which nothing was read.
  public static let beginning = ReadingStart(
    storedOffset: 0, textOffset: 0, entriesBefore: 0, isGzip: false, carried: [])

  /// The same place of the same text, once it has been compressed; nil where it is compressed already.
  public var withinGzip: ReadingStart? {
    guard !isGzip else { return nil }
    var start = self
    start.storedOffset = 0
    start.isGzip = !isBeginning
    return start
  }

  var isBeginning: Bool { storedOffset <= 0 && textOffset <= 0 }

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
