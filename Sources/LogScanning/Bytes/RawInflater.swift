/// Decodes bare deflate data (RFC 1951): what a library must do to stand behind ``GzipInflater``,
/// which knows headers and check sums for all of them.
protocol RawInflater: ~Copyable {
  /// Nil where there is no memory for it.
  init?()

  /// Makes it ready for other data.
  mutating func reset()

  /// Inflates as much as fits, and as much as there is.
  ///
  /// May look at a byte more than it needs, so the bytes before `input` must be those that came
  /// before, ``InputWindow/kept`` of them.
  mutating func step(
    _ input: UnsafeMutablePointer<UInt8>, _ available: Int,
    into output: UnsafeMutablePointer<UInt8>, _ room: Int
  ) -> RawStep

  /// The CRC-32 of all that was inflated since the last reset.
  var checkSum: UInt32 { get }
}

struct RawStep {
  enum Status {
    /// More input or more room is needed.
    case going
    /// The data ended.
    case ended
    /// The data is none that the library knows.
    case invalid
  }

  var status: Status
  /// In bytes; below zero where the data ended within bytes that an earlier step took.
  var consumed: Int
  /// In bytes.
  var produced: Int
}
