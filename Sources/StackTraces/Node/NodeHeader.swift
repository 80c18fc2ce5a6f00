/// The line with which V8 begins an exception: `TypeError: x is not a function`.
struct NodeHeader {
  var type: Range<Int>
  /// With the code that Node puts before it: `[ERR_MODULE_NOT_FOUND]: Cannot find …`.
  var message: Range<Int>
  /// Whether the name can only be one of an exception.
  var isTelling: Bool

  /// The exception that a line begins with; nil where it begins with none. O(line).
  static func at(_ text: some ByteText, _ line: Range<Int>) -> NodeHeader? {
    var range = NodeIntroduction.skipped(text, TextLine.trimmed(text, line))
    // Without frames it is printed in brackets; deeper than Node looks only its name.
    var isBracketed = false
    if let first = range.first, text[first] == 0x5B,
      let end = range.last(where: { text[$0] == 0x5D }), end > first
    {
      range = (first + 1)..<end
      isBracketed = true
    }
    guard let name = QualifiedName.prefix(text, range) else { return nil }
    var type = name
    var end = name.upperBound
    var code: Range<Int>?
    if TextLine.hasPrefix(text, end..<range.upperBound, codeStart) {
      let start = end + codeStart.count
      end = start
      while end < range.upperBound, isInCode(text[end]) { end += 1 }
      guard end > start, end < range.upperBound, text[end] == 0x5D else { return nil }
      // Not the code but the name, where the class has another: `MongooseError [MongooseServerError]`.
      if QualifiedName.isExceptionLike(text, start..<end) {
        type = start..<end
      } else {
        code = (start - 1)..<(end + 1)
      }
      end += 1
    }
    var message = end..<end
    if end < range.upperBound {
      guard text[end] == 0x3A, end + 1 == range.upperBound || PythonLine.isBlank(text[end + 1])
      else { return nil }
      message = min(end + 2, range.upperBound)..<range.upperBound
    }
    guard !isBracketed || !message.isEmpty else { return nil }
    if let code {
      message = code.lowerBound..<(message.isEmpty ? code.upperBound : message.upperBound)
    }
    return NodeHeader(type: type, message: message, isTelling: isTelling(text, type))
  }

  /// An exception behind a logger's prefix: `ERROR [Orders] TypeError: …`. O(line).
  static func within(_ text: some ByteText, _ line: Range<Int>) -> NodeHeader? {
    var position = line.lowerBound
    while position < line.upperBound {
      let isStart =
        position == line.lowerBound || PythonLine.isBlank(text[position - 1])
        || text[position - 1] == 0x22 || text[position - 1] == 0x28
      if isStart, PythonLine.isUpper(text[position]),
        let name = QualifiedName.prefix(text, position..<line.upperBound)
      {
        if isTelling(text, name), let header = at(text, position..<line.upperBound) {
          return header
        }
        position = name.upperBound
      }
      position += 1
    }
    return nil
  }

  /// Whether it is one of what is printed the same way, but nothing failed: a level, a warning, a trace
  /// that was asked for.
  func isHarmless(_ text: some ByteText) -> Bool {
    NodeHeader.harmless.contains { TextLine.hasSuffix(text, type, $0) }
      || NodeHeader.levels.contains {
        $0.count == type.count && TextLine.hasPrefix(text, type, $0)
      }
  }

  /// The exception that is the value of another's property; nil where that is something else.
  ///
  /// - Parameter isProperty: whether the property is `[cause]`, so that whatever looks like an exception is
  ///   one.
  static func ofCause(
    _ text: some ByteText, _ value: Range<Int>, isProperty: Bool = false
  ) -> NodeHeader? {
    guard let first = value.first, text[first] != 0x7B, let header = at(text, value) else {
      return nil
    }
    if header.isTelling { return header }
    guard !header.message.isEmpty else { return nil }
    // As PostgreSQL's client names what the server says.
    let isPlain =
      header.type.count == plain.count && TextLine.hasPrefix(text, header.type, plain)
    return isProperty || isPlain ? header : nil
  }

  /// Whether it is the name of a class of several words: `SchemaMismatch`.
  static func isOfClass(_ text: some ByteText, _ name: Range<Int>) -> Bool {
    guard let first = name.first, PythonLine.isUpper(text[first]) else { return false }
    return name.dropFirst().contains {
      PythonLine.isUpper(text[$0]) && PythonLine.isLower(text[$0 - 1])
    }
  }

  /// Whether only exceptions have the name: `TypeError`, `OrderFailed`, and just `Error`.
  private static func isTelling(_ text: some ByteText, _ name: Range<Int>) -> Bool {
    guard QualifiedName.isExceptionLike(text, name) else {
      return QualifiedName.saysFailure(text, name)
        || name.count == rejection.count && TextLine.hasPrefix(text, name, rejection)
    }
    return QualifiedName.isTelling(text, name)
      || name.count == error.count && TextLine.hasPrefix(text, name, error)
  }

  private static func isInCode(_ byte: UInt8) -> Bool {
    PythonLine.isUpper(byte) || PythonLine.isDigit(byte) || byte == 0x5F
      || PythonLine.isLower(byte)
  }

  private static let codeStart = Array(" [".utf8)
  private static let rejection = Array("UnhandledPromiseRejection".utf8)
  private static let error = Array("Error".utf8)
  private static let plain = Array("error".utf8)
  private static let harmless = ["Trace", "Warning"].map { Array($0.utf8) }
  private static let levels = [
    "trace", "debug", "verbose", "http", "log", "info", "notice", "warn", "warning", "Info",
  ].map { Array($0.utf8) }
}
