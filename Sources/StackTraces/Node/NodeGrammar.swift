import LogModel

/// Stack traces of JavaScript and TypeScript, as V8 and Node print them.
struct NodeGrammar: TraceGrammar {
  let language = "node"
  let exceptionComesFirst = true
  /// Frames, properties in brackets, names of exceptions, `... 6 lines matching …`.
  let telltales = ByteSet.upper.union(ByteSet("a[c."))

  func firstGlance(_ bytes: UnsafeBufferPointer<UInt8>) -> StackTraces.Glance {
    var lines = unsafe GlancedLines(bytes)
    guard let first = unsafe lines.next(bytes) else { return .none }
    var hasOthers = false
    var line: Range<Int>? = first
    while let next = line {
      if let frame = unsafe NodeLine.frame(bytes, next) {
        if hasOthers, frame.line != nil { return .wholeTrace }
      } else if unsafe NodeLine.rejection(bytes, next) != nil {
        return .wholeTrace
      } else {
        hasOthers = true
      }
      line = unsafe lines.next(bytes)
    }
    return unsafe Self.role(bytes, first) == nil ? .none : .fragment
  }

  func parse(_ text: String, known: KnownFrames) -> StackTrace? {
    var reader = NodeTraceReader(text)
    return reader.read()
  }

  func role(of line: Substring) -> TraceLineRole? {
    let bytes = Array(line.utf8)
    return Self.role(bytes, TextLine.trimmedEnd(bytes, 0..<bytes.count))
  }

  private static func role(_ text: some ByteText, _ range: Range<Int>) -> TraceLineRole? {
    guard range.count <= StackTraces.maxTextBytes else { return nil }
    let indentation = TextLine.indentation(text, range)
    let start = range.lowerBound + indentation
    guard start < range.upperBound else { return nil }
    switch text[start] {
    case 0x61: return NodeLine.frame(text, range) == nil ? nil : .frame
    case 0x2E: return NodeLine.isElided(text, range) ? .continues : nil
    case 0x5B where NodeLine.isErrorList(text, range): return .continues
    case 0x5B where NodeLine.rejection(text, range) != nil: return .raises
    case 0x5B where indentation == 0: return nil
    case 0x5B, 0x43, 0x63:
      if let cause = NodeLine.cause(text, range), NodeHeader.at(text, cause) != nil { return .next }
    default: break
    }
    guard PythonLine.isUpper(text[start]), let header = NodeHeader.at(text, range),
      header.isTelling, !header.message.isEmpty
    else { return nil }
    // The members of a list are indented.
    if indentation > 0 { return indentation >= 4 ? .continues : nil }
    return .mayRaise
  }
}
