extension Timestamp {
  /// The moment that a text names: a date and a time of day as RFC 3339 has them, or one of the
  /// usual variations (see ``prefix(of:)``); nil where anything else stands in the text.
  ///
  /// A date alone means its first moment.
  public init?(rfc3339 text: some StringProtocol) {
    let bytes = Array(text.utf8)
    self.init(rfc3339: bytes.span)
  }

  /// The same of UTF-8 bytes.
  public init?(rfc3339 bytes: Span<UInt8>) {
    if bytes.count == 10, let date = DateReader.date(of: bytes),
      let moment = Timestamp(
        year: date.year, month: date.month, day: date.day, hour: 0, minute: 0, second: 0)
    {
      self = moment
      return
    }
    guard let (timestamp, length) = Timestamp.prefix(of: bytes), length == bytes.count else {
      return nil
    }
    self = timestamp
  }

  /// The moment that stands at the very beginning of some bytes, and its length in bytes.
  ///
  /// `2025-09-16T00:41:13.123456789Z`: the separator may be `T`, `t` or a space, the date's may be
  /// `/`, the fraction has any number of digits (those after the ninth are dropped) after `.` or
  /// `,`, the zone is `Z`, `z`, `UTC`, `GMT`, `±HH:MM`, `±HHMM`, `±HH`, with or without a space
  /// before it, or is missing, which means UTC.
  public static func prefix(of bytes: Span<UInt8>) -> (timestamp: Timestamp, length: Int)? {
    guard bytes.count >= 19, let date = DateReader.date(of: bytes) else { return nil }
    let separator = bytes[10]
    guard separator == 0x54 || separator == 0x74 || separator == 0x20,
      bytes[13] == 0x3A, bytes[16] == 0x3A,
      let hour = DateReader.twoDigits(bytes, 11), let minute = DateReader.twoDigits(bytes, 14),
      let second = DateReader.twoDigits(bytes, 17)
    else { return nil }
    var index = 19
    let nanosecond = DateReader.fraction(bytes, &index)
    let offset = DateReader.zone(bytes, &index)
    guard
      let local = Timestamp(
        year: date.year, month: date.month, day: date.day, hour: hour, minute: minute,
        second: second, nanosecond: nanosecond)
    else { return nil }
    let moment = local.advanced(byNanoseconds: -Int64(offset) * 60_000_000_000)
    return (moment, index)
  }

  /// The moment of a count of seconds, milliseconds, microseconds or nanoseconds since 1970, told
  /// apart by size; nil for a number that is none in the years 1973 to 2261.
  ///
  /// - Parameters:
  ///   - whole: the digits before the point.
  ///   - billionths: the fraction, in 10⁻⁹ of the unit.
  public init?(epoch whole: Int64, billionths: Int64 = 0) {
    let unit: Int64
    switch whole {
    case 100_000_000..<9_000_000_000: unit = 1_000_000_000
    case 100_000_000_000..<9_000_000_000_000: unit = 1_000_000
    case 100_000_000_000_000..<9_000_000_000_000_000: unit = 1000
    case 100_000_000_000_000_000...: unit = 1
    default: return nil
    }
    let (scaled, overflow) = whole.multipliedReportingOverflow(by: unit)
    guard !overflow else { return nil }
    let rest = max(0, min(999_999_999, billionths)) / (1_000_000_000 / unit)
    self = Timestamp(nanoseconds: scaled).advanced(byNanoseconds: rest)
  }
}

/// The parts of a written time.
private enum DateReader {
  static func twoDigits(_ bytes: Span<UInt8>, _ index: Int) -> Int? {
    let tens = bytes[index] &- 0x30
    let ones = bytes[index + 1] &- 0x30
    guard tens <= 9, ones <= 9 else { return nil }
    return Int(tens) * 10 + Int(ones)
  }

  /// `YYYY-MM-DD` or `YYYY/MM/DD` in the first ten bytes.
  static func date(of bytes: Span<UInt8>) -> (year: Int, month: Int, day: Int)? {
    guard bytes.count >= 10, bytes[4] == bytes[7], bytes[4] == 0x2D || bytes[4] == 0x2F,
      let century = twoDigits(bytes, 0), let year = twoDigits(bytes, 2),
      let month = twoDigits(bytes, 5), let day = twoDigits(bytes, 8)
    else { return nil }
    return (century * 100 + year, month, day)
  }

  /// Nanoseconds; moves the index behind the digits.
  static func fraction(_ bytes: Span<UInt8>, _ index: inout Int) -> Int {
    guard index + 1 < bytes.count, bytes[index] == 0x2E || bytes[index] == 0x2C,
      bytes[index + 1] &- 0x30 <= 9
    else { return 0 }
    index += 1
    var value = 0
    var weight = 100_000_000
    while index < bytes.count, bytes[index] &- 0x30 <= 9 {
      value += Int(bytes[index] &- 0x30) * weight
      weight /= 10
      index += 1
    }
    return value
  }

  /// Minutes east of UTC; moves the index behind the zone, or leaves it where there is none.
  static func zone(_ bytes: Span<UInt8>, _ index: inout Int) -> Int {
    var start = index
    if start < bytes.count, bytes[start] == 0x20 { start += 1 }
    guard start < bytes.count else { return 0 }
    switch bytes[start] {
    case 0x5A, 0x7A:
      guard !isAlphanumeric(bytes, start + 1) else { return 0 }
      index = start + 1
    case 0x55, 0x47:
      guard start + 3 <= bytes.count, !isAlphanumeric(bytes, start + 3) else { return 0 }
      let isUTC = bytes[start] == 0x55 && bytes[start + 1] == 0x54 && bytes[start + 2] == 0x43
      let isGMT = bytes[start] == 0x47 && bytes[start + 1] == 0x4D && bytes[start + 2] == 0x54
      if isUTC || isGMT { index = start + 3 }
    case 0x2B, 0x2D:
      guard start + 3 <= bytes.count, let hours = twoDigits(bytes, start + 1), hours <= 23 else {
        return 0
      }
      var end = start + 3
      var minutes = 0
      let digits = end < bytes.count && bytes[end] == 0x3A ? end + 1 : end
      if digits + 2 <= bytes.count, let written = twoDigits(bytes, digits), written <= 59 {
        minutes = written
        end = digits + 2
      }
      guard !isAlphanumeric(bytes, end) else { return 0 }
      index = end
      return (hours * 60 + minutes) * (bytes[start] == 0x2D ? -1 : 1)
    default: break
    }
    return 0
  }

  private static func isAlphanumeric(_ bytes: Span<UInt8>, _ index: Int) -> Bool {
    guard index < bytes.count else { return false }
    let byte = bytes[index]
    return byte &- 0x30 <= 9 || (byte | 0x20) &- 0x61 <= 25
  }
}
