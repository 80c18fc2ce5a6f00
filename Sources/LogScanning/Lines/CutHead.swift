/// What `tail` and `split` leave of a pretty export: an input that begins inside a record.
enum CutHead {
  enum Finding {
    /// More bytes are needed.
    case unknown
    case absent
    /// The offset of the line on which the first whole record begins.
    case record(Int)
  }

  /// Looks for a brace alone in its line, in the column in which the line before it closes another,
  /// whose first key is one of a LogEntry.
  ///
  /// Looks no further than the second line where that is none of pretty JSON.
  static func look(_ bytes: Bytes, from: Int, isAll: Bool) -> Finding {
    var lines = Lines(bytes, from: from)
    guard lines.next() != nil, let second = lines.next(), isOfPrettyJSON(second.text) else {
      return isAll || lines.isAtNewline ? .absent : .unknown
    }
    var closing: Int?
    var line = second
    while true {
      if line.text.isEqual("{"), closing == line.column, beginsEntry(bytes, line.start) {
        return .record(line.start)
      }
      if line.text.isEqual("}") || line.text.isEqual("},") {
        closing = line.column
      } else if !line.text.isEmpty {
        closing = nil
      }
      guard let next = lines.next() else { return isAll ? .absent : .unknown }
      line = next
    }
  }

  private static func isOfPrettyJSON(_ line: Bytes) -> Bool {
    guard let first = line.first else { return false }
    if first == 0x22 { return true }
    return line.count <= 2 && (first == 0x7B || first == 0x7D || first == 0x5B || first == 0x5D)
  }

  private static func beginsEntry(_ bytes: Bytes, _ lineStart: Int) -> Bool {
    let brace = InputForm.afterBlanks(bytes, lineStart)
    let quote = InputForm.afterBlanks(bytes, brace + 1)
    guard quote < bytes.count, bytes[quote] == 0x22, let base = bytes.baseAddress,
      let close = JSONCursor(base, from: 0, to: bytes.count).closingQuote(quote + 1)
    else { return false }
    return EntryKeyTable.shared.isOfLogEntry(bytes.part(quote + 1..<close))
  }

  /// The lines that are there as a whole, without the white space around them.
  private struct Lines {
    private let bytes: Bytes
    private var position: Int
    /// Whether the last answer ended at a newline.
    private(set) var isAtNewline = false

    init(_ bytes: Bytes, from: Int) {
      self.bytes = bytes
      position = from
    }

    /// `column` counts the white space in front of the text; nil at the end.
    mutating func next() -> (start: Int, column: Int, text: Bytes)? {
      let start = position
      var end = start
      while end < bytes.count, bytes[end] != 0x0A { end += 1 }
      isAtNewline = end < bytes.count
      guard isAtNewline else { return nil }
      position = end + 1
      let first = ByteScan.afterBlanks(bytes, start, end)
      while end > first, ByteScan.isBlank(bytes[end - 1]) { end -= 1 }
      return (start, first - start, bytes.part(first..<end))
    }
  }
}

extension ByteScan {
  /// Behind any white space.
  fileprivate static func afterBlanks(_ bytes: Bytes, _ from: Int, _ end: Int) -> Int {
    var index = from
    while index < end, isBlank(bytes[index]) { index += 1 }
    return index
  }
}
