/// Newlines that a server printed as `\n`, so that a trace is a single line: Apache does.
enum PHPEscapes {
  /// Whether a line holds a trace. O(line).
  static func holdTrace(_ text: some ByteText, _ range: Range<Int>) -> Bool {
    TextLine.find(title, in: text, range) != nil
  }

  /// The text with line ends where a line of a trace begins; itself where it holds none. O(text).
  static func resolved(_ source: String) -> String {
    let bytes = Array(source.utf8)
    let all = 0..<bytes.count
    guard holdTrace(bytes, all) else { return source }
    var result: [UInt8] = []
    result.reserveCapacity(bytes.count)
    var position = 0
    while position < bytes.count {
      let rest = (position + 2)..<max(position + 2, bytes.count)
      if bytes[position] == 0x5C, TextLine.hasPrefix(bytes, position..<bytes.count, newline),
        starts.contains(where: { TextLine.hasPrefix(bytes, rest, $0) })
      {
        result.append(0x0A)
        position += newline.count
      } else {
        result.append(bytes[position])
        position += 1
      }
    }
    return String(decoding: result, as: UTF8.self)
  }

  private static let newline = Array("\\n".utf8)
  private static let title = Array("\\nStack trace:\\n#".utf8)
  /// A backslash and an `n` are the begin of a name as well: only before these they are a line's end.
  private static let starts = ["Stack trace:", "#", "\\n", "Next ", "  thrown in "].map {
    Array($0.utf8)
  }
}
