extension SeededGenerator {
  private static let hexadecimal = Array("0123456789abcdef".utf8)
  private static let base36 = Array("0123456789abcdefghijklmnopqrstuvwxyz".utf8)
  /// The alphabet of Kubernetes' generated names: no vowels, no 0, 1, 3.
  private static let podAlphabet = Array("bcdfghjklmnpqrstvwxz2456789".utf8)

  /// Lower-case hexadecimal digits.
  public mutating func hexadecimal(digits: Int) -> String {
    text(of: SeededGenerator.hexadecimal, length: digits)
  }

  /// Digits and lower-case letters, as in the insertIds of request logs.
  public mutating func base36(digits: Int) -> String {
    text(of: SeededGenerator.base36, length: digits)
  }

  /// A suffix as controllers append it to the names of their pods.
  public mutating func podSuffix(length: Int) -> String {
    text(of: SeededGenerator.podAlphabet, length: length)
  }

  /// A random UUID (version 4).
  public mutating func uuid() -> String {
    let variant = pick(["8", "9", "a", "b"])
    return hexadecimal(digits: 8) + "-" + hexadecimal(digits: 4) + "-4" + hexadecimal(digits: 3)
      + "-" + variant + hexadecimal(digits: 3) + "-" + hexadecimal(digits: 12)
  }

  /// An address of the documentation ranges (RFC 5737), so that nobody's is printed.
  public mutating func documentationAddress() -> String {
    pick(["192.0.2.", "198.51.100.", "203.0.113."]) + String(within(1...254))
  }

  /// What Cloud Run calls an instance: about 120 hexadecimal digits.
  public mutating func instanceId() -> String { "0069c7a988" + hexadecimal(digits: 110) }

  private mutating func text(of alphabet: [UInt8], length: Int) -> String {
    var bytes: [UInt8] = []
    bytes.reserveCapacity(length)
    for _ in 0..<length { bytes.append(alphabet[below(alphabet.count)]) }
    return String(decoding: bytes, as: UTF8.self)
  }
}
