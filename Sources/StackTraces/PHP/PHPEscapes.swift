/// Newlines that a server printed as `\n`, so that a trace is a single line: Apache does.
enum PHPEscapes {
  /// Whether a line holds a trace. O(line).
  static func holdTrace(_ text: some ByteText, _ range: Range<Int>) -> Bool {
    TextLine.find(title, in: text, range) != nil
  }

  /// The text with line ends where, in a line of PHP's own, a line of a trace begins; itself where none
  /// holds one. O(text).
  static func resolved(_ source: String) -> String {
    let bytes = Array(source.utf8)
    guard holdTrace(bytes, 0..<bytes.count) else { return source }
    var result: [UInt8] = []
    result.reserveCapacity(bytes.count)
    for line in bytes.split(separator: 0x0A, omittingEmptySubsequences: false) {
      if line.startIndex > 0 { result.append(0x0A) }
      append(bytes, line.startIndex..<line.endIndex, to: &result)
    }
    return String(decoding: result, as: UTF8.self)
  }

  private static func append(
    _ bytes: [UInt8], _ line: Range<Int>, to result: inout [UInt8]
  ) {
    guard PHPLine.isOwn(bytes, line), holdTrace(bytes, line) else {
      result += bytes[line]
      return
    }
    var position = line.lowerBound
    while position < line.upperBound {
      let rest = min(position + newline.count, line.upperBound)..<line.upperBound
      if TextLine.hasPrefix(bytes, position..<line.upperBound, newline),
        starts.contains(where: { TextLine.hasPrefix(bytes, rest, $0) })
      {
        result.append(0x0A)
        position = rest.lowerBound
      } else {
        result.append(bytes[position])
        position += 1
      }
    }
  }

  private static let newline = Array("\\n".utf8)
  private static let title = Array("\\nStack trace:\\n#".utf8)
  /// A backslash and an `n` are the begin of a name as well: only before these they are a line's end.
  private static let starts = ["Stack trace:", "#", "\\n", "Next ", "  thrown in "].map {
    Array($0.utf8)
  }
}
