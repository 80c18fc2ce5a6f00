import LogModel

/// How figures are put into words, the same in every report for people.
enum Phrasing {
  /// With thousands separators: `1,204,118`.
  static func count(_ number: Int) -> String {
    var grouped = ""
    for (index, digit) in String(number.magnitude).reversed().enumerated() {
      if index > 0, index % 3 == 0 { grouped.append(",") }
      grouped.append(digit)
    }
    return (number < 0 ? "-" : "") + String(grouped.reversed())
  }

  /// `1 boot`, `14 boots`, `3 entries`.
  static func count(_ number: Int, _ noun: String, plural: String? = nil) -> String {
    count(number) + " " + (number == 1 ? noun : plural ?? noun + "s")
  }

  /// `320 ms`, `4.1 s`, `90 s`, `11 min`, `2 h 05 min`, `3 d 04 h`; nil for what is no duration.
  static func duration(_ seconds: Double?) -> String? {
    guard let seconds, seconds.isFinite, seconds >= 0, seconds < 1e12 else { return nil }
    if seconds < 0.9995 { return "\(Int((seconds * 1000).rounded())) ms" }
    if seconds < 9.95 {
      let tenths = Int((seconds * 10).rounded())
      return tenths % 10 == 0 ? "\(tenths / 10) s" : "\(tenths / 10).\(tenths % 10) s"
    }
    let whole = Int(seconds.rounded())
    if whole < 120 { return "\(whole) s" }
    let minutes = (whole + 30) / 60
    if minutes < 120 { return "\(minutes) min" }
    let hours = minutes / 60
    if hours < 48 { return "\(hours) h \(twoDigits(minutes % 60)) min" }
    return "\(count(hours / 24)) d \(twoDigits(hours % 24)) h"
  }

  /// `$120K+`, `€1.2M`, `CHF 9,500`.
  static func money(_ money: Money) -> String {
    let magnitude = Int(clamping: money.amount.magnitude)
    let amount: String
    if magnitude >= 1_000_000, magnitude % 100_000 == 0 {
      let tenths = magnitude / 100_000
      amount = count(tenths / 10) + (tenths % 10 == 0 ? "" : ".\(tenths % 10)") + "M"
    } else if magnitude >= 1000, magnitude % 1000 == 0 {
      amount = count(magnitude / 1000) + "K"
    } else {
      amount = count(magnitude)
    }
    let sign = money.amount < 0 ? "-" : ""
    let symbols = ["USD": "$", "EUR": "€", "GBP": "£", "JPY": "¥"]
    let unit = symbols[money.currency] ?? money.currency + " "
    return sign + unit + amount + (money.atLeast ? "+" : "")
  }

  /// A share of one in per cent: `90 %`, `0.5 %`; nil for what is no number.
  static func percent(_ share: Double) -> String? {
    guard share.isFinite, share.magnitude < 1e6 else { return nil }
    return JSONWriter.decimal(share * 100, 1).map { $0 + " %" }
  }

  /// The first character in upper case, for the start of a sentence.
  static func capitalised(_ text: String) -> String {
    guard let first = text.first else { return text }
    return first.uppercased() + text.dropFirst()
  }

  /// `startup_module.py:899`, with the path that the trace gives.
  static func place(of frame: StackFrame) -> String {
    frame.line.map { "\(frame.file):\($0)" } ?? frame.file
  }

  private static func twoDigits(_ number: Int) -> String {
    number < 10 ? "0\(number)" : String(number)
  }
}
