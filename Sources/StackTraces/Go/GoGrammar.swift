import LogModel

/// Panics and fatal errors of Go, as the runtime prints them and servers log them.
struct GoGrammar: TraceGrammar {
  let language = "go"
  let exceptionComesFirst = true
  /// `panic:`, `fatal error:`, `goroutine`, names of packages, paths, `[signal`, `...12 frames elided...`.
  let telltales = ByteSet.lower.union(ByteSet("/[C."))

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

  func role(of line: Substring) -> TraceLineRole? {
    let bytes = Array(line.utf8)
    return Self.role(bytes, TextLine.trimmedEnd(bytes, 0..<bytes.count))
  }

  private static func role(_ text: some ByteText, _ range: Range<Int>) -> TraceLineRole? {
    guard range.count <= StackTraces.maxTextBytes, let first = range.first else { return nil }
    if let failure = GoLine.failure(text, range) {
      return failure.kind == .doubtful ? .mayRaise : .raises
    }
    if text[first] == 0x68, TextLine.hasPrefix(text, range, serving) { return .raises }
    if PythonLine.isBlank(text[first]) {
      if GoLine.next(text, range) != nil { return .next }
      return GoLine.place(text, range) == nil ? nil : .continues
    }
    let isPart =
      GoLine.call(text, range) != nil || GoLine.isGoroutine(text, range)
      || GoLine.isSignal(text, range) || GoLine.creator(text, range) != nil
      || GoLine.isElided(text, range)
    return isPart ? .continues : nil
  }

  private static let serving = Array("http: panic serving ".utf8)
}
