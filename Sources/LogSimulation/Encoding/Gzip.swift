private import CZlib

/// gzip (RFC 1952) for whole byte strings, with headers that hold no time and no name.
public enum Gzip {
  /// One member.
  public static func compress(_ bytes: [UInt8], level: Int = 9) throws(ZlibFailure) -> [UInt8] {
    var deflater = try Deflater(level: level, wrapping: .gzip)
    var output: [UInt8] = []
    try deflater.deflate(bytes, flush: .finish, into: &output)
    return output
  }

  /// Several members of about equal size, cut anywhere: together they inflate to `bytes`.
  public static func compress(_ bytes: [UInt8], members: Int, level: Int = 9) throws(ZlibFailure)
    -> [UInt8]
  {
    let count = max(1, members)
    var output: [UInt8] = []
    for index in 0..<count {
      let range = bytes.count * index / count..<bytes.count * (index + 1) / count
      output += try compress(Array(bytes[range]), level: level)
    }
    return output
  }

  /// The content of all members. Throws where the data is no gzip, damaged or cut off.
  public static func inflate(_ bytes: [UInt8]) throws(ZlibFailure) -> [UInt8] {
    let stream = UnsafeMutablePointer<z_stream>.allocate(capacity: 1)
    stream.initialize(to: z_stream())
    defer { stream.deallocate() }
    let opened = inflateInit2_(stream, 31, ZLIB_VERSION, Int32(MemoryLayout<z_stream>.size))
    guard opened == Z_OK else { throw ZlibFailure(code: opened) }
    defer { inflateEnd(stream) }
    var input = bytes
    var output: [UInt8] = []
    var code = Z_OK
    input.withUnsafeMutableBufferPointer { buffer in
      stream.pointee.next_in = buffer.baseAddress
      stream.pointee.avail_in = UInt32(buffer.count)
      let room = 1 << 18
      repeat {
        let start = output.count
        output.append(contentsOf: repeatElement(0, count: room))
        output.withUnsafeMutableBufferPointer { target in
          stream.pointee.next_out = target.baseAddress.map { $0 + start }
          stream.pointee.avail_out = UInt32(room)
          code = CZlib.inflate(stream, Z_NO_FLUSH)
        }
        output.removeLast(Int(stream.pointee.avail_out))
        if code == Z_STREAM_END && stream.pointee.avail_in > 0 { code = inflateReset(stream) }
      } while code == Z_OK
    }
    guard code == Z_STREAM_END else { throw ZlibFailure(code: code) }
    return output
  }

  /// The checksum that ends a member, continued over more bytes.
  static func checksum(_ bytes: [UInt8], after previous: UInt32 = 0) -> UInt32 {
    bytes.withUnsafeBufferPointer { buffer in
      UInt32(truncatingIfNeeded: crc32_z(UInt(previous), buffer.baseAddress, buffer.count))
    }
  }

  /// The checksum of two strings after each other, from theirs.
  static func checksum(_ first: UInt32, followedBy second: UInt32, length: Int) -> UInt32 {
    UInt32(truncatingIfNeeded: crc32_combine(UInt(first), UInt(second), length))
  }
}
