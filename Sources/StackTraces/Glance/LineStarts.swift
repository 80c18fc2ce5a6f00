#if canImport(Glibc)
  private import Glibc
#elseif canImport(Musl)
  private import Musl
#elseif canImport(Darwin)
  private import Darwin
#endif

/// With which bytes the lines of a message begin, blanks apart: found once for all languages, so that
/// an ordinary message is shown to those only that it may interest.
enum LineStarts {
  /// Lines that are looked at; every trace has told by then that it is one.
  private static let mostLines = 4096

  /// Of each byte the languages of ``TraceGrammars/all`` that a line tells something to which begins
  /// with it: one bit each.
  private static let interested: [UInt32] = (0...UInt8.max).map { byte in
    var languages: UInt32 = 0
    for (index, grammar) in TraceGrammars.all.enumerated() where grammar.telltales.contains(byte) {
      languages |= 1 << UInt32(index)
    }
    return languages
  }

  /// The languages that a message may interest: of each line the first byte is looked up. O(message),
  /// a search for newlines.
  static func languages(of bytes: UnsafeBufferPointer<UInt8>) -> UInt32 {
    guard let base = bytes.baseAddress else { return 0 }
    let interested = interested.span
    var found: UInt32 = 0
    let end = min(bytes.count, StackTraces.maxTextBytes)
    var start = 0
    var lines = 0
    while start < end, lines < mostLines {
      var first = start
      while first < end, unsafe bytes[first] == 0x20 || bytes[first] == 0x09 { first += 1 }
      guard first < end else { break }
      found |= unsafe interested[Int(bytes[first])]
      guard let newline = unsafe memchr(base + first, 0x0A, end - first) else { break }
      start = unsafe UnsafeRawPointer(newline) - UnsafeRawPointer(base) + 1
      lines += 1
    }
    return found
  }
}
