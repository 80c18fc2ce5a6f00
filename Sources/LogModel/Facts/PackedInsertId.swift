/// An insertId in 12 bytes, where it has a form that the platform writes; else a text's address.
struct PackedInsertId: Sendable {
  /// In the row's two bits. Ids of one form, but for ``stored``, are ordered like their bytes.
  enum Form: UInt32 {
    case none = 0
    /// 24 hexadecimal digits in lower case.
    case hexadecimal = 1
    /// At most 16 of `0-9a-z`, six bits each: 0 for none, then digits, then letters.
    case alphanumeric = 2
    /// `low` is the address of a text.
    case stored = 3
  }

  var form: Form
  var high: UInt64 = 0
  var low: UInt32 = 0

  /// Nil where the id has no form that fits.
  init?(_ id: Span<UInt8>) {
    if id.isEmpty {
      form = .none
    } else if id.count == 24 {
      form = .hexadecimal
      var bad: UInt64 = 0
      let upper = PackedInsertId.nibbles(id, from: 0, &bad)
      high = upper << 32 | PackedInsertId.nibbles(id, from: 8, &bad)
      low = UInt32(truncatingIfNeeded: PackedInsertId.nibbles(id, from: 16, &bad))
      if bad != 0 { return nil }
    } else if id.count <= 16 {
      form = .alphanumeric
      // The 96 bits of `high` and `low`, ten characters and two thirds in the first.
      var upper: UInt64 = 0
      var lower: UInt64 = 0
      for index in 0..<16 {
        var code: UInt64 = 0
        if index < id.count {
          let byte = id[index]
          switch byte {
          case 48...57: code = UInt64(byte) - 47
          case 97...122: code = UInt64(byte) - 86
          default: return nil
          }
        }
        if index < 8 { upper = upper << 6 | code } else { lower = lower << 6 | code }
      }
      high = upper << 16 | lower >> 32
      low = UInt32(truncatingIfNeeded: lower)
    } else {
      return nil
    }
  }

  init(form: Form, high: UInt64, low: UInt32) {
    self.form = form
    self.high = high
    self.low = low
  }

  /// The id; empty for one that is stored elsewhere.
  var text: String {
    var bytes: [UInt8] = []
    switch form {
    case .none, .stored: break
    case .hexadecimal:
      for index in 0..<24 {
        let nibble =
          index < 16
          ? UInt8(truncatingIfNeeded: high >> UInt64(60 - 4 * index)) & 15
          : UInt8(truncatingIfNeeded: low >> UInt32(92 - 4 * index)) & 15
        bytes.append(nibble < 10 ? 48 + nibble : 87 + nibble)
      }
    case .alphanumeric:
      let upper = high >> 16
      let lower = (high & 0xFFFF) << 32 | UInt64(low)
      for index in 0..<16 {
        let word = index < 8 ? upper : lower
        let code = UInt8(truncatingIfNeeded: word >> UInt64(42 - 6 * (index & 7))) & 63
        if code == 0 { break }
        bytes.append(code <= 10 ? 47 + code : 86 + code)
      }
    }
    return String(decoding: bytes, as: UTF8.self)
  }

  /// The values of eight hexadecimal digits in lower case; for any other byte `bad` becomes non-zero.
  @inline(__always)
  private static func nibbles(_ id: Span<UInt8>, from start: Int, _ bad: inout UInt64) -> UInt64 {
    var word: UInt64 = 0
    for index in 0..<8 { word = word << 8 | UInt64(id[start + index]) }
    let sixteens: UInt64 = 0x1010_1010_1010_1010
    let ones: UInt64 = 0x0101_0101_0101_0101
    let low = word & 0x0F0F_0F0F_0F0F_0F0F
    let high = (word >> 4) & 0x0F0F_0F0F_0F0F_0F0F
    // 16 in each byte whose upper half is that of digits (3), or that of letters (6).
    let isDigit = (sixteens &- (high ^ 3 &* ones)) & sixteens
    let isLetter = (sixteens &- (high ^ 6 &* ones)) & sixteens
    // Digits end with 9; letters begin with 1 and end with 6.
    let beyondNine = (low &+ 6 &* ones) & sixteens
    let beyondSix = (low &+ 9 &* ones) & sixteens
    let isZero = (sixteens &- low) & sixteens
    let isGood = isDigit & ~beyondNine | isLetter & ~beyondSix & ~isZero
    bad |= isGood ^ sixteens
    var value = low &+ (isLetter >> 4) &* 9
    // Two halves of a byte, then two bytes, then four become one.
    value = (value | value >> 4) & 0x00FF_00FF_00FF_00FF
    value = (value | value >> 8) & 0x0000_FFFF_0000_FFFF
    return (value | value >> 16) & 0xFFFF_FFFF
  }
}
