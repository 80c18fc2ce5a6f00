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

  /// O(message), a search for newlines; one byte for a message of one line.
  static func of(_ bytes: UnsafeBufferPointer<UInt8>) -> ByteSet {
    var found = ByteSet()
    guard let base = bytes.baseAddress else { return found }
    let end = min(bytes.count, StackTraces.maxTextBytes)
    var start = 0
    var lines = 0
    while start < end, lines < mostLines {
      var first = start
      while first < end, unsafe bytes[first] == 0x20 || bytes[first] == 0x09 { first += 1 }
      if first < end { unsafe found.insert(bytes[first]) }
      guard first < end, let newline = unsafe memchr(base + first, 0x0A, end - first) else { break }
      start = unsafe UnsafeRawPointer(newline) - UnsafeRawPointer(base) + 1
      lines += 1
    }
    return found
  }
}
