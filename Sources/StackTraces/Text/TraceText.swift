import LogModel

/// A text cut into lines, of which the parts are ranges: what the readers of languages look at.
struct TraceText {
  /// Messages and names beyond these are no real ones, in bytes.
  static let maxMessageBytes = 8 << 10
  static let maxNameBytes = 1024
  /// Frames of an exception that are kept: the outermost and the innermost.
  private static let keptFrames = (outermost: 32, innermost: 96)

  let bytes: [UInt8]
  /// Without their line ends.
  let lines: [Range<Int>]

  /// O(text).
  init(_ source: String) {
    let all = Array(source.utf8)
    bytes = all.count > StackTraces.maxReadBytes ? Array(all.prefix(StackTraces.maxReadBytes)) : all
    var lines: [Range<Int>] = []
    var start = 0
    for position in bytes.indices where bytes[position] == 0x0A {
      lines.append(start..<position)
      start = position + 1
    }
    lines.append(start..<bytes.count)
    self.lines = lines
  }

  func string(_ range: Range<Int>) -> String { String(decoding: bytes[range], as: UTF8.self) }

  /// A type, a path or a function.
  func name(_ range: Range<Int>) -> String {
    Truncation.prefix(string(range), bytes: Self.maxNameBytes)
  }

  /// The lines of a message, without blank ones at the end.
  func message(_ parts: [Range<Int>]) -> String {
    var parts = parts
    while let last = parts.last, TextLine.trimmed(bytes, last).isEmpty { parts.removeLast() }
    return Truncation.prefix(
      parts.map { string(TextLine.trimmedEnd(bytes, $0)) }.joined(separator: "\n"),
      bytes: Self.maxMessageBytes)
  }

  /// Endless recursion says nothing new in its middle. Outermost first.
  static func bounded(_ frames: [StackFrame]) -> [StackFrame] {
    guard frames.count > keptFrames.outermost + keptFrames.innermost else { return frames }
    return Array(frames.prefix(keptFrames.outermost) + frames.suffix(keptFrames.innermost))
  }
}
