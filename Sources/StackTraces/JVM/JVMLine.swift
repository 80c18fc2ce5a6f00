/// What single lines of the JVM's stack traces look like: `Throwable.printStackTrace`, and what Logback,
/// Log4j and java.util.logging make of it.
enum JVMLine {
  private static let at = Array("at ".utf8)
  private static let inThread = Array("Exception in thread \"".utf8)
  private static let causedBy = Array("Caused by: ".utf8)
  private static let wrappedBy = Array("Wrapped by: ".utf8)
  private static let suppressed = Array("Suppressed: ".utf8)
  private static let circular = Array("[CIRCULAR REFERENCE:".utf8)
  private static let ellipsis = Array("... ".utf8)
  private static let more = Array(" more".utf8)
  private static let omitted = Array(" common frames omitted".utf8)
  private static let placeless = [
    "Native Method", "Unknown Source", "<generated>", "SourceFile", "Compiled Code", "Interpreted",
  ].map { Array($0.utf8) }
  private static let extensions = [".java", ".kt", ".kts", ".scala", ".groovy", ".clj", ".jrt"].map
  {
    Array($0.utf8)
  }

  struct FrameParts {
    /// `com.example.Shop$Cart.add`, without module and loader.
    var function: Range<Int>
    /// `Shop.java`; nil where the place is `Native Method` and the like.
    var file: Range<Int>?
    var line: Int?
  }

  struct ExceptionParts {
    var type: Range<Int>
    /// Empty where there is none.
    var message: Range<Int>
  }

  /// The frame of a line `at [loader/][module/]Type.method(File.java:12) ~[jar:version]`.
  ///
  /// Frames of Node have a blank before their parenthesis, those of .NET parameters in it.
  static func frame(_ text: some ByteText, _ range: Range<Int>) -> FrameParts? {
    let line = TextLine.trimmed(text, range)
    guard TextLine.hasPrefix(text, line, at) else { return nil }
    let start = line.lowerBound + at.count
    let limit = min(line.upperBound, start + 2 * TraceText.maxNameBytes)
    var open = start
    var name = start
    var dots = 0
    while open < limit, text[open] != 0x28 {
      let byte = text[open]
      guard byte != 0x20 else { return nil }
      // A loader or a module; `Shop$$Lambda$14/0x0000000800c03000` is a type.
      if byte == 0x2F, open + 1 < limit, !PythonLine.isDigit(text[open + 1]) {
        (name, dots) = (open + 1, 0)
      }
      if byte == 0x2E { dots += 1 }
      open += 1
    }
    guard open < limit, dots > 0, name < open, text[open - 1] != 0x2E else { return nil }
    var close = open + 1
    while close < limit, text[close] != 0x29 { close += 1 }
    guard close < limit, let place = place(text, (open + 1)..<close) else { return nil }
    // What may follow is the jar.
    guard close + 1 == line.upperBound || text[close + 1] == 0x20 else { return nil }
    return FrameParts(function: name..<open, file: place.file, line: place.line)
  }

  private static func place(
    _ text: some ByteText, _ range: Range<Int>
  ) -> (file: Range<Int>?, line: Int?)? {
    if placeless.contains(where: { TextLine.hasPrefix(text, range, $0) }) { return (nil, nil) }
    guard !range.isEmpty else { return nil }
    var colon = range.upperBound
    while colon > range.lowerBound, PythonLine.isDigit(text[colon - 1]) { colon -= 1 }
    let digits = colon..<range.upperBound
    let hasLine = colon > range.lowerBound && text[colon - 1] == 0x3A && !digits.isEmpty
    let file = range.lowerBound..<(hasLine ? colon - 1 : range.upperBound)
    guard !file.isEmpty, !file.contains(where: { isForeign(text[$0]) }) else { return nil }
    guard hasLine || extensions.contains(where: { TextLine.hasSuffix(text, file, $0) }) else {
      return nil
    }
    return (file, hasLine ? TextLine.number(text, digits) : nil)
  }

  /// In no name of a source file: `file:1:2`, `/app/x.js`, `Type name`.
  private static func isForeign(_ byte: UInt8) -> Bool {
    byte == 0x20 || byte == 0x3A || byte == 0x2F || byte == 0x2C || byte == 0x28
  }

  /// How many frames a line `... 12 more` stands for.
  static func elided(_ text: some ByteText, _ range: Range<Int>) -> Int? {
    let line = TextLine.trimmed(text, range)
    guard TextLine.hasPrefix(text, line, ellipsis) else { return nil }
    let start = line.lowerBound + ellipsis.count
    var end = start
    while end < line.upperBound, PythonLine.isDigit(text[end]) { end += 1 }
    let rest = end..<line.upperBound
    guard
      [more, omitted].contains(where: {
        $0.count == rest.count && TextLine.hasPrefix(text, rest, $0)
      })
    else { return nil }
    return TextLine.number(text, start..<end)
  }

