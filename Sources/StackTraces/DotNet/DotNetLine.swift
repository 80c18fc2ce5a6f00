/// What single lines of .NET's stack traces look like: `Exception.ToString()` and what the runtime
/// prints before it.
enum DotNetLine {
  private static let at = Array("at ".utf8)
  private static let location = Array(" in ".utf8)
  private static let lineNumber = Array(":line ".utf8)
  private static let monoOffset = Array(" [0x".utf8)
  private static let unhandled = ["Unhandled exception. ", "Unhandled Exception: "].map {
    Array($0.utf8)
  }
  private static let arrow = Array("---> ".utf8)
  private static let endOfInner = Array("--- End of inner exception stack trace ---".utf8)
  private static let endOfPart = Array("--- End of stack trace from previous ".utf8)
  private static let innerMember = Array("(Inner Exception #".utf8)

  private static let innerArrow = Array(" ---> ".utf8)
  private static let memberEnd = Array("<---".utf8)

  struct FrameParts {
    /// `Shop.Cart.Add`, without parameters.
    var function: Range<Int>
    var file: Range<Int>?
    var line: Int?
  }

  struct ExceptionParts {
    var type: Range<Int>
    /// Empty where there is none.
    var message: Range<Int>
    /// After ` ---> ` in the same line, as older runtimes print it.
    var inner: Range<Int>?
  }

  /// The frame of a line `   at Type.Method(parameters) in /src/File.cs:line 12`, or of Mono,
  /// `  at Type.Method (parameters) [0x0002a] in <hash>:0`.
  ///
  /// Frames of the JVM have a place in their parentheses, those of Node a blank before them.
  static func frame(_ text: some ByteText, _ range: Range<Int>) -> FrameParts? {
    var line = TextLine.trimmed(text, range)
    guard TextLine.hasPrefix(text, line, at) else { return nil }
    if let inside = endOfMember(text, line) { line = inside }
    let start = line.lowerBound + at.count
    let limit = min(line.upperBound, start + 4 * TraceText.maxNameBytes)
    // The parameters are in the last parentheses before the place; a local function has `()` in none.
    var open = start
    var dots = 0
    var angles = 0
    while open < limit, text[open] != 0x28 {
      switch text[open] {
      case 0x2E: dots += 1
      case 0x3C, 0x5B: angles += 1
      case 0x3E, 0x5D: angles -= 1
      // `Method[T1, T2](…)`; else a path, or words.
      case 0x20 where angles <= 0 && !(open + 1 < limit && text[open + 1] == 0x28): return nil
      case 0x2F, 0x3A: return nil
      default: break
      }
      open += 1
    }
    guard open < limit, open > start, dots > 0 else { return nil }
    let isSpaced = text[open - 1] == 0x20
    let name = start..<(isSpaced ? open - 1 : open)
    var depth = 0
    var close = open
    while close < limit {
      if text[close] == 0x28 { depth += 1 }
      if text[close] == 0x29 {
        depth -= 1
        if depth == 0 { break }
      }
      close += 1
    }
    guard close < limit, arePlausible(text, (open + 1)..<close) else { return nil }
    let rest = (close + 1)..<line.upperBound
    if isSpaced {
      return TextLine.hasPrefix(text, rest, monoOffset) ? FrameParts(function: name) : nil
    }
    if rest.isEmpty { return FrameParts(function: name) }
    guard TextLine.hasPrefix(text, rest, location) else { return nil }
    let file = (rest.lowerBound + location.count)..<rest.upperBound
    var digits = file.upperBound
    while digits > file.lowerBound, PythonLine.isDigit(text[digits - 1]) { digits -= 1 }
    let path = file.lowerBound..<max(file.lowerBound, digits - lineNumber.count)
    guard TextLine.hasPrefix(text, path.upperBound..<file.upperBound, lineNumber), !path.isEmpty
    else { return FrameParts(function: name, file: file) }
    return FrameParts(
      function: name, file: path, line: TextLine.number(text, digits..<file.upperBound))
  }

  /// Whether parameters may be those of a method: no `file.js:1:2`, no `File.java:12`.
  private static func arePlausible(_ text: some ByteText, _ range: Range<Int>) -> Bool {
    !range.contains { text[$0] == 0x3A || text[$0] == 0x2F }
  }

