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
      for index in 0..<16 { high = high << 4 | PackedInsertId.nibble(id[index], &bad) }
      var rest: UInt64 = 0
      for index in 16..<24 { rest = rest << 4 | PackedInsertId.nibble(id[index], &bad) }
      low = UInt32(truncatingIfNeeded: rest)
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

  /// The value of a digit; for any other byte `bad` becomes non-zero.
  @inline(__always)
  private static func nibble(_ byte: UInt8, _ bad: inout UInt64) -> UInt64 {
    let digit = byte &- 48
    if digit < 10 { return UInt64(digit) }
    let letter = byte &- 97
    if letter < 6 { return UInt64(letter) + 10 }
    bad = 1
    return 0
  }
}
