import LogModel

/// Stack traces of JavaScript and TypeScript, as V8 and Node print them.
struct NodeGrammar: ExceptionFirstGrammar {
  let language = "node"
  /// Frames, the plainest of exceptions, what introduces others, and properties of exceptions. A crash
  /// begins with the place where it was thrown.
  let openings =
    [
      "at ", "Error", "/", "file:///", "[cause]:", "[errors]", "[Unhandled", "Caused b", "caused b",
      "Caused B", "cause: ", "parent: ", "original", "driverEr", "code: 'E", "errno: -", "syscall:",
      "Emitted ", "... ", "URIError", "DOMExcep", "VError: ", "TSError: ",
    ] + NodeIntroduction.openings
  /// Names of exceptions.
  let compoundTelltales = ByteSet.upper

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
      } else if unsafe !NodeLine.isElided(bytes, next) {
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

  static func role(_ text: some ByteText, _ range: Range<Int>) -> TraceLineRole? {
    guard range.count <= StackTraces.maxTextBytes else { return nil }
    let indentation = TextLine.indentation(text, range)
    let start = range.lowerBound + indentation
    guard start < range.upperBound else { return nil }
    switch text[start] {
    case 0x61 where NodeLine.frame(text, range) != nil: return .frame
    case 0x2E where NodeLine.isElided(text, range): return .continues
    case 0x45 where NodeLine.isEmission(text, range): return .continues
    case 0x2F,
      0x66 where indentation == 0:
      if NodePlace.ofCrash(text, range) != nil { return .opens }
    case 0x5B where NodeLine.rejection(text, range) != nil: return .raises
    default: break
    }
    if let cause = NodeLine.cause(text, range) {
      let isProperty = text[start] == 0x5B
      guard let header = NodeHeader.ofCause(text, cause, isProperty: isProperty),
        isProperty || !QualifiedName.isQualified(text, header.type)
      else { return nil }
      return .next
    }
    if indentation >= 2, PythonLine.isLower(text[start]) || text[start] == 0x5B {
      if NodeLine.isErrorList(text, range) || NodeLine.isDetail(text, range) { return .continues }
      guard let (name, value) = NodeLine.property(text, range), NodeLine.isInner(text, name) else {
        return nil
      }
      return NodeHeader.ofCause(text, value) == nil ? nil : .next
    }
    // Names of other languages have packages.
    guard let header = NodeHeader.at(text, range), header.isTelling,
      !QualifiedName.isQualified(text, header.type)
    else { return nil }
    // The members of a list are indented.
    if indentation > 1 { return indentation >= 4 ? .continues : nil }
    return .mayRaise
  }
}
