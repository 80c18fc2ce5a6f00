/// Names of 16 hexadecimal digits that depend on nothing but what they name.
public enum StableIdentifier {
  /// FNV-1a over the parts with a separator, so that it is the same on every machine and in every run.
  ///
  /// Source: http://www.isthe.com/chongo/tech/comp/fnv/
  public static func of(_ parts: [String]) -> String {
    var hash: UInt64 = 0xcbf2_9ce4_8422_2325
    for byte in parts.joined(separator: "\u{0}").utf8 {
      hash = (hash ^ UInt64(byte)) &* 0x0000_0100_0000_01b3
    }
    // FNV's low bits are weak for short texts: fold once more.
    hash ^= hash >> 32
    hash = hash &* 0xd6e8_feb8_6659_fd93
    hash ^= hash >> 32
    let digits = String(hash, radix: 16)
    return String(repeating: "0", count: 16 - digits.count) + digits
  }
}
