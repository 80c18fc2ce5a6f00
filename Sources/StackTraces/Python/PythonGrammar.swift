import LogModel

#if canImport(Glibc)
  private import Glibc
#elseif canImport(Musl)
  private import Musl
#elseif canImport(Darwin)
  private import Darwin
#endif

/// Python's stack traces, as CPython's `traceback` module and the loggers above it print them.
struct PythonGrammar: TraceGrammar {
  let language = "python"
  let exceptionComesFirst = false
  /// A logger may have put anything before a header.
  let openings = [""]

  func firstGlance(_ bytes: UnsafeBufferPointer<UInt8>) -> StackTraces.Glance {
    var upper = bytes.count
    while upper > 0, unsafe Self.isSpace(bytes[upper - 1]) { upper -= 1 }
    var lower = 0
    while lower < upper, unsafe PythonLine.isNewline(bytes[lower]) { lower += 1 }
    guard upper - lower >= Self.shortestLine else { return .none }
    guard let newline = unsafe Self.newline(in: bytes, lower..<upper) else {
      return unsafe PythonFragment.isFragment(bytes, lower..<upper) ? .fragment : .none
    }
    let first = lower..<newline
    // A syntax error in the main script has no header.
    let isHeadless = unsafe PythonLine.frame(bytes, first) != nil
    var hasException = false
    // A header ends its line, whatever a logger put before it.
    var line = first
    while true {
      if unsafe PythonLine.isHeader(bytes, line) {
        return line.upperBound < upper || hasException ? .wholeTrace : .fragment
      }
      if isHeadless, unsafe PythonLine.loneException(bytes, line) != nil { hasException = true }
      let next = line.upperBound + 1
      guard next < upper else { break }
      line = unsafe next..<(Self.newline(in: bytes, next..<upper) ?? upper)
    }
    if isHeadless { return hasException ? .wholeTrace : .fragment }
    guard upper - lower <= Self.maxFragmentBytes else { return .none }
    if unsafe PythonLine.connector(bytes, first) != nil { return .fragment }
    return unsafe PythonLine.loneException(bytes, first) == nil ? .none : .fragment
  }

  func parse(_ text: String, known: KnownFrames) -> StackTrace? {
    var reader = PythonTraceReader(text, known: known)
    return reader.read()
  }

  func role(of line: Substring) -> TraceLineRole? {
    PythonFragment.role(Array(line.utf8))
  }

  /// `OSError` and shorter words than it are no line of a trace.
  private static let shortestLine = 5
  /// A message of several lines under an exception line, in bytes.
  private static let maxFragmentBytes = 4096

  /// Where the first newline is.
  private static func newline(in bytes: UnsafeBufferPointer<UInt8>, _ range: Range<Int>) -> Int? {
    guard let base = bytes.baseAddress,
      let found = unsafe memchr(base + range.lowerBound, 0x0A, range.count)
    else { return nil }
    return unsafe UnsafeRawPointer(found) - UnsafeRawPointer(base)
  }

  private static func isSpace(_ byte: UInt8) -> Bool { byte == 0x0A || PythonLine.isBlank(byte) }
}
