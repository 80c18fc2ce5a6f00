import LogModel

/// Panics and fatal errors of Go, as the runtime prints them and servers log them.
struct GoGrammar: ExceptionFirstGrammar {
  let language = "go"
  /// Failures, the parts of their stacks, the time that the standard logger begins a server's line with,
  /// and the places of gin's.
  let openings = [
    "panic: ", "panic(", "fatal error: ", "runtime error: ", "http: panic serving ", "goroutine ",
    "created by ", "[signal SIG", "SIG", "PC=0x", "...", "20", "\u{1B}[31m20", "/",
  ]
  /// Packages, whose names calls begin with, and files.
  let nameTelltales = ByteSet.lower
  /// Places of calls.
  let indentedTelltales = ByteSet("/._<?")

  func firstGlance(_ bytes: UnsafeBufferPointer<UInt8>) -> StackTraces.Glance {
    var lines = unsafe GlancedLines(bytes)
    guard let first = unsafe lines.next(bytes) else { return .none }
    var isFirst = true
    var line: Range<Int>? = first
    var hasDoubtful = false
    while let next = line {
      line = unsafe lines.next(bytes)
      if isFirst, line == nil { break }
      if let failure = unsafe GoLine.failure(bytes, next) {
        if failure.kind != .doubtful || hasDoubtful { return .wholeTrace }
        hasDoubtful = true
      } else if let start = unsafe GoLine.goroutineStart(bytes, next) {
        if !isFirst || start > next.lowerBound { return .wholeTrace }
      } else if !isFirst, unsafe GoLine.ginPlace(bytes, next) != nil {
        return .wholeTrace
      }
      isFirst = false
    }
    return unsafe Self.role(bytes, first) == nil ? .none : .fragment
  }

  func parse(_ text: String, known: KnownFrames) -> StackTrace? {
    var reader = GoTraceReader(text)
    return reader.read()
  }

  static func role(_ text: some ByteText, _ range: Range<Int>) -> TraceLineRole? {
    guard range.count <= StackTraces.maxTextBytes, let first = range.first else { return nil }
    if let failure = GoLine.failure(text, range) {
      return failure.kind == .doubtful || failure.kind == .signal ? .mayRaise : .raises
    }
    if PythonLine.isBlank(text[first]) {
      if GoLine.next(text, range) != nil { return .next }
      return GoLine.place(text, range) == nil ? nil : .continues
    }
    if GoLine.isServer(text, range) { return .raises }
    let isPart =
      GoLine.call(text, range) != nil || GoLine.isGoroutine(text, range)
      || GoLine.isSignal(text, range) || GoLine.creator(text, range) != nil
      || GoLine.isElided(text, range) || GoLine.ginPlace(text, range) != nil
      || GoLine.isRuntimeError(text, range)
    return isPart ? .continues : nil
  }
}
