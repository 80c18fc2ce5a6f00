import LogModel

/// Stack traces of PHP, as the engine, Monolog and Laravel print them.
struct PHPGrammar: TraceGrammar {
  let language = "php"
  let exceptionComesFirst = true
  /// `PHP Fatal error:`, `Fatal error:`, `Stack trace:`, `[stacktrace]`, `#0`, `Next`, `thrown in`,
  /// `NOTICE: PHP message:`, records of Monolog and lines of servers.
  let telltales = ByteSet("PFSN[#t")

  func firstGlance(_ bytes: UnsafeBufferPointer<UInt8>) -> StackTraces.Glance {
    var lines = unsafe GlancedLines(bytes)
    guard let first = unsafe lines.next(bytes) else { return .none }
    var line: Range<Int>? = first
    var isFirst = true
    while let next = line {
      let own = unsafe PHPLine.undecorated(bytes, next)
      if unsafe !isFirst && PHPLine.isTitle(bytes, own) { return .wholeTrace }
      if unsafe PHPLine.isOwn(bytes, own) {
        if unsafe PHPLine.fatal(bytes, own) != nil { return .wholeTrace }
        // Apache prints a trace in one line.
        if unsafe PHPEscapes.holdTrace(bytes, own) { return .wholeTrace }
        if unsafe !isFirst && PHPLine.uncaught(bytes, own) != nil { return .wholeTrace }
      }
      if unsafe !isFirst && PHPLine.isRecord(bytes, own) && PHPLine.object(bytes, own) != nil {
        return .wholeTrace
      }
      line = unsafe lines.next(bytes)
      if line == nil, isFirst { break }
      isFirst = false
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

  private static func role(_ text: some ByteText, _ whole: Range<Int>) -> TraceLineRole? {
    guard whole.count <= StackTraces.maxTextBytes else { return nil }
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