  /// `Unhandled exception. Type: message`.
  static func unmistakable(_ text: some ByteText, _ range: Range<Int>) -> ExceptionParts? {
    guard let prefix = unhandled.first(where: { TextLine.hasPrefix(text, range, $0) }) else {
      return nil
    }
    return named(text, (range.lowerBound + prefix.count)..<range.upperBound).map {
      splitting($0, text)
    }
  }

  /// ` ---> Type: message`, before which stands the number of a member of an `AggregateException`.
  static func inner(
    _ text: some ByteText, _ range: Range<Int>
  ) -> (parts: ExceptionParts, member: Int?)? {
    let line = TextLine.trimmed(text, range)
    guard TextLine.hasPrefix(text, line, arrow) else { return nil }
    let rest = (line.lowerBound + arrow.count)..<line.upperBound
    guard TextLine.hasPrefix(text, rest, innerMember) else {
      return telling(text, rest).map { ($0, nil) }
    }
    let digits = rest.lowerBound + innerMember.count
    guard let end = (digits..<rest.upperBound).first(where: { text[$0] == 0x29 }),
      end + 2 < rest.upperBound, let number = TextLine.number(text, digits..<end)
    else { return nil }
    return telling(text, (end + 2)..<rest.upperBound).map { ($0, number) }
  }

  /// A line without the `<---` that ends a member; nil where it has none.
  static func endOfMember(_ text: some ByteText, _ range: Range<Int>) -> Range<Int>? {
    guard TextLine.hasSuffix(text, range, memberEnd) else { return nil }
    return range.lowerBound..<(range.upperBound - memberEnd.count)
  }

  /// The end of an inner exception.
  static func isEndOfInner(_ text: some ByteText, _ range: Range<Int>) -> Bool {
    TextLine.hasPrefix(text, TextLine.trimmed(text, range), endOfInner)
  }

  /// `--- End of stack trace from previous location ---` and the like.
  static func isRule(_ text: some ByteText, _ range: Range<Int>) -> Bool {
    let line = TextLine.trimmed(text, range)
    return TextLine.hasPrefix(text, line, endOfPart) || TextLine.hasPrefix(text, line, endOfInner)
  }

  /// `Type: message`, `Type (0x80004005): message` or `Type`, whatever the type.
  static func named(_ text: some ByteText, _ range: Range<Int>) -> ExceptionParts? {
    let range = TextLine.trimmedEnd(text, range)
    guard let type = QualifiedName.prefix(text, range) else { return nil }
    var end = type.upperBound
    // The generic parameters of a type, then an error code.
    if end < range.upperBound, text[end] == 0x5B {
      guard let close = (end..<range.upperBound).first(where: { text[$0] == 0x5D }) else {
        return nil
      }
      end = close + 1
      while end < range.upperBound, text[end] == 0x5D { end += 1 }
    }
    if end + 1 < range.upperBound, text[end] == 0x20, text[end + 1] == 0x28 {
      let limit = min(range.upperBound, end + 24)
      guard let close = (end..<limit).first(where: { text[$0] == 0x29 }) else { return nil }
      end = close + 1
    }
    guard end < range.upperBound else {
      return ExceptionParts(type: type, message: end..<end)
    }
    let after = end + 1
    guard text[end] == 0x3A, after == range.upperBound || text[after] == 0x20 else { return nil }
    return ExceptionParts(
      type: type, message: min(after + 1, range.upperBound)..<range.upperBound)
  }

  /// What older runtimes print of a chain in one line: `Type: message ---> Type: message`. The inner
  /// exception is left as a line of its own.
  private static func splitting(_ parts: ExceptionParts, _ text: some ByteText) -> ExceptionParts {
    guard let position = TextLine.find(innerArrow, in: text, parts.message) else { return parts }
    return ExceptionParts(
      type: parts.type, message: parts.message.lowerBound..<position,
      inner: (position + 1)..<parts.message.upperBound)
  }

  private static func telling(_ text: some ByteText, _ range: Range<Int>) -> ExceptionParts? {
    guard let parts = named(text, range), QualifiedName.isTelling(text, parts.type) else {
      return nil
    }
    return splitting(parts, text)
  }

  /// `Type: message` where the type is one of an exception, with its namespace.
  static func likely(_ text: some ByteText, _ range: Range<Int>) -> ExceptionParts? {
    guard let parts = named(text, range), QualifiedName.isQualified(text, parts.type),
      QualifiedName.isExceptionLike(text, parts.type)
    else { return nil }
    return splitting(parts, text)
  }
}
