/// The line with which V8 begins an exception: `TypeError: x is not a function`.
struct NodeHeader {
  var type: Range<Int>
  /// With the code that Node puts before it: `[ERR_MODULE_NOT_FOUND]: Cannot find …`.
  var message: Range<Int>
  /// Whether the name can only be one of an exception.
  var isTelling: Bool

  /// The exception that a line begins with; nil where it begins with none. O(name).
  static func at(_ text: some ByteText, _ line: Range<Int>) -> NodeHeader? {
    var range = TextLine.trimmed(text, line)
    for word in introductions where TextLine.hasPrefix(text, range, word) {
      range = (range.lowerBound + word.count)..<range.upperBound
    }
    // Without frames it is printed in brackets.
    if let first = range.first, text[first] == 0x5B,
      let end = range.last(where: { text[$0] == 0x5D }), end > first
    {
      range = (first + 1)..<end
    }
    guard let type = name(text, range) else { return nil }
    var end = type.upperBound
    let isExceptionLike = QualifiedName.isExceptionLike(text, type)
    if end == range.upperBound {
      return NodeHeader(type: type, message: end..<end, isTelling: isExceptionLike)
    }
    var code: Range<Int>?
    if TextLine.hasPrefix(text, end..<range.upperBound, codeStart) {
      let start = end + codeStart.count
      end = start
      while end < range.upperBound, isInCode(text[end]) { end += 1 }
      guard end > start, end < range.upperBound, text[end] == 0x5D else { return nil }
      end += 1
      code = (start - 1)..<end
    }
    guard end == range.upperBound || text[end] == 0x3A else { return nil }
    if end < range.upperBound {
      guard end + 1 == range.upperBound || PythonLine.isBlank(text[end + 1]) else { return nil }
    }
    var start = min(end + 2, range.upperBound)
    if let code { start = code.lowerBound }
    return NodeHeader(
      type: type, message: start..<range.upperBound, isTelling: isExceptionLike || code != nil)
  }

  /// An exception behind a logger's prefix: `ERROR [Orders] TypeError: …`. O(line).
  static func within(_ text: some ByteText, _ line: Range<Int>) -> NodeHeader? {
    var position = line.lowerBound
    while position < line.upperBound {
      let isStart =
        position == line.lowerBound || PythonLine.isBlank(text[position - 1])
        || text[position - 1] == 0x22 || text[position - 1] == 0x28
      if isStart, PythonLine.isUpper(text[position]),
        let name = name(text, position..<line.upperBound)
      {
        if QualifiedName.isExceptionLike(text, name),
          let header = at(text, position..<line.upperBound)
        {
          return header
        }
        position = name.upperBound
      }
      position += 1
    }
    return nil
  }

  /// Whether it is one of what V8 prints the same way, but nothing failed.
  func isHarmless(_ text: some ByteText) -> Bool {
    NodeHeader.harmless.contains { TextLine.hasSuffix(text, type, $0) }
  }

  private static func name(_ text: some ByteText, _ range: Range<Int>) -> Range<Int>? {
    QualifiedName.prefix(text, range)
  }

  private static func isInCode(_ byte: UInt8) -> Bool {
    PythonLine.isUpper(byte) || PythonLine.isDigit(byte) || byte == 0x5F
      || PythonLine.isLower(byte)
  }

  private static let introductions = [
    "Uncaught ", "(in promise) ", "Unhandled Rejection ", "Unhandled ",
  ].map { Array($0.utf8) }
  private static let codeStart = Array(" [".utf8)
  private static let harmless = ["Trace", "Warning"].map { Array($0.utf8) }
}
