import LogModel

/// Bytes of UTF-8 that can be looked at by position: a decoded message or a text's bytes.
protocol ByteText: RandomAccessCollection where Element == UInt8, Index == Int {}
extension Array: ByteText where Element == UInt8 {}
extension UnsafeBufferPointer: @unsafe ByteText where Element == UInt8 {}

/// What single lines of Python traces look like.
///
/// Lines are ranges of a ``ByteText`` without their line end. Format: CPython's `traceback` module.
enum PythonLine {
  static let header = Array("Traceback (most recent call last):".utf8)
  static let groupHeader = Array("Exception Group Traceback (most recent call last):".utf8)
  private static let context =
    Array("During handling of the above exception, another exception occurred:".utf8)
  private static let cause =
    Array("The above exception was the direct cause of the following exception:".utf8)
  private static let file = Array("File \"".utf8)
  private static let lineNumber = Array("\", line ".utf8)
  private static let inFunction = Array(", in ".utf8)

  /// Whether a prefix stands at a position of a line.
  static func hasPrefix(_ text: some ByteText, _ range: Range<Int>, _ prefix: [UInt8]) -> Bool {
    guard range.count >= prefix.count else { return false }
    for offset in 0..<prefix.count where text[range.lowerBound + offset] != prefix[offset] {
      return false
    }
    return true
  }

  /// The line without blanks, tabs and carriage returns at its end.
  static func trimmedEnd(_ text: some ByteText, _ range: Range<Int>) -> Range<Int> {
    var end = range.upperBound
    while end > range.lowerBound, isBlank(text[end - 1]) { end -= 1 }
    return range.lowerBound..<end
  }

  /// How many blanks and tabs the line begins with.
  static func indentation(_ text: some ByteText, _ range: Range<Int>) -> Int {
    var start = range.lowerBound
    while start < range.upperBound, isBlank(text[start]) { start += 1 }
    return start - range.lowerBound
  }

  static func trimmed(_ text: some ByteText, _ range: Range<Int>) -> Range<Int> {
    let end = trimmedEnd(text, range)
    return (end.lowerBound + indentation(text, end))..<end.upperBound
  }

  /// Whether the line ends in the header; a logger may have put its prefix before it.
  static func isHeader(_ text: some ByteText, _ range: Range<Int>) -> Bool {
    let line = trimmedEnd(text, range)
    guard line.count >= header.count, text[line.upperBound - 1] == 0x3A else { return false }
    return hasPrefix(text, (line.upperBound - header.count)..<line.upperBound, header)
  }

  /// Whether the line is the header of an exception group.
  static func isGroupHeader(_ text: some ByteText, _ range: Range<Int>) -> Bool {
    let line = trimmedEnd(text, range)
    guard line.count >= groupHeader.count else { return false }
    return hasPrefix(text, (line.upperBound - groupHeader.count)..<line.upperBound, groupHeader)
  }

  /// How the next segment comes from the one before, where the line says so.
  static func connector(_ text: some ByteText, _ range: Range<Int>) -> RaisedException.Link? {
    let line = trimmed(text, range)
    if line.count == context.count, hasPrefix(text, line, context) { return .context }
    if line.count == cause.count, hasPrefix(text, line, cause) { return .cause }
    return nil
  }

  /// The frame of a `File "x", line N, in f` line. A line of a syntax error names no function.
  static func frame(_ text: some ByteText, _ range: Range<Int>) -> FrameParts? {
    var line = trimmed(text, range)
    // loguru marks the frame that caught the exception.
    if line.count > 2, text[line.lowerBound] == 0x3E, text[line.lowerBound + 1] == 0x20 {
      line = (line.lowerBound + 2)..<line.upperBound
    }
    guard hasPrefix(text, line, file) else { return nil }
    let path = line.lowerBound + file.count
    var quote = path
    while quote < line.upperBound {
      if text[quote] == 0x22, hasPrefix(text, quote..<line.upperBound, lineNumber) { break }
      quote += 1
    }
    guard quote < line.upperBound else { return nil }
    var position = quote + lineNumber.count
    let digits = position
    var number = 0
    while position < line.upperBound, isDigit(text[position]) {
      if number < 100_000_000 { number = number * 10 + Int(text[position] - 0x30) }
      position += 1
    }
    guard position > digits else { return nil }
    var function: Range<Int>?
    if hasPrefix(text, position..<line.upperBound, inFunction) {
      let name = (position + inFunction.count)..<line.upperBound
      if !name.isEmpty { function = name }
    } else if position != line.upperBound {
      return nil
    }
    return FrameParts(file: path..<quote, line: number, function: function)
  }

  struct FrameParts {
    var file: Range<Int>
    var line: Int
    var function: Range<Int>?
  }

  /// Whether the line only points into the code above it: `    ~~~~^^^^`.
  static func isMarker(_ text: some ByteText, _ range: Range<Int>) -> Bool {
    let line = trimmed(text, range)
    guard !line.isEmpty else { return false }
    return line.allSatisfy { text[$0] == 0x7E || text[$0] == 0x5E || text[$0] == 0x20 }
  }

  /// Whether the line draws the frame of an exception group: `+-+---- 1 ----`, `+--------`.
  static func groupRule(_ text: some ByteText, _ range: Range<Int>) -> GroupRule? {
    let line = trimmed(text, range)
    guard line.count >= 18, text[line.lowerBound] == 0x2B, text[line.lowerBound + 1] == 0x2D else {
      return nil
    }
    // `+-+---`: the first member, deeper than the group itself.
    if text[line.lowerBound + 2] == 0x2B { return .firstChild }
    var dashes = 0
    var isNumbered = false
    for position in line {
      switch text[position] {
      case 0x2D: dashes += 1
      case 0x2B, 0x20, 0x2E: break
      case let byte where isDigit(byte): isNumbered = true
      default: return nil
      }
      if text[position] == 0x2E { isNumbered = true }
    }
    guard dashes >= 16 else { return nil }
    return isNumbered ? .child : .end
  }

  enum GroupRule {
    /// The first sub-exception of the exception above begins.
    case firstChild
    /// The next sub-exception begins.
    case child
    /// The group ends.
    case end
  }

  static func isBlank(_ byte: UInt8) -> Bool { byte == 0x20 || byte == 0x09 || byte == 0x0D }
  static func isDigit(_ byte: UInt8) -> Bool { byte >= 0x30 && byte <= 0x39 }
  static func isUpper(_ byte: UInt8) -> Bool { byte >= 0x41 && byte <= 0x5A }
  static func isLower(_ byte: UInt8) -> Bool { byte >= 0x61 && byte <= 0x7A }
  static func isNewline(_ byte: UInt8) -> Bool { byte == 0x0A || byte == 0x0D }
}
