import LogModel
import Testing

@testable import LogScanning

@Suite struct TimestampParsingTests {
  static let forms: [(text: String, expected: String)] = [
    ("2025-09-16T00:41:13Z", "2025-09-16T00:41:13Z"),
    ("2025-09-16t00:41:13z", "2025-09-16T00:41:13Z"),
    ("2025-09-16T00:41:13.3Z", "2025-09-16T00:41:13.300Z"),
    ("2025-09-16T00:41:13.33300Z", "2025-09-16T00:41:13.333Z"),
    ("2025-09-16T00:41:13.123456789Z", "2025-09-16T00:41:13.123456789Z"),
    ("2025-09-16T00:41:13.1234567899999Z", "2025-09-16T00:41:13.123456789Z"),
    ("2025-09-16T02:41:13.5+02:00", "2025-09-16T00:41:13.500Z"),
    ("2025-09-15T17:11:13-0730", "2025-09-16T00:41:13Z"),
    ("2025-09-16 00:41:13 +0000", "2025-09-16T00:41:13Z"),
    ("2025-09-16 00:41:13,123", "2025-09-16T00:41:13.123Z"),
    ("2025-09-16 00:41:13.02 UTC", "2025-09-16T00:41:13.020Z"),
    ("2025/09/16 00:41:13", "2025-09-16T00:41:13Z"),
    ("2024-02-29", "2024-02-29T00:00:00Z"),
    ("2016-12-31T23:59:60Z", "2017-01-01T00:00:00Z"),
    ("1969-12-31T23:59:59.5Z", "1969-12-31T23:59:59.500Z"),
  ]

  @Test("time stamps are read by value", arguments: forms)
  func read(text: String, expected: String) {
    #expect(Timestamp(rfc3339: text)?.rfc3339 == expected)
  }

  @Test(
    "what is no time is none",
    arguments: [
      "", "yesterday", "2025-09-16T", "2025-13-01T00:00:00Z", "2025-02-29T00:00:00Z",
      "2025-09-16T25:00:00Z", "2025-09-16T00:60:00Z", "0001-01-01T00:00:00Z",
      "9999-12-31T23:59:59Z",
      "2025-09-16T00:41:13Zulu", "2025-09-16T00:41:13.Z", "2025-09-16X00:41:13Z",
      "2025-09-16T00:41:13+2",
      "２０25-09-16T00:41:13Z", "2025-09-16T00:41:13Z ",
    ])
  func reject(text: String) { #expect(Timestamp(rfc3339: text) == nil) }

  @Test func prefixTellsItsLength() {
    let line = Array("2025-09-16 00:41:13,123 - app - ERROR".utf8)
    let length = Timestamp.prefix(of: line.span)?.length
    #expect(length == 23)
    let zoned = Array("2025-09-16 00:41:13 +0000] [14]".utf8)
    let zonedLength = Timestamp.prefix(of: zoned.span)?.length
    #expect(zonedLength == 25)
    let word = Array("2025-09-16 00:41:13 Zebra".utf8)
    let wordLength = Timestamp.prefix(of: word.span)?.length
    #expect(wordLength == 19)
  }

  @Test func epochs() {
    let expected = Timestamp(nanoseconds: 1_757_983_273_020_000_000)
    #expect(Timestamp(epoch: 1_757_983_273, billionths: 20_000_000) == expected)
    #expect(Timestamp(epoch: 1_757_983_273_020) == expected)
    #expect(Timestamp(epoch: 1_757_983_273_020_000) == expected)
    #expect(Timestamp(epoch: 1_757_983_273_020_000_000) == expected)
    #expect(Timestamp(epoch: 12) == nil)
    #expect(Timestamp(epoch: -1_757_983_273) == nil)
  }

  @Test func everyWrittenTimeIsReadBack() {
    var dice = Dice(3)
    for _ in 0..<2000 {
      let seconds = Int64(dice.roll(1 << 30)) * 7 - 3_000_000_000
      let unit = [1, 1000, 1_000_000, 1_000_000_000][dice.roll(4)]
      let nanos = Int64(dice.roll(1_000_000_000) / unit * unit)
      let timestamp = Timestamp(nanoseconds: seconds * 1_000_000_000 + nanos)
      #expect(Timestamp(rfc3339: timestamp.rfc3339) == timestamp)
    }
  }

  @Test func anyBytesAreSurvived() {
    var dice = Dice(11)
    let alphabet = Array("0123456789-:TtZz .,+/\u{0}é".utf8)
    for _ in 0..<20_000 {
      var bytes = Array("2025-09-16T00:41:13.123Z".utf8)
      for _ in 0...dice.roll(4) {
        bytes[dice.roll(bytes.count)] = alphabet[dice.roll(alphabet.count)]
      }
      bytes.removeLast(dice.roll(bytes.count))
      if let found = Timestamp.prefix(of: bytes.span) { #expect(found.length <= bytes.count) }
      _ = Timestamp(rfc3339: bytes.span)
    }
  }

  @Test("the quick way reads what the plain one reads") func quickWay() {
    var dice = Dice(5)
    var known = KnownDate()
    var quick = 0
    for _ in 0..<40_000 {
      let digits = String((0..<dice.roll(11)).map { _ in Character("\(dice.roll(10))") })
      var text = Array(
        "2025-09-1\(dice.roll(2))T\(dice.roll(3))\(dice.roll(10)):\(dice.roll(6))\(dice.roll(10)):"
          .utf8)
      text += Array("\(dice.roll(6))\(dice.roll(10))\(digits.isEmpty ? "" : ".")\(digits)Z".utf8)
      if dice.roll(4) == 0 {
        let odd = Array(":/.-TZ0 9;a\u{80}".utf8)
        text[dice.roll(text.count)] = odd[dice.roll(odd.count)]
      }
      let slice = JSONSlice(start: 0, end: text.count, kind: .string)
      text.withUnsafeBufferPointer { bytes in
        guard let base = bytes.baseAddress else { return }
        if known.moment(base, text.count) != nil { quick += 1 }
        let expected = TimestampValue.read(base, slice)
        #expect(TimestampValue.read(base, slice, after: &known) == expected, "\(bytes.string)")
      }
    }
    #expect(quick > 5000)
  }

  @Test("numbers of seconds with nine decimals are read like all others") func decimals() {
    var dice = Dice(6)
    for _ in 0..<5000 {
      var text = Array("\(dice.roll(10)).".utf8)
      for _ in 0..<9 { text.append(UInt8(0x30 + dice.roll(10))) }
      let isOdd = dice.roll(3) == 0
      if isOdd { text[dice.roll(11)] = [0x2F, 0x3A, 0x2E, 0x65, 0xB0][dice.roll(5)] }
      // A digit more, which is below what counts, makes it no number of eleven bytes.
      let longer = text + [0x30]
      text.withUnsafeBufferPointer { short in
        longer.withUnsafeBufferPointer { long in
          guard let found = JSONNumber.decimal(short) else {
            #expect(isOdd)
            return
          }
          guard !isOdd, let expected = JSONNumber.decimal(long) else { return }
          #expect(found == expected)
        }
      }
    }
  }
}
