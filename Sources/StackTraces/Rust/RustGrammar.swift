import LogModel

/// Panics of Rust, and errors with the causes that anyhow and eyre print.
struct RustGrammar: ExceptionFirstGrammar {
  let language = "rust"
  /// Panics, their parts, the report of color-eyre, and the messages of the standard library.
  let openings = [
    "thread '", "Caused by:", "stack backtrace:", "Stack backtrace:", "Location:",
    "The application panicked", "called `", "index out of bounds", "internal error: entered",
    "assertion ", "attempt to ",
  ]
  /// Frames and their places.
  let indentedTelltales = ByteSet.digits.union(ByteSet("a"))

  func firstGlance(_ bytes: UnsafeBufferPointer<UInt8>) -> StackTraces.Glance {
    var lines = unsafe GlancedLines(bytes)
    guard let first = unsafe lines.next(bytes) else { return .none }
    var line: Range<Int>? = first
    var isFirst = true
    while let next = line {
      line = unsafe lines.next(bytes)
      if unsafe RustLine.panic(bytes, next) != nil {
        // One line says all, where the message stands in it.
        if unsafe line != nil || !isFirst || bytes[next.upperBound - 1] != 0x3A {
          return .wholeTrace
        }
      } else if unsafe RustLine.isOverflow(bytes, next) || RustLine.isReport(bytes, next) {
        return .wholeTrace
      } else if !isFirst {
        switch unsafe RustLine.title(bytes, next) {
        case .causes where line != nil, .location: return .wholeTrace
        case .causes, .backtrace, nil: break
        }
      }
      isFirst = false
    }
    return unsafe Self.role(bytes, first) == nil ? .none : .fragment
  }

  func parse(_ text: String, known: KnownFrames) -> StackTrace? {
    RustTraceReader(text).read()
  }

  static func role(_ text: some ByteText, _ range: Range<Int>) -> TraceLineRole? {
    guard range.count <= StackTraces.maxTextBytes, let first = range.first else { return nil }
    if RustLine.panic(text, range) != nil { return .raises }
    if PythonLine.isBlank(text[first]) {
      if RustLine.at(text, range) != nil { return .continues }
      guard let call = RustLine.call(text, range) else { return nil }
      return RustLine.isTelling(text, call) ? .continues : nil
    }
    return RustLine.isMessage(text, range) || RustLine.title(text, range) == .backtrace
      ? .continues : nil
  }
}
