/// A stable 128-bit hash that tells contents apart: the same in every run and on every machine. It
/// is not made to withstand someone who looks for two contents of one fingerprint.
///
/// Two lanes of multiply-and-fold over 8-byte words, after the idea of wyhash (Wang Yi, 2019).
public struct Fingerprint: Hashable, Sendable {
  public private(set) var high: UInt64 = 0x243F_6A88_85A3_08D3
  public private(set) var low: UInt64 = 0x1319_8A2E_0370_7344

  public init() {}

  /// One that was told before.
  public init(high: UInt64, low: UInt64) {
    self.high = high
    self.low = low
  }

  public mutating func combine(_ number: UInt64) {
    let first = (high ^ number ^ 0xA409_3822_299F_31D1)
      .multipliedFullWidth(by: 0x9E37_79B9_7F4A_7C15)
    let second = (low &+ number ^ 0x082E_FA98_EC4E_6C89)
      .multipliedFullWidth(by: 0xC2B2_AE3D_27D4_EB4F)
    high = first.high ^ first.low ^ low
    low = (second.high &+ second.low) ^ (high &>> 29)
  }

  /// Bytes and their number.
  public mutating func combine(_ bytes: UnsafeRawBufferPointer) {
    combine(UInt64(truncatingIfNeeded: bytes.count))
    var index = 0
    while index &+ 8 <= bytes.count {
      combine(UInt64(littleEndian: bytes.loadUnaligned(fromByteOffset: index, as: UInt64.self)))
      index &+= 8
    }
    var rest: UInt64 = 0
    while index < bytes.count {
      rest = rest << 8 | UInt64(bytes[index])
      index &+= 1
    }
    combine(rest)
  }

  public mutating func combine(_ bytes: [UInt8]) { bytes.withUnsafeBytes { combine($0) } }

  public mutating func combine(_ text: String) {
    var text = text
    text.withUTF8 { combine(UnsafeRawBufferPointer($0)) }
  }

  /// 32 hexadecimal digits.
  public var hexadecimal: String {
    [high, low].map { word in
      let digits = String(word, radix: 16)
      return String(repeating: "0", count: 16 - digits.count) + digits
    }.joined()
  }
}
