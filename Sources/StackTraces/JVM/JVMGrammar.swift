import LogModel

/// Stack traces of the JVM: Java, Kotlin, Scala, Groovy.
struct JVMGrammar: ExceptionFirstGrammar {
  let language = "jvm"
  /// Whole traces are seen by their frames, whatever their first line begins with.
  let openings = [
    "at ", "Caused by: ", "Exception in thread ", "Suppressed: ", "Wrapped by: ", "... ",
    "[CIRCULAR REFERENCE:",
  ]
  /// Names of packages.
  let nameTelltales = ByteSet.lower

  func firstGlance(_ bytes: UnsafeBufferPointer<UInt8>) -> StackTraces.Glance {
    var lines = unsafe GlancedLines(bytes)
    guard let first = unsafe lines.next(bytes) else { return .none }
    if unsafe JVMLine.unmistakable(bytes, first) != nil { return .wholeTrace }
    guard let second = unsafe lines.next(bytes) else {
      return unsafe Self.role(bytes, first) == nil ? .none : .fragment
    }
    var follows = unsafe JVMLine.frame(bytes, first) == nil && JVMLine.elided(bytes, first) == nil
    if unsafe Self.isInChain(bytes, first) { follows = true }
    var line: Range<Int>? = second
    while let next = line {
      if unsafe JVMLine.frame(bytes, next) != nil {
        // Frames below an exception, or below whatever was logged with it.
        if follows { return .wholeTrace }
      } else if unsafe JVMLine.unmistakable(bytes, next) != nil {
        return .wholeTrace
      } else if unsafe Self.isInChain(bytes, next) {
        return .wholeTrace
      } else if unsafe JVMLine.section(bytes, next) == nil,
        unsafe JVMLine.elided(bytes, next) == nil
      {
        follows = true
      }
      line = unsafe lines.next(bytes)
    }
    // Frames alone, or the lines of an exception's message.
    return unsafe Self.role(bytes, first) == nil ? .none : .fragment
  }

  func parse(_ text: String, known: KnownFrames) -> StackTrace? {
    var reader = JVMTraceReader(text)
    return reader.read()
  }

  private static func isInChain(_ text: some ByteText, _ line: Range<Int>) -> Bool {
    switch JVMLine.section(text, line) {
    case .cause, .wrapper: true
    case .suppressed, .circular, nil: false
    }
  }

  static func role(_ text: some ByteText, _ range: Range<Int>) -> TraceLineRole? {
    guard range.count <= StackTraces.maxTextBytes else { return nil }
    let start = range.lowerBound + TextLine.indentation(text, range)
    guard start < range.upperBound else { return nil }
    switch text[start] {
    case 0x61 where JVMLine.frame(text, range) != nil: return .frame
    case 0x2E where JVMLine.elided(text, range) != nil: return .continues
    case 0x43, 0x57, 0x53, 0x5B:
      switch JVMLine.section(text, range) {
      case .cause, .wrapper: return .next
      case .suppressed, .circular: return .continues
      case nil: break
      }
    case 0x45 where JVMLine.unmistakable(text, range) != nil: return .raises
    default: break
    }
    return start == range.lowerBound && JVMLine.likely(text, range) != nil ? .mayRaise : nil
  }
}
