private import CZlib

/// Bytes as the database keeps them: their number, then zlib's.
enum CompressedContent {
  /// Beyond, nobody has written it.
  private static let largest = 1 << 32

  static func packed(_ bytes: [UInt8]) -> [UInt8] {
    var packed = [UInt8](repeating: 0, count: 8)
    withUnsafeBytes(of: UInt64(bytes.count).littleEndian) {
      packed.replaceSubrange(0..<8, with: $0)
    }
    var length = compressBound(UInt(bytes.count))
    let body = [UInt8](unsafeUninitializedCapacity: Int(length)) { buffer, count in
      // The fastest level: facts repeat enough for it.
      let code = compress2(buffer.baseAddress, &length, bytes, UInt(bytes.count), 1)
      count = code == Z_OK ? Int(length) : 0
    }
    return packed + body
  }

  /// Nil for what is damaged.
  static func unpacked(_ packed: [UInt8]) -> [UInt8]? {
    guard packed.count >= 8 else { return nil }
    let count = packed.withUnsafeBytes {
      UInt64(littleEndian: $0.loadUnaligned(as: UInt64.self))
    }
    guard count <= largest else { return nil }
    if count == 0 { return [] }
    var length = UInt(count)
    var isSound = false
    let bytes = [UInt8](unsafeUninitializedCapacity: Int(count)) { buffer, filled in
      packed.withUnsafeBufferPointer { packed in
        guard let start = packed.baseAddress else { return }
        isSound =
          uncompress(buffer.baseAddress, &length, start + 8, UInt(packed.count - 8)) == Z_OK
          && length == UInt(count)
      }
      filled = isSound ? Int(count) : 0
    }
    return isSound ? bytes : nil
  }
}
