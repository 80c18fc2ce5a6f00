private import CZlib

/// What zlib reports when it cannot go on.
public struct ZlibFailure: Error, Hashable, CustomStringConvertible {
  /// zlib's return code.
  public var code: Int32

  public var description: String { "zlib failed with code \(code)" }
}

/// Deflates bytes piece by piece. Owns zlib's state.
struct Deflater: ~Copyable {
  enum Wrapping {
    /// A gzip member with a header whose time is 0.
    case gzip
    /// Bare deflate blocks, to be framed by somebody else.
    case none
  }

  enum Flush {
    /// Ends the last block at a byte boundary, so that other blocks may follow.
    case boundary
    case finish
  }

  private let stream: UnsafeMutablePointer<z_stream>

  init(level: Int, wrapping: Wrapping) throws(ZlibFailure) {
    // zlib keeps the address of its stream, so it must not move.
    let pointer = UnsafeMutablePointer<z_stream>.allocate(capacity: 1)
    pointer.initialize(to: z_stream())
    let windowBits: Int32 = wrapping == .gzip ? 31 : -15
    let code = deflateInit2_(
      pointer, Int32(level), Z_DEFLATED, windowBits, 9, Z_DEFAULT_STRATEGY, ZLIB_VERSION,
      Int32(MemoryLayout<z_stream>.size))
    guard code == Z_OK else {
      pointer.deallocate()
      throw ZlibFailure(code: code)
    }
    stream = pointer
  }

  deinit {
    deflateEnd(stream)
    stream.deallocate()
  }

  /// Appends what the bytes deflate to. At most 4 GiB at a time.
  mutating func deflate(_ bytes: [UInt8], flush: Flush, into output: inout [UInt8])
    throws(ZlibFailure)
  {
    let mode = flush == .finish ? Z_FINISH : Z_SYNC_FLUSH
    var failure: ZlibFailure?
    var input = bytes
    input.withUnsafeMutableBufferPointer { buffer in
      stream.pointee.next_in = buffer.baseAddress
      stream.pointee.avail_in = UInt32(buffer.count)
      let room = 1 << 16
      repeat {
        let start = output.count
        output.append(contentsOf: repeatElement(0, count: room))
        output.withUnsafeMutableBufferPointer { target in
          stream.pointee.next_out = target.baseAddress.map { $0 + start }
          stream.pointee.avail_out = UInt32(room)
          let code = CZlib.deflate(stream, mode)
          if code != Z_OK && code != Z_STREAM_END && code != Z_BUF_ERROR {
            failure = ZlibFailure(code: code)
          }
        }
        output.removeLast(Int(stream.pointee.avail_out))
      } while failure == nil && stream.pointee.avail_out == 0
    }
    if let failure { throw failure }
  }
}
