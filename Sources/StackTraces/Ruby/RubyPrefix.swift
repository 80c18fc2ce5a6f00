/// What Ruby's loggers put before a line.
enum RubyPrefix {
  /// A line without it: `F, [2025-09-16T00:41:13.123456 #1] FATAL -- : [3f2c9a] ` of Logger, whose format
  /// Rails and Unicorn use, and the tags of Rails' `TaggedLogging`. O(line), in practice a look at its
  /// first bytes.
  static func skipped(_ text: some ByteText, _ range: Range<Int>) -> Range<Int> {
    var line = logger(text, range) ?? range
    for _ in 0..<mostTags {
      guard let first = line.first, text[first] == 0x5B,
        let end = end(of: 0x5D, in: text, line, limit: maxTag)
      else { break }
      guard end < line.upperBound else { return end..<end }
      guard text[end] == 0x20 else { break }
      line = (end + 1)..<line.upperBound
    }
    return line
  }

  /// Whether a line begins as Logger begins its.
  static func isLogger(_ text: some ByteText, _ range: Range<Int>) -> Bool {
    logger(text, range) != nil
  }

  /// What follows the prefix of Logger: a level's letter, time and process, level, program.
  private static func logger(_ text: some ByteText, _ range: Range<Int>) -> Range<Int>? {
    guard range.count > 8, text[range.lowerBound + 1] == 0x2C,
      TextLine.hasPrefix(text, (range.lowerBound + 1)..<range.upperBound, opening),
      PythonLine.isUpper(text[range.lowerBound]),
      let time = end(of: 0x5D, in: text, (range.lowerBound + 3)..<range.upperBound, limit: maxTime)
    else { return nil }
    let level = time..<min(range.upperBound, time + maxLevel)
    guard let dashes = TextLine.find(dashes, in: text, level) else { return nil }
    let program = (dashes + 3)..<range.upperBound
    guard let end = end(of: 0x3A, in: text, program, limit: maxTag) else { return nil }
    return TextLine.trimmed(text, end..<range.upperBound)
  }

  /// The position after the first of a byte.
  private static func end(
    of byte: UInt8, in text: some ByteText, _ range: Range<Int>, limit: Int
  ) -> Int? {
    for position in range.lowerBound..<min(range.upperBound, range.lowerBound + limit)
    where text[position] == byte {
      return position + 1
    }
    return nil
  }

  private static let mostTags = 4
  /// No tag and no name of a program is longer, in bytes: a request's id has 36.
  private static let maxTag = 64
  private static let maxTime = 64
  private static let maxLevel = 16
  private static let opening = Array(", [".utf8)
  private static let dashes = Array("-- ".utf8)
}
