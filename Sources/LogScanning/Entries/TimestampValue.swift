import LogModel

/// The time that a JSON value holds: text of the usual kinds, a number since 1970, or
/// `{"seconds":…,"nanos":…}`.
enum TimestampValue {
  /// Nil where the value is none, or lies outside of the years 1971 to 2199.
  static func read(_ bytes: UnsafePointer<UInt8>, _ slice: JSONSlice) -> Timestamp? {
    guard let timestamp = parse(bytes, slice), isPlausible(timestamp) else { return nil }
    return timestamp
  }

  /// The same, quicker where the date is that of the value before and all is spelled as Cloud Logging
  /// spells it.
  @inline(__always)
  static func read(
    _ bytes: UnsafePointer<UInt8>, _ slice: JSONSlice, after known: inout KnownDate
  ) -> Timestamp? {
    if slice.kind == .string,
      let moment = known.moment(bytes + slice.start, slice.end &- slice.start)
    {
      return moment
    }
    guard let timestamp = read(bytes, slice) else { return nil }
    if slice.kind == .string {
      known = KnownDate(bytes + slice.start, slice.end &- slice.start, timestamp)
    }
    return timestamp
  }

  static func isPlausible(_ timestamp: Timestamp) -> Bool {
    31_536_000_000_000_000..<7_258_118_400_000_000_000 ~= timestamp.nanoseconds
  }

  private static func parse(_ bytes: UnsafePointer<UInt8>, _ slice: JSONSlice) -> Timestamp? {
    let text = Bytes(start: bytes + slice.start, count: slice.end - slice.start)
    switch slice.kind {
    case .string: return Timestamp(rfc3339: text.span) ?? number(text)
    case .number: return number(text)
    case .object:
      var seconds: Int64?
      var nanos: Int64 = 0
      var members = JSONMembers(bytes, slice)
      while let (key, value) = members.next() {
        let name = Bytes(start: bytes + key.start, count: key.end - key.start)
        let digits = Bytes(start: bytes + value.start, count: value.end - value.start)
        if name.isEqual("seconds") { seconds = JSONNumber.integer(digits) }
        if name.isEqual("nanos") { nanos = JSONNumber.integer(digits) ?? 0 }
      }
      return seconds.flatMap { Timestamp.moment(seconds: $0, nanos: nanos) }
    case .array, .bool, .null: return nil
    }
  }

  private static func number(_ text: Bytes) -> Timestamp? {
    guard let (whole, billionths) = JSONNumber.decimal(text) else { return nil }
    return Timestamp(epoch: whole, billionths: billionths)
  }
}

/// A date that was read before: most entries are of the day of their neighbour.
struct KnownDate {
  /// `YYYY-MM-` and `DD`; zero where none is known.
  private var month: UInt64 = 0
  private var day: UInt16 = 0
  private var midnight: Int64 = 0

  init() {}

  /// - Parameters:
  ///   - text: from which `moment` was read.
  init(_ text: UnsafePointer<UInt8>, _ count: Int, _ moment: Timestamp) {
    guard count >= 20, count <= 30, text[count &- 1] == 0x5A, text[10] == 0x54 else { return }
    let raw = UnsafeRawPointer(text)
    month = raw.loadUnaligned(as: UInt64.self)
    day = raw.loadUnaligned(fromByteOffset: 8, as: UInt16.self)
    midnight = moment.seconds / 86_400 * 86_400_000_000_000
    // A second that belongs to the next day would tell the wrong date.
    if self.moment(text, count) != moment { self = KnownDate() }
  }

  /// The moment of a text `YYYY-MM-DDTHH:MM:SS[.f…]Z` of this date; nil for all others.
  @inline(__always)
  func moment(_ text: UnsafePointer<UInt8>, _ count: Int) -> Timestamp? {
    guard count >= 20, count <= 30 else { return nil }
    let raw = UnsafeRawPointer(text)
    guard raw.loadUnaligned(as: UInt64.self) == month,
      raw.loadUnaligned(fromByteOffset: 8, as: UInt16.self) == day, text[10] == 0x54,
      text[count &- 1] == 0x5A,
      let seconds = Digits.timeOfDay(
        UInt64(littleEndian: raw.loadUnaligned(fromByteOffset: 11, as: UInt64.self)))
    else { return nil }
    var nanoseconds: Int64 = 0
    if count > 20 {
      guard text[19] == 0x2E, count > 21 else { return nil }
      let digits = count &- 21
      // The last eight bytes before the `Z`.
      var word = UInt64(
        littleEndian: raw.loadUnaligned(fromByteOffset: count &- 9, as: UInt64.self))
      if digits < 8 {
        let others = UInt64(truncatingIfNeeded: 8 &* (8 &- digits))
        word = (word &>> others) &<< others | Digits.zeros &>> (64 &- others)
      }
      guard let low = Digits.eight(word) else { return nil }
      nanoseconds = low
      if digits == 9 {
        let first = text[20] &- 0x30
        guard first <= 9 else { return nil }
        nanoseconds = nanoseconds &+ Int64(first) &* 100_000_000
      }
      nanoseconds = nanoseconds &* KnownDate.powers[30 &- count]
    }
    return Timestamp(nanoseconds: midnight &+ seconds &* 1_000_000_000 &+ nanoseconds)
  }

