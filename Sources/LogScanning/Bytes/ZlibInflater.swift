private import CZlib

/// Inflates with zlib: the owner of its state.
///
/// It is the judge of damaged data, whichever library met it: zlib refuses what it cannot decode at
/// the first bit that shows it, and so always at the same one.
struct ZlibInflater: RawInflater, ~Copyable {
  private let stream: UnsafeMutablePointer<z_stream>
  private(set) var checkSum: UInt32 = 0

  init?() {
    stream = .allocate(capacity: 1)
    stream.initialize(to: z_stream())
    let status = inflateInit2_(
      stream, -MAX_WBITS, ZLIB_VERSION, Int32(MemoryLayout<z_stream>.size))
    guard status == Z_OK else {
      stream.deallocate()
      return nil
    }
  }

  deinit {
    inflateEnd(stream)
    stream.deallocate()
  }

  mutating func reset() {
    inflateReset(stream)
    checkSum = 0
  }

  mutating func step(
    _ input: UnsafeMutablePointer<UInt8>, _ available: Int,
    into output: UnsafeMutablePointer<UInt8>, _ room: Int
  ) -> RawStep {
    stream.pointee.next_in = input
    stream.pointee.avail_in = UInt32(clamping: available)
    stream.pointee.next_out = output
    stream.pointee.avail_out = UInt32(clamping: room)
    let given = Int(stream.pointee.avail_in)
    let offered = Int(stream.pointee.avail_out)
    let status = inflate(stream, Z_NO_FLUSH)
    let produced = offered - Int(stream.pointee.avail_out)
    checkSum = UInt32(truncatingIfNeeded: crc32(UInt(checkSum), output, UInt32(produced)))
    var step = RawStep(
      status: .going, consumed: given - Int(stream.pointee.avail_in), produced: produced)
    switch status {
    case Z_OK, Z_BUF_ERROR: break
    case Z_STREAM_END: step.status = .ended
    default:
      step.status = .invalid
      // Whole bytes that it took but did not look at yet, so that the place is the same however the
      // input was cut into pieces.
      step.consumed -= Int(stream.pointee.data_type & 63) / 8
    }
    return step
  }
}
