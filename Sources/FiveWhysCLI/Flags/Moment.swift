import LogModel

/// A point in time as a user writes it: absolute, or so long before now.
enum Moment: Equatable, Sendable {
  case absolute(Timestamp)
  /// Nanoseconds.
  case ago(Int64)

  /// - Throws: where the text is neither RFC 3339 nor a duration such as `2h` or `1h30m`.
  init(_ text: String) throws(BadValue) {
    if let timestamp = Timestamp(rfc3339: text) {
      self = .absolute(timestamp)
    } else if let duration = Moment.nanoseconds(of: text) {
      self = .ago(duration)
    } else {
      throw .expected(
        "a time such as 2025-09-07T12:00:00Z, or a span before now such as 30m, 2h, 7d")
    }
  }

  func resolved(now: Timestamp) -> Timestamp {
    switch self {
    case .absolute(let timestamp): timestamp
    case .ago(let duration): now.advanced(byNanoseconds: -duration)
    }
  }

  /// The length of `90s`, `30m`, `2h`, `7d`, `1w` or several of them in a row; nil for anything
  /// else, and for more than a timestamp can be moved by.
  private static func nanoseconds(of text: String) -> Int64? {
    var total: Int64 = 0
    var number: Int64?
    for byte in text.utf8 {
      if byte >= UInt8(ascii: "0"), byte <= UInt8(ascii: "9") {
        let (tens, tooMany) = (number ?? 0).multipliedReportingOverflow(by: 10)
        guard !tooMany, tens < .max - 9 else { return nil }
        number = tens + Int64(byte - UInt8(ascii: "0"))
        continue
      }
      let seconds: Int64
      switch byte {
      case UInt8(ascii: "s"): seconds = 1
      case UInt8(ascii: "m"): seconds = 60
      case UInt8(ascii: "h"): seconds = 3600
      case UInt8(ascii: "d"): seconds = 86_400
      case UInt8(ascii: "w"): seconds = 604_800
      default: return nil
      }
      guard let count = number else { return nil }
      number = nil
      let (part, tooLong) = count.multipliedReportingOverflow(by: seconds * 1_000_000_000)
      let (sum, overflow) = total.addingReportingOverflow(part)
      guard !tooLong, !overflow else { return nil }
      total = sum
    }
    return number == nil && !text.isEmpty ? total : nil
  }
}
