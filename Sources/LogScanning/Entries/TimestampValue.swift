import LogModel

/// The time that a JSON value holds: text of the usual kinds, a number since 1970, or
/// `{"seconds":…,"nanos":…}`.
enum TimestampValue {
  /// Nil where the value is none, or lies outside of the years 1971 to 2199.
  static func read(_ bytes: UnsafePointer<UInt8>, _ slice: JSONSlice) -> Timestamp? {
    guard let timestamp = parse(bytes, slice), isPlausible(timestamp) else { return nil }
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
