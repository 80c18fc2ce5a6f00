import Testing

@testable import LogModel

@Suite struct PackedInsertIdTests {
  static func packed(_ text: String) -> PackedInsertId? {
    let bytes = Array(text.utf8)
    return PackedInsertId(bytes.span)
  }

  static let fitting = [
    "", "0", "z", "00", "a0", "1f8c9o8g1q5v3z2", "zzzzzzzzzzzzzzzz", "0000000000000000",
    "68bccb0000005f2c5a995993", "000000000000000000000000", "ffffffffffffffffffffffff",
  ]

  @Test(arguments: fitting) func aFormThatFitsComesBack(_ text: String) {
    #expect(PackedInsertIdTests.packed(text)?.text == text)
  }

  @Test(arguments: [
    "A", "a-b", "68BCCB0000005f2c5a995993", "68bccb0000005f2c5a99599g", "é", "\u{0}",
    "12345678901234567", "68bccb0000005f2c5a9959930",
  ])
  func anyOtherFormIsStored(_ text: String) {
    #expect(PackedInsertIdTests.packed(text) == nil)
  }

  @Test func idsOfOneFormAreOrderedLikeTexts() {
    for left in PackedInsertIdTests.fitting {
      for right in PackedInsertIdTests.fitting {
        guard let one = PackedInsertIdTests.packed(left),
          let other = PackedInsertIdTests.packed(right), one.form == other.form
        else { continue }
        #expect(((one.high, one.low) < (other.high, other.low)) == (left < right))
      }
    }
  }

  /// Of 24 bytes, each byte at each place makes an id hexadecimal or not by itself.
  @Test func everyByteIsJudgedAlone() {
    for byte in UInt8.min...UInt8.max {
      let isDigit = (48...57).contains(byte) || (97...102).contains(byte)
      for place in 0..<24 {
        var bytes = Array("68bccb0000005f2c5a995993".utf8)
        bytes[place] = byte
        let packed = PackedInsertId(bytes.span)
        #expect(packed?.text == (isDigit ? String(decoding: bytes, as: UTF8.self) : nil))
      }
    }
  }
}
