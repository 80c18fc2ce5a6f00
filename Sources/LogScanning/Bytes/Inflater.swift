private import CZlib

/// A gzip member being inflated: the owner of zlib's state.
struct Inflater: ~Copyable {
  enum Step {
    /// More input or more room is needed.
    case going
    /// The member ended; its check sum was right.
    case ended
    /// zlib's own words.
    case corrupt(String)
  }

  private let stream: UnsafeMutablePointer<z_stream>

  /// Nil where zlib cannot be set up (no memory).
  init?() {
    stream = .allocate(capacity: 1)
    stream.initialize(to: z_stream())
    let status = inflateInit2_(
      stream, 16 + MAX_WBITS, ZLIB_VERSION, Int32(MemoryLayout<z_stream>.size))
    guard status == Z_OK else {
      stream.deallocate()
      return nil
    }
  }

  deinit {
    inflateEnd(stream)
    stream.deallocate()
  }

  /// Makes it ready for the next member.
  func reset() { inflateReset(stream) }

  /// Inflates as much as fits. `consumed` and `produced` are in bytes.
  func step(
    _ input: UnsafeMutablePointer<UInt8>, _ available: Int,
    into output: UnsafeMutablePointer<UInt8>,
    _ room: Int
  ) -> (step: Step, consumed: Int, produced: Int) {
    stream.pointee.next_in = input
    stream.pointee.avail_in = UInt32(clamping: available)
    stream.pointee.next_out = output
    stream.pointee.avail_out = UInt32(clamping: room)
    let status = inflate(stream, Z_NO_FLUSH)
    let consumed = available - Int(stream.pointee.avail_in)
    let produced = room - Int(stream.pointee.avail_out)
    switch status {
    case Z_OK, Z_BUF_ERROR: return (.going, consumed, produced)
    case Z_STREAM_END: return (.ended, consumed, produced)
    default:
      let reason = stream.pointee.msg.map { String(cString: $0) } ?? "zlib status \(status)"
      return (.corrupt(reason), consumed, produced)
    }
  }
}
