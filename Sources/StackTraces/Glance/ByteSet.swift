/// A set of byte values in four words.
public struct ByteSet: Sendable {
  private var words: SIMD4<UInt64> = .zero

  public init() {}

  /// The bytes of a text.
  public init(_ text: String) {
    for byte in text.utf8 { insert(byte) }
  }

  public static let lower = ByteSet("abcdefghijklmnopqrstuvwxyz")
  public static let upper = ByteSet("ABCDEFGHIJKLMNOPQRSTUVWXYZ")
  public static let digits = ByteSet("0123456789")
  /// Every value.
  public static let all = ByteSet(words: SIMD4(repeating: .max))

  private init(words: SIMD4<UInt64>) { self.words = words }

  public mutating func insert(_ byte: UInt8) { words[Int(byte >> 6)] |= 1 << UInt64(byte & 63) }

  public func union(_ other: ByteSet) -> ByteSet { ByteSet(words: words | other.words) }

  public func contains(_ byte: UInt8) -> Bool {
    words[Int(byte >> 6)] & (1 << UInt64(byte & 63)) != 0
  }
}
