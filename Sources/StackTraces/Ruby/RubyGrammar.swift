import LogModel

/// Backtraces of Ruby, as it prints them itself and as Rails and other loggers do.
struct RubyGrammar: ExceptionFirstGrammar {
  let language = "ruby"
  /// The exceptions of a chain all begin with the call that raised them.
  let raisesCauses = true
  /// Paths, those of code that is in no file, and the prefixes of loggers.
  let openings = [
    "/", ".", "<", "(", "-e", "bin/", "from ", "E, [", "F, [", "[", "Caused by:",
  ]
  /// Files.
  let nameTelltales = ByteSet.lower.union(.upper)
  /// Names of exceptions.
  let compoundTelltales = ByteSet.upper
  /// Where the newest call stands last: `2: from …`.
  let indentedTelltales = ByteSet.digits

  func firstGlance(_ bytes: UnsafeBufferPointer<UInt8>) -> StackTraces.Glance {
    var lines = unsafe GlancedLines(bytes)
    guard let first = unsafe lines.next(bytes) else { return .none }
    var line: Range<Int>? = first
    var hasOthers = false
    while let next = line {
      line = unsafe lines.next(bytes)
      if unsafe TextLine.namesProcess(bytes, next) {
        hasOthers = true
        continue
      }
      let last = unsafe bytes[next.upperBound - 1]
      if last == 0x27 || PythonLine.isDigit(last) {
        if unsafe RubyLine.frame(bytes, RubyPrefix.skipped(bytes, next)) != nil {
          if hasOthers { return .wholeTrace }
          continue
        }
      } else if last == 0x29 || last == 0x6E,
        unsafe RubyLine.raised(bytes, RubyPrefix.skipped(bytes, next)) != nil
      {
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

  static func role(_ text: some ByteText, _ range: Range<Int>) -> TraceLineRole? {
    guard range.count <= StackTraces.maxTextBytes, let last = range.last,
      !TextLine.namesProcess(text, range)
    else { return nil }
    let line = RubyPrefix.skipped(text, range)
    guard let first = line.first else { return nil }
    switch text[last] {
    case 0x27 where RubyLine.frame(text, line) != nil: return .frame
    case 0x29, 0x6E:
      if RubyLine.raised(text, line) != nil { return .raises }
      // As Unicorn logs what it did not expect.
      if line.lowerBound > range.lowerBound, RubyPrefix.isLogger(text, range),
        let parts = RubyLine.typeAtEnd(text, line), RubyName.isTelling(text, parts.type)
      {
        return .mayRaise
      }
    case let byte where PythonLine.isDigit(byte) && PythonLine.isBlank(text[first]):
      if RubyLine.frame(text, line)?.isMarked == true { return .frame }
    case 0x3A where RubyLine.announcesCause(text, line): return .connects(.cause)
    default: break
    }
    guard PythonLine.isUpper(text[first]), let name = RubyName.constant(text, line) else {
      return nil
    }
    let rest = name.upperBound..<line.upperBound
    guard rest.count > colon.count, RubyName.isTelling(text, name) else { return nil }
    if TextLine.hasPrefix(text, rest, bracket) {
      return RubyHeader.endsMessage(text, line) ? .mayRaise : nil
    }
    return TextLine.hasPrefix(text, rest, colon) ? .mayRaise : nil
  }

  private static let bracket = Array(" (".utf8)
  private static let colon = Array(": ".utf8)
}