  /// Which exception a line names besides the first of a trace.
  enum Section {
    /// `Caused by: `: what the exception above was made of.
    case cause(ExceptionParts)
    /// `Wrapped by: `, where the root comes first: what was made of the exception above.
    case wrapper(ExceptionParts)
    /// `Suppressed: `: no part of the chain.
    case suppressed
    /// A chain that leads back into itself.
    case circular
  }

  static func section(_ text: some ByteText, _ range: Range<Int>) -> Section? {
    let line = TextLine.trimmed(text, range)
    guard let first = line.first else { return nil }
    switch text[first] {
    case 0x43 where TextLine.hasPrefix(text, line, causedBy):
      let rest = (line.lowerBound + causedBy.count)..<line.upperBound
      if TextLine.hasPrefix(text, rest, circular) { return .circular }
      return telling(text, rest).map { .cause($0) }
    case 0x57 where TextLine.hasPrefix(text, line, wrappedBy):
      return telling(text, (line.lowerBound + wrappedBy.count)..<line.upperBound)
        .map { .wrapper($0) }
    case 0x53 where TextLine.hasPrefix(text, line, suppressed):
      let rest = (line.lowerBound + suppressed.count)..<line.upperBound
      return telling(text, rest) == nil ? nil : .suppressed
    case 0x5B where TextLine.hasPrefix(text, line, circular): return .circular
    default: return nil
    }
  }

  /// `Exception in thread "main" Type: message`.
  static func unmistakable(_ text: some ByteText, _ range: Range<Int>) -> ExceptionParts? {
    guard TextLine.hasPrefix(text, range, inThread) else { return nil }
    let start = range.lowerBound + inThread.count
    let limit = min(range.upperBound, start + TraceText.maxNameBytes)
    var quote = start
    while quote + 1 < limit, text[quote] != 0x22 || text[quote + 1] != 0x20 { quote += 1 }
    guard quote + 2 < limit else { return nil }
    return named(text, (quote + 2)..<range.upperBound)
  }

  /// `Type: message` or `Type` at the start of a line, whatever the type.
  static func named(_ text: some ByteText, _ range: Range<Int>) -> ExceptionParts? {
    let range = TextLine.trimmedEnd(text, range)
    guard let type = QualifiedName.prefix(text, range) else { return nil }
    guard type.upperBound < range.upperBound else {
      return ExceptionParts(type: type, message: range.upperBound..<range.upperBound)
    }
    let after = type.upperBound + 1
    guard text[type.upperBound] == 0x3A, after == range.upperBound || text[after] == 0x20 else {
      return nil
    }
    return ExceptionParts(
      type: type, message: min(after + 1, range.upperBound)..<range.upperBound)
  }

  private static func telling(_ text: some ByteText, _ range: Range<Int>) -> ExceptionParts? {
    named(text, range).flatMap { QualifiedName.isTelling(text, $0.type) ? $0 : nil }
  }

  /// `Type: message` where the type is one of an exception, with its package; where its name does not
  /// say so, a class in a package of several parts.
  static func likely(_ text: some ByteText, _ range: Range<Int>) -> ExceptionParts? {
    guard let parts = named(text, range), QualifiedName.isQualified(text, parts.type) else {
      return nil
    }
    if QualifiedName.isExceptionLike(text, parts.type) { return parts }
    return !parts.message.isEmpty && QualifiedName.isClassOfPackage(text, parts.type) ? parts : nil
  }

  /// The exception that a logger's line ends with: `… ERROR c.e.Shop - Failed: a.b.CException: no`.
  static func embedded(_ text: some ByteText, _ range: Range<Int>) -> ExceptionParts? {
    let line = TextLine.trimmed(text, range)
    let limit = min(line.upperBound, line.lowerBound + 2 * TraceText.maxNameBytes)
    var start = line.lowerBound
    while start < limit {
      if let name = QualifiedName.prefix(text, start..<line.upperBound) {
        if QualifiedName.isExceptionLike(text, name), QualifiedName.isTelling(text, name),
          let parts = named(text, start..<line.upperBound)
        {
          return parts
        }
        start = max(name.upperBound, start + 1)
      } else {
        start += 1
      }
      // The next word.
      while start < limit, text[start] != 0x20 { start += 1 }
      while start < limit, text[start] == 0x20 { start += 1 }
    }
    return nil
  }
}
