#if canImport(Glibc)
  private import Glibc
#elseif canImport(Musl)
  private import Musl
#elseif canImport(Darwin)
  private import Darwin
#endif

/// The lines of a message that is glanced at, one after the other; blank ones are passed over.
struct GlancedLines {
  private var start = 0
  private let end: Int

  init(_ bytes: UnsafeBufferPointer<UInt8>) {
    end = min(bytes.count, StackTraces.maxTextBytes)
  }

  /// The next line without the blanks at its end; nil where there is no more. O(line).
  mutating func next(_ bytes: UnsafeBufferPointer<UInt8>) -> Range<Int>? {
    guard let base = bytes.baseAddress else { return nil }
    while start < end {
      let newline = unsafe memchr(base + start, 0x0A, end - start)
      let upper = unsafe newline.map { unsafe UnsafeRawPointer($0) - UnsafeRawPointer(base) } ?? end
      let line = unsafe TextLine.trimmedEnd(bytes, start..<upper)
      start = upper + 1
      if !line.isEmpty { return line }
    }
    return nil
  }
}