  /// 10ⁿ for the digits that are missing to nine.
  private static let powers: InlineArray<10, Int64> = [
    1, 10, 100, 1000, 10_000, 100_000, 1_000_000, 10_000_000, 100_000_000, 1_000_000_000,
  ]
}

/// Decimal digits eight at a time, the first in the lowest byte of a word.
enum Digits {
  /// `00000000`
  static let zeros: UInt64 = 0x3030_3030_3030_3030

  /// The number that eight digits write; nil where one is none.
  @inline(__always)
  static func eight(_ word: UInt64) -> Int64? {
    let values = word ^ zeros
    guard areDigits(values) else { return nil }
    // Each step adds up neighbours: digits to numbers of two, of four, of eight.
    let pairs = values &* 10 &+ values &>> 8
    let even = pairs & 0x0000_00FF_0000_00FF
    let odd = pairs &>> 16 & 0x0000_00FF_0000_00FF
    let sum = even &* 0x000F_4240_0000_0064 &+ odd &* 0x0000_2710_0000_0001
    return Int64(truncatingIfNeeded: sum &>> 32)
  }

  /// The seconds since midnight of `HH:MM:SS`; nil for anything else.
  @inline(__always)
  static func timeOfDay(_ word: UInt64) -> Int64? {
    let values = word ^ 0x3030_3A30_303A_3030
    guard areDigits(values), values & 0x0000_FF00_00FF_0000 == 0 else { return nil }
    let pairs = values &* 10 &+ values &>> 8
    let hour = pairs & 0xFF
    let minute = pairs &>> 24 & 0xFF
    let second = pairs &>> 48 & 0xFF
    guard hour < 24, minute < 60, second < 60 else { return nil }
    return Int64(truncatingIfNeeded: (hour &* 60 &+ minute) &* 60 &+ second)
  }

  /// Whether no byte is above nine.
  @inline(__always)
  private static func areDigits(_ values: UInt64) -> Bool {
    (values | (values &+ 0x7676_7676_7676_7676)) & 0x8080_8080_8080_8080 == 0
  }
}

extension Timestamp {
  /// Nil where it cannot be represented.
  static func moment(seconds: Int64, nanos: Int64) -> Timestamp? {
    let (scaled, overflow) = seconds.multipliedReportingOverflow(by: 1_000_000_000)
    guard !overflow, 0..<1_000_000_000 ~= nanos else { return nil }
    return Timestamp(nanoseconds: scaled).advanced(byNanoseconds: nanos)
  }
}

/// Numbers as JSON writes them, quoted or not.
enum JSONNumber {
  /// Nil for anything but digits with a sign, or what does not fit.
  static func integer(_ text: Bytes) -> Int64? {
    let isNegative = text.first == 0x2D
    var value: Int64 = 0
    let digits = isNegative ? text.part(1..<text.count) : text
    guard !digits.isEmpty, digits.count <= 18 else { return nil }
    for byte in digits {
      guard 0x30...0x39 ~= byte else { return nil }
      value = value * 10 + Int64(byte - 0x30)
    }
    return isNegative ? -value : value
  }

  /// A number without its fraction; nil for negative numbers and no numbers.
  static func whole(_ text: Bytes) -> Int64? {
    if let whole = integer(text) { return whole < 0 ? nil : whole }
    return decimal(text)?.whole
  }

  /// The digits before the point, and the fraction in 10⁻⁹; nil for negative numbers and no numbers.
  static func decimal(_ text: Bytes) -> (whole: Int64, billionths: Int64)? {
    if let base = text.baseAddress, text.count == 11, text[1] == 0x2E {
      // `0.042136214`, as Cloud Logging writes most of them.
      let word = UInt64(
        littleEndian: UnsafeRawPointer(base).loadUnaligned(fromByteOffset: 2, as: UInt64.self))
      let first = text[0] &- 0x30
      let last = text[10] &- 0x30
      if first <= 9, last <= 9, let high = Digits.eight(word) {
        return (Int64(first), high &* 10 &+ Int64(last))
      }
    }
    var index = 0
    var digits: UInt64 = 0
    while index < text.count, 0x30...0x39 ~= text[index] {
      // Nineteen digits fit.
      guard index < 19 else { return nil }
      digits = digits &* 10 &+ UInt64(text[index] &- 0x30)
      index += 1
    }
    guard index > 0, var whole = Int64(exactly: digits) else { return nil }
    var billionths: Int64 = 0
    if index < text.count, text[index] == 0x2E {
      index += 1
      var weight: Int64 = 100_000_000
      while index < text.count, 0x30...0x39 ~= text[index] {
        billionths += Int64(text[index] - 0x30) * weight
        weight /= 10
        index += 1
      }
    }
    guard index < text.count else { return (whole, billionths) }
    // An exponent: as exact as a double is.
    guard text[index] | 0x20 == 0x65, let value = Double(text.string), value >= 0, value < 9e18
    else { return nil }
    whole = Int64(value)
    return (whole, min(999_999_999, Int64((value - Double(whole)) * 1e9)))
  }

  static func double(_ text: Bytes) -> Double? {
    if let whole = integer(text), text.count <= 15 { return Double(whole) }
    return Double(text.string)
  }
}
