/// A moment in nanoseconds since 1970-01-01T00:00:00Z.
///
/// Entries without any time are ordered by their ordinal within the first day of 1970; such a
/// timestamp is not ``isDated`` and is rendered as null.
public struct Timestamp: Hashable, Comparable, Sendable {
  public var nanoseconds: Int64

  public init(nanoseconds: Int64) { self.nanoseconds = nanoseconds }

  /// The stand-in for an entry without a time: its 1-based ordinal in the input.
  public static func undated(ordinal: Int) -> Timestamp {
    Timestamp(nanoseconds: Int64(clamping: ordinal) % 86_400_000_000_000)
  }

  /// False for the stand-ins that ``undated(ordinal:)`` makes.
  public var isDated: Bool { nanoseconds < 0 || nanoseconds >= 86_400_000_000_000 }

  public static func < (left: Timestamp, right: Timestamp) -> Bool {
    left.nanoseconds < right.nanoseconds
  }

  /// Whole seconds since 1970, rounded down.
  public var seconds: Int64 {
    let quotient = nanoseconds / 1_000_000_000
    return nanoseconds % 1_000_000_000 < 0 ? quotient - 1 : quotient
  }

  /// The span from another moment to this one, in seconds.
  public func seconds(since other: Timestamp) -> Double {
    Double(nanoseconds &- other.nanoseconds) / 1e9
  }

  /// This moment moved by a number of nanoseconds, clamped to what can be represented.
  public func advanced(byNanoseconds delta: Int64) -> Timestamp {
    let (sum, overflow) = nanoseconds.addingReportingOverflow(delta)
    return Timestamp(nanoseconds: overflow ? (delta < 0 ? .min : .max) : sum)
  }

  /// This moment moved by a number of seconds.
  public func advanced(bySeconds delta: Double) -> Timestamp {
    advanced(byNanoseconds: Int64(max(-9.2e18, min(9.2e18, delta * 1e9))))
  }
}

extension Timestamp {
  /// The civil date and time of day in UTC.
  public var civil:
    (year: Int, month: Int, day: Int, hour: Int, minute: Int, second: Int, nanosecond: Int)
  {
    let total = seconds
    var days = total / 86_400
    var rest = total % 86_400
    if rest < 0 {
      rest += 86_400
      days -= 1
    }
    let (year, month, day) = Timestamp.civilDate(daysSinceEpoch: Int(days))
    // Wraps near the earliest moment, where the product alone cannot be represented.
    let fraction = nanoseconds &- total &* 1_000_000_000
    return (
      year, month, day, Int(rest / 3600), Int(rest % 3600 / 60), Int(rest % 60), Int(fraction)
    )
  }

  /// Days since 1970-01-01 of a date in the proleptic Gregorian calendar.
  ///
  /// Algorithm: Howard Hinnant, "chrono-Compatible Low-Level Date Algorithms".
  public static func daysSinceEpoch(year: Int, month: Int, day: Int) -> Int {
    let shifted = month <= 2 ? year - 1 : year
    let era = (shifted >= 0 ? shifted : shifted - 399) / 400
    let yearOfEra = shifted - era * 400
    let dayOfYear = (153 * (month + (month > 2 ? -3 : 9)) + 2) / 5 + day - 1
    let dayOfEra = yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100 + dayOfYear
    return era * 146_097 + dayOfEra - 719_468
  }

  static func civilDate(daysSinceEpoch: Int) -> (Int, Int, Int) {
    let shifted = daysSinceEpoch + 719_468
    let era = (shifted >= 0 ? shifted : shifted - 146_096) / 146_097
    let dayOfEra = shifted - era * 146_097
    let yearOfEra = (dayOfEra - dayOfEra / 1460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365
    let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
    let shiftedMonth = (5 * dayOfYear + 2) / 153
    let day = dayOfYear - (153 * shiftedMonth + 2) / 5 + 1
    let month = shiftedMonth < 10 ? shiftedMonth + 3 : shiftedMonth - 9
    return (yearOfEra + era * 400 + (month <= 2 ? 1 : 0), month, day)
  }

  /// The moment of a civil date and time in UTC; nil where a member is out of its range or the
  /// moment cannot be represented.
  public init?(
    year: Int, month: Int, day: Int, hour: Int, minute: Int, second: Int, nanosecond: Int = 0
  ) {
    guard (1678...2261).contains(year), (1...12).contains(month), (1...31).contains(day),
      (0...24).contains(hour), (0...59).contains(minute), (0...60).contains(second)
    else { return nil }
    let leap = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0)
    let longest = [31, leap ? 29 : 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31][month - 1]
    guard day <= longest else { return nil }
    let days = Timestamp.daysSinceEpoch(year: year, month: month, day: day)
    let whole = Int64(days) * 86_400 + Int64(hour * 3600 + minute * 60 + second)
    self.init(nanoseconds: whole * 1_000_000_000 + Int64(nanosecond))
  }

  /// RFC 3339 in UTC with `Z` and as few fraction digits as hold the value (none, 3, 6 or 9).
  public var rfc3339: String {
    let parts = civil
    var text = "\(padded(parts.year, 4))-\(padded(parts.month, 2))-\(padded(parts.day, 2))T"
    text += "\(padded(parts.hour, 2)):\(padded(parts.minute, 2)):\(padded(parts.second, 2))"
    let fraction = parts.nanosecond
    if fraction != 0 {
      if fraction % 1_000_000 == 0 {
        text += "." + padded(fraction / 1_000_000, 3)
      } else if fraction % 1000 == 0 {
        text += "." + padded(fraction / 1000, 6)
      } else {
        text += "." + padded(fraction, 9)
      }
    }
    return text + "Z"
  }

  /// `HH:MM:SS`, or with milliseconds `HH:MM:SS.mmm`, in UTC.
  public func timeOfDay(milliseconds: Bool = false) -> String {
    let parts = civil
    let text = "\(padded(parts.hour, 2)):\(padded(parts.minute, 2)):\(padded(parts.second, 2))"
    return milliseconds ? text + "." + padded(parts.nanosecond / 1_000_000, 3) : text
  }

  /// `YYYY-MM-DD` in UTC.
  public var date: String {
    let parts = civil
    return "\(padded(parts.year, 4))-\(padded(parts.month, 2))-\(padded(parts.day, 2))"
  }
}

/// A number with leading zeros.
func padded(_ number: Int, _ width: Int) -> String {
  let digits = String(number)
  return digits.count >= width
    ? digits : String(repeating: "0", count: width - digits.count) + digits
}
