import LogModel

/// Stack traces of PHP, as the engine, Monolog and Laravel print them.
struct PHPGrammar: ExceptionFirstGrammar {
  let language = "php"
  /// `[` begins the records of Monolog, the lines of servers and `[stacktrace]`.
  let openings =
    [
      "PHP ", "Parse error:", "Fatal error:", "Stack trace:", "NOTICE: PHP", "Next ", "thrown in ",
      "[",
    ]
    + (0...9).map { "#\($0)" }

  func firstGlance(_ bytes: UnsafeBufferPointer<UInt8>) -> StackTraces.Glance {
    var lines = unsafe GlancedLines(bytes)
    guard let first = unsafe lines.next(bytes) else { return .none }
    if unsafe Self.isWhole(bytes, first, isFirst: true) { return .wholeTrace }
    while let line = unsafe lines.next(bytes) {
      if unsafe Self.isWhole(bytes, line, isFirst: false) { return .wholeTrace }
    }
    return unsafe Self.role(bytes, first) == nil ? .none : .fragment
  }

  /// Whether a line says that the message is a trace, or one of its parts that need more than one line.
  private static func isWhole(
    _ text: some ByteText, _ whole: Range<Int>, isFirst: Bool
  ) -> Bool {
    guard !TextLine.namesProcess(text, whole) else { return false }
    let line = PHPLine.undecorated(text, whole)
    if PHPLine.isOwn(text, line) {
      // Apache prints a trace in one line.
      if PHPLine.fatal(text, line) != nil || PHPEscapes.holdTrace(text, line) { return true }
      if !isFirst, PHPLine.uncaught(text, line) != nil { return true }
    }
    guard !isFirst else { return false }
    return PHPLine.isTitle(text, line)
      || PHPLine.isRecord(text, line) && PHPLine.object(text, line) != nil
  }

  func parse(_ text: String, known: KnownFrames) -> StackTrace? {
    var reader = PHPTraceReader(text)
    return reader.read()
  }

  static func role(_ text: some ByteText, _ whole: Range<Int>) -> TraceLineRole? {
    guard whole.count <= StackTraces.maxTextBytes, !TextLine.namesProcess(text, whole) else {
      return nil
    }
    let range = PHPLine.undecorated(text, whole)
    let start = range.lowerBound + TextLine.indentation(text, range)
    guard start < range.upperBound else { return nil }
    switch text[start] {
    case 0x23: return PHPLine.call(text, range) == nil ? nil : .frame
    case 0x50, 0x4E, 0x46:
      if PHPLine.next(text, range) != nil { return .next }
      return PHPLine.isOwn(text, range) && PHPLine.uncaught(text, range) != nil ? .raises : nil
    case 0x53: return PHPLine.isTitle(text, range) ? .continues : nil
    case 0x74: return PHPLine.isEnd(text, range) ? .closes : nil
    case 0x5B:
      if PHPLine.isTitle(text, range) { return .continues }
      if PHPLine.isPrevious(text, range) { return .next }
      if PHPLine.isRecord(text, range), PHPLine.object(text, range) != nil { return .raises }
      return PHPLine.isOwn(text, range) && PHPLine.uncaught(text, range) != nil ? .raises : nil
    default: return nil
    }
  }
}
