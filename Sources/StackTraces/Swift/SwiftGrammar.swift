import LogModel

/// Crashes of Swift programs on servers.
struct SwiftGrammar: ExceptionFirstGrammar {
  let language = "swift"
  /// The kinds of reports, what follows them, the numbers of frames, and the bomb of a terminal.
  let openings =
    [
      "Assertion failed", "Fatal error", "Precondition failed", "Thread ", "Registers:", "Images (",
      "Current stack trace", "*** ", "\u{1F4A3} ",
    ] + (0...9).map(String.init)
  /// A module or a path: `App/Boot.swift:12: `.
  let nameTelltales = ByteSet.upper.union(.lower).union(ByteSet("/_."))

  func firstGlance(_ bytes: UnsafeBufferPointer<UInt8>) -> StackTraces.Glance {
    var lines = unsafe GlancedLines(bytes)
    guard let first = unsafe lines.next(bytes) else { return .none }
    let mayTell = unsafe SwiftLine.mayTell(bytes, first)
    var hasCrash = false
    if mayTell {
      if unsafe SwiftLine.fatal(bytes, first) != nil { return .wholeTrace }
      hasCrash = unsafe SwiftLine.crash(bytes, first) != nil
    }
    while let line = unsafe lines.next(bytes) {
      guard unsafe SwiftLine.mayTell(bytes, line) else { continue }
      if unsafe SwiftLine.fatal(bytes, line) != nil { return .wholeTrace }
      if unsafe SwiftLine.crash(bytes, line) != nil { hasCrash = true }
      if hasCrash, unsafe SwiftLine.frame(bytes, line) != nil { return .wholeTrace }
    }
    return mayTell ? unsafe Self.role(bytes, first) == nil ? .none : .fragment : .none
  }

  func parse(_ text: String, known: KnownFrames) -> StackTrace? {
    var reader = SwiftTraceReader(text)
    return reader.read()
  }

  static func role(_ text: some ByteText, _ range: Range<Int>) -> TraceLineRole? {
    if SwiftLine.fatal(text, range) != nil { return .raises }
    if SwiftLine.crash(text, range) != nil { return .next }
    if SwiftLine.frame(text, range) != nil { return .frame }
    if SwiftLine.isCrashedThread(text, range) || SwiftLine.isNotice(text, range)
      || SwiftLine.isOther(text, range)
    {
      return .continues
    }
    return nil
  }
}
