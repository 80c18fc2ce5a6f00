import Patterns

/// What makes a cache file tell whether it is whole and what it was asked for.
///
/// 56 bytes before the content, numbers low byte first: `5whycach`, the fingerprint of key and program
/// (16 bytes), the number of bytes of the content (8), its fingerprint (16), and the fingerprint's lower
/// half of all that (8).
struct CacheSeal {
  /// Raised with every change of the seal.
  private static let format: UInt64 = 1
  private static let magic = Array("5whycach".utf8)
  private static let size = 56

  private let identity: Fingerprint

  init(key: PatternCacheKey, program: Fingerprint) {
    var identity = Fingerprint()
    identity.combine(CacheSeal.format)
    identity.combine(key.kind.rawValue)
    for fingerprint in [key.fingerprint, program] {
      identity.combine(fingerprint.high)
      identity.combine(fingerprint.low)
    }
    self.identity = identity
  }

  func sealed(_ content: [UInt8]) -> [UInt8] {
    content.withUnsafeBytes { header(of: $0) } + content
  }

  /// The content; nil where the bytes are not exactly what was sealed under this key.
  func opened(_ bytes: [UInt8]) -> [UInt8]? {
    guard bytes.count >= CacheSeal.size else { return nil }
    let isWhole = bytes.withUnsafeBytes { bytes in
      let content = UnsafeRawBufferPointer(rebasing: bytes[CacheSeal.size...])
      return bytes[..<CacheSeal.size].elementsEqual(header(of: content))
    }
    return isWhole ? Array(bytes[CacheSeal.size...]) : nil
  }

  private func header(of content: UnsafeRawBufferPointer) -> [UInt8] {
    var fingerprint = Fingerprint()
    fingerprint.combine(content)
    var header = CacheSeal.magic
    func append(_ number: UInt64) {
      withUnsafeBytes(of: number.littleEndian) { header.append(contentsOf: $0) }
    }
    append(identity.high)
    append(identity.low)
    append(UInt64(content.count))
    append(fingerprint.high)
    append(fingerprint.low)
    var check = Fingerprint()
    check.combine(header)
    append(check.low)
    return header
  }
}
