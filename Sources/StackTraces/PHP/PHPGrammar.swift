import LogModel

/// Stack traces of PHP, as the engine, Monolog and Laravel print them.
struct PHPGrammar: TraceGrammar {
  let language = "php"
  let exceptionComesFirst = true
  /// `PHP Fatal error:`, `Stack trace:`, `[stacktrace]`, `#0`, `Next`, `thrown in`, `NOTICE: PHP message:`.
  let telltales = ByteSet("PSN[#t")

  func firstGlance(_ bytes: UnsafeBufferPointer<UInt8>) -> StackTraces.Glance {
    var lines = unsafe GlancedLines(bytes)
    guard let first = unsafe lines.next(bytes) else { return .none }
    var line: Range<Int>? = first
    var isFirst = true
    while let next = line {
      if unsafe !isFirst && PHPLine.isTitle(bytes, next) { return .wholeTrace }
      if unsafe PHPLine.isOwn(bytes, next), unsafe PHPLine.fatal(bytes, next) != nil {
        return .wholeTrace
      }
      isFirst = false
      line = unsafe lines.next(bytes)
    }
    return unsafe Self.role(bytes, first) == nil ? .none : .fragment
  }

  func parse(_ text: String, known: KnownFrames) -> StackTrace? {
    var reader = PHPTraceReader(text)
    return reader.read()
  }

  func role(of line: Substring) -> TraceLineRole? {
    let bytes = Array(line.utf8)
    return Self.role(bytes, TextLine.trimmedEnd(bytes, 0..<bytes.count))
  }

  private static func role(_ text: some ByteText, _ range: Range<Int>) -> TraceLineRole? {
    guard range.count <= StackTraces.maxTextBytes else { return nil }
    let start = range.lowerBound + TextLine.indentation(text, range)
    guard start < range.upperBound else { return nil }
    switch text[start] {
    case 0x23: return PHPLine.call(text, range) == nil ? nil : .frame
    case 0x50, 0x4E:
      if PHPLine.next(text, range) != nil { return .next }
      return PHPLine.isOwn(text, range) && PHPLine.uncaught(text, range) != nil ? .mayRaise : nil
    case 0x53: return PHPLine.isTitle(text, range) ? .continues : nil
    case 0x74: return PHPLine.isEnd(text, range) ? .closes : nil
    case 0x5B:
      if PHPLine.isTitle(text, range) { return .continues }
      if PHPLine.isPrevious(text, range) { return .next }
      return PHPLine.isOwn(text, range) && PHPLine.uncaught(text, range) != nil ? .mayRaise : nil
    default: return nil
    }
  }
}
