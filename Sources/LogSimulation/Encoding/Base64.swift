/// Base64 with the standard alphabet and padding (RFC 4648, section 4).
enum Base64 {
  static let alphabet = Array(
    "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/".utf8)

  static func encode(_ bytes: [UInt8]) -> String {
    var encoded: [UInt8] = []
    append(bytes, to: &encoded)
    return String(decoding: encoded, as: UTF8.self)
  }

  static func append(_ bytes: [UInt8], to output: inout [UInt8]) {
    output.reserveCapacity(output.count + (bytes.count + 2) / 3 * 4)
    alphabet.withUnsafeBufferPointer { alphabet in
      var index = 0
      while index + 2 < bytes.count {
        let value = Int(bytes[index]) << 16 | Int(bytes[index + 1]) << 8 | Int(bytes[index + 2])
        output.append(alphabet[value >> 18])
        output.append(alphabet[value >> 12 & 63])
        output.append(alphabet[value >> 6 & 63])
        output.append(alphabet[value & 63])
        index += 3
      }
      let rest = bytes.count - index
      guard rest > 0 else { return }
      let value = Int(bytes[index]) << 16 | (rest == 2 ? Int(bytes[index + 1]) << 8 : 0)
      output.append(alphabet[value >> 18])
      output.append(alphabet[value >> 12 & 63])
      output.append(rest == 2 ? alphabet[value >> 6 & 63] : 0x3D)
      output.append(0x3D)
    }
  }
}
