import LogModel

/// Backtraces of Ruby, as it prints them itself and as Rails and other loggers do.
struct RubyGrammar: TraceGrammar {
  let language = "ruby"
  let exceptionComesFirst = true
  /// Lines begin with paths, `from`, numbers before it, and names of exceptions.
  let telltales = ByteSet.lower.union(.upper).union(.digits).union(ByteSet("/<(-._"))

  func firstGlance(_ bytes: UnsafeBufferPointer<UInt8>) -> StackTraces.Glance {
    var lines = unsafe GlancedLines(bytes)
    guard let first = unsafe lines.next(bytes) else { return .none }
    var line: Range<Int>? = first
    var hasOthers = false
    while let next = line {
      line = unsafe lines.next(bytes)
      let last = unsafe bytes[next.upperBound - 1]
      if last == 0x27 || PythonLine.isDigit(last) {
        if unsafe RubyLine.frame(bytes, next) != nil {
          if hasOthers { return .wholeTrace }
          continue
        }
      } else if last == 0x29 || last == 0x6E, unsafe RubyLine.raised(bytes, next) != nil {
        return .wholeTrace
      }
      hasOthers = true
    }
    return unsafe Self.role(bytes, first) == nil ? .none : .fragment
  }

  func parse(_ text: String, known: KnownFrames) -> StackTrace? {
    var reader = RubyTraceReader(text)
    return reader.read()
  }

  func role(of line: Substring) -> TraceLineRole? {
    let bytes = Array(line.utf8)
    return Self.role(bytes, TextLine.trimmedEnd(bytes, 0..<bytes.count))
  }

  private static func role(_ text: some ByteText, _ range: Range<Int>) -> TraceLineRole? {
    guard range.count <= StackTraces.maxTextBytes, let first = range.first, let last = range.last
    else { return nil }
    switch text[last] {
    case 0x27 where RubyLine.frame(text, range) != nil: return .frame
    case 0x29, 0x6E:
      if RubyLine.raised(text, range) != nil { return .raises }
    case let byte where PythonLine.isDigit(byte) && PythonLine.isBlank(text[first]):
      if RubyLine.frame(text, range)?.isMarked == true { return .frame }
    default: break
    }
    guard PythonLine.isUpper(text[first]), let name = RubyName.constant(text, range),
      RubyName.isTelling(text, name)
    else { return nil }
    let rest = name.upperBound..<range.upperBound
    if TextLine.hasPrefix(text, rest, bracket) {
      return RubyHeader.endsMessage(text, range) ? .mayRaise : nil
    }
    return TextLine.hasPrefix(text, rest, colon) && rest.count > colon.count ? .mayRaise : nil
  }

  private static let bracket = Array(" (".utf8)
  private static let colon = Array(": ".utf8)
}
