import LogModel

/// A text that may still grow: a dated plain line with what continues it, or the parts of a line
/// that a container runtime cut.
struct PendingText {
  let text = ByteBuffer()
  /// See ``DecodedEntry/line``.
  let shownLine = ByteBuffer()
  /// Nil where nothing is pending.
  private(set) var offset: Int?
  private(set) var head = LineHead()

  /// Begins with a part that stands at an offset of the input.
  mutating func begin(
    _ part: Bytes, at offset: Int, _ head: LineHead, showing line: Bytes = Bytes.none
  ) {
    text.removeAll()
    shownLine.removeAll()
    shownLine.append(line)
    text.append(part)
    self.offset = offset
    self.head = head
  }

  mutating func clear() {
    offset = nil
    text.removeAll()
    shownLine.removeAll()
  }
}

extension PendingText {
  /// Goes on with a part, or begins with it; the time is that of the first.
  mutating func extend(_ part: Bytes, at offset: Int, _ timestamp: Timestamp?) {
    guard self.offset == nil else {
      text.append(part)
      return
    }
    begin(part, at: offset, LineHead(timestamp: timestamp))
  }
}
