import LogModel

/// Stack traces of .NET and Mono.
struct DotNetGrammar: ExceptionFirstGrammar {
  let language = "dotnet"
  let openings = ["at ", "Unhandled ", "---> ", "--- End "]
  /// Namespaces.
  let nameTelltales = ByteSet.upper

  func firstGlance(_ bytes: UnsafeBufferPointer<UInt8>) -> StackTraces.Glance {
    var lines = unsafe GlancedLines(bytes)
    guard let first = unsafe lines.next(bytes) else { return .none }
    if unsafe Self.isWhole(bytes, first) { return .wholeTrace }
    var follows = unsafe Self.isNeitherFrameNorRule(bytes, first)
    while let line = unsafe lines.next(bytes) {
      if unsafe DotNetLine.frame(bytes, line) != nil {
        if follows { return .wholeTrace }
      } else if unsafe DotNetLine.inner(bytes, line) != nil {
        if follows { return .wholeTrace }
        follows = true
      } else if unsafe Self.isWhole(bytes, line) {
        return .wholeTrace
      } else if unsafe !DotNetLine.isRule(bytes, line) {
        follows = true
      }
    }
    return unsafe Self.role(bytes, first) == nil ? .none : .fragment
  }

  func parse(_ text: String, known: KnownFrames) -> StackTrace? {
    var reader = DotNetTraceReader(text)
    return reader.read()
  }

  /// Columns by which ASP.NET's console logger indents.
  private static let maxIndentation = 8

  private static func isNeitherFrameNorRule(_ text: some ByteText, _ line: Range<Int>) -> Bool {
    DotNetLine.frame(text, line) == nil && !DotNetLine.isRule(text, line)
  }

  /// A line that is a trace by itself: the runtime's, or one that names a chain.
  private static func isWhole(_ text: some ByteText, _ line: Range<Int>) -> Bool {
    let line = TextLine.trimmed(text, line)
    if DotNetLine.unmistakable(text, line) != nil { return true }
    guard let parts = DotNetLine.likely(text, line), let inner = parts.inner else { return false }
    return DotNetLine.inner(text, inner) != nil
  }

  static func role(_ text: some ByteText, _ range: Range<Int>) -> TraceLineRole? {
    guard range.count <= StackTraces.maxTextBytes else { return nil }
    let line = TextLine.trimmed(text, range)
    guard let first = line.first else { return nil }
    switch text[first] {
    case 0x61: if DotNetLine.frame(text, line) != nil { return .frame }
    case 0x2D:
      if DotNetLine.inner(text, line) != nil { return .next }
      return DotNetLine.isRule(text, line) ? .continues : nil
    case 0x55: if DotNetLine.unmistakable(text, line) != nil { return .raises }
    default: break
    }
    guard line.lowerBound - range.lowerBound <= maxIndentation,
      let parts = DotNetLine.likely(text, line)
    else { return nil }
    return parts.inner == nil ? .mayRaise : .raises
  }
}
