/// What can be said of a line without knowing its language. Lines are ranges without their line end.
enum TextLine {
  static func hasPrefix(_ text: some ByteText, _ range: Range<Int>, _ prefix: [UInt8]) -> Bool {
    PythonLine.hasPrefix(text, range, prefix)
  }

  static func hasSuffix(_ text: some ByteText, _ range: Range<Int>, _ suffix: [UInt8]) -> Bool {
    guard range.count >= suffix.count else { return false }
    return hasPrefix(text, (range.upperBound - suffix.count)..<range.upperBound, suffix)
  }

  static func trimmed(_ text: some ByteText, _ range: Range<Int>) -> Range<Int> {
    PythonLine.trimmed(text, range)
  }

  static func trimmedEnd(_ text: some ByteText, _ range: Range<Int>) -> Range<Int> {
    PythonLine.trimmedEnd(text, range)
  }

  static func indentation(_ text: some ByteText, _ range: Range<Int>) -> Int {
    PythonLine.indentation(text, range)
  }

  /// Where a part stands first in a line. O(line × part), parts being short.
  static func find(_ part: [UInt8], in text: some ByteText, _ range: Range<Int>) -> Int? {
    guard let first = part.first, range.count >= part.count else { return nil }
    for position in range.lowerBound...(range.upperBound - part.count)
    where text[position] == first && hasPrefix(text, position..<range.upperBound, part) {
      return position
    }
    return nil
  }

  /// The number that digits make up; nil where there is another byte, or none.
  static func number(_ text: some ByteText, _ range: Range<Int>) -> Int? {
    guard !range.isEmpty, range.count <= 9 else { return nil }
    var number = 0
    for position in range {
      guard PythonLine.isDigit(text[position]) else { return nil }
      number = number * 10 + Int(text[position] - 0x30)
    }
    return number
  }

  /// Whether a line begins as gunicorn's do, with a time and the number of a process:
  /// `[2025-09-16 00:41:13 +0000] [7] `. O(1).
  static func namesProcess(_ text: some ByteText, _ range: Range<Int>) -> Bool {
    guard range.count > 16, text[range.lowerBound] == 0x5B, text[range.lowerBound + 5] == 0x2D,
      number(text, (range.lowerBound + 1)..<(range.lowerBound + 5)) != nil
    else { return false }
    let limit = min(range.upperBound - 3, range.lowerBound + maxTime)
    for position in (range.lowerBound + 6)..<limit where text[position] == 0x5D {
      return text[position + 1] == 0x20 && text[position + 2] == 0x5B
        && PythonLine.isDigit(text[position + 3])
    }
    return false
  }

  /// No time in brackets is longer, in bytes.
  private static let maxTime = 48

  /// Whether a logger's prefix begins the line, so that it is no part of a message above it.
  static func isLogPrefix(_ text: some ByteText, _ range: Range<Int>) -> Bool {
    PythonLine.isLogPrefix(text, range)
  }
}
