/// Numbers as people read them.
enum Quantity {
  /// `1,204,118`.
  static func grouped(_ number: Int) -> String {
    let digits = Array(String(number.magnitude))
    var text = number < 0 ? "-" : ""
    for (index, digit) in digits.enumerated() {
      if index > 0, (digits.count - index) % 3 == 0 { text += "," }
      text.append(digit)
    }
    return text
  }

  /// `3.1 GB`: decimal units, as disks and networks count.
  static func bytes(_ count: Double) -> String {
    for (unit, size) in [("GB", 1e9), ("MB", 1e6), ("kB", 1e3)] where count >= size {
      return "\(decimal(count / size, places: 1)) \(unit)"
    }
    return "\(Int(count)) B"
  }

  /// A number with so many digits behind the point, rounded.
  static func decimal(_ number: Double, places: Int) -> String {
    guard number.isFinite, abs(number) < 1e12 else { return "-" }
    var scale = 1
    for _ in 0..<places { scale *= 10 }
    let scaled = Int((abs(number) * Double(scale)).rounded())
    let sign = number < 0 && scaled > 0 ? "-" : ""
    guard places > 0 else { return sign + String(scaled) }
    let fraction = String(scaled % scale)
    return sign + String(scaled / scale) + "."
      + String(repeating: "0", count: places - fraction.count) + fraction
  }

  /// `45 s`, `2 min 05 s`, `1 h 20 min`.
  static func duration(_ seconds: Double) -> String {
    let total = seconds.isFinite ? Int(max(0, min(seconds, 1e9)).rounded()) : 0
    func two(_ number: Int) -> String { number < 10 ? "0\(number)" : "\(number)" }
    if total < 60 { return "\(total) s" }
    if total < 3600 { return "\(total / 60) min \(two(total % 60)) s" }
    return "\(total / 3600) h \(two(total % 3600 / 60)) min"
  }
}
