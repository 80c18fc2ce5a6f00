/// A line as the forms of times look at it: beyond its ends are zero bytes.
struct StampText {
  let line: Bytes

  @inline(__always)
  subscript(index: Int) -> UInt8 {
    index >= 0 && index < line.count ? line[index] : 0
  }

  func isDigit(_ index: Int) -> Bool { 0x30...0x39 ~= self[index] }

  func isLetter(_ index: Int) -> Bool { 0x61...0x7A ~= self[index] | 0x20 }

  func isAlphanumeric(_ index: Int) -> Bool { isDigit(index) || isLetter(index) }

  /// The number that exactly this many digits write from an index on; nil where one is none.
  func number(_ start: Int, digits: Int) -> Int? {
    var value = 0
    for index in start..<start + digits {
      guard isDigit(index) else { return nil }
      value = value * 10 + Int(self[index] - 0x30)
    }
    return value
  }

  /// The number of one or two digits that ends before an index, and where it begins.
  func shortNumber(before end: Int) -> (value: Int, start: Int)? {
    if let value = number(end - 2, digits: 2) { return (value, end - 2) }
    return number(end - 1, digits: 1).map { ($0, end - 1) }
  }

  /// 1 for `Jan`, the first of three letters at an index; nil for what is no month.
  func month(_ start: Int) -> Int? {
    StampText.months.firstIndex { isAt(start, $0) }.map { $0 + 1 }
  }

  /// Whether `Mon`, `Tue` … stand at an index.
  func isWeekday(_ start: Int) -> Bool { StampText.weekdays.contains { isAt(start, $0) } }

  func isAt(_ start: Int, _ text: StaticString) -> Bool {
    start >= 0 && start < line.count && line.part(start..<line.count).hasPrefix(text)
  }

  /// Behind the digits that begin at an index.
  func afterDigits(_ start: Int) -> Int {
    var end = start
    while isDigit(end) { end += 1 }
    return end
  }

  /// Behind the ANSI control sequences that begin at an index.
  func afterCodes(_ start: Int) -> Int {
    var index = start
    while self[index] == 0x1B, self[index + 1] == 0x5B {
      var end = index + 2
      while 0x20...0x3F ~= self[end] { end += 1 }
      guard 0x40...0x7E ~= self[end] else { break }
      index = end + 1
    }
    return index
  }

  private static let months: [StaticString] = [
    "Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec",
  ]
  private static let weekdays: [StaticString] = ["Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"]
}
