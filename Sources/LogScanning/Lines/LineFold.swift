/// A dated line of plain text with the undated ones that follow it, held until the next dated one comes:
/// to the rules of the CRE format they are one line.
///
/// Others see each of the lines for itself, as if nothing had been held.
struct LineFold {
  /// A line as it came.
  struct Part {
    var range: Range<Int>
    var offset: Int
    var isTerminated: Bool
  }

  /// Bytes that are held, in all.
  private static let limit = 256 << 10

  /// The lines, one behind the other without their newlines: so they are folded.
  let text = ByteBuffer()
  private(set) var parts: [Part] = []
  /// Who wrote them, where something but the file tells.
  let origin = ByteBuffer(capacity: 64)

  var isEmpty: Bool { parts.isEmpty }

  /// Whether an undated line of a writer belongs to what is held; one of nobody does, whoever wrote that.
  func takes(_ line: Bytes, of writer: Bytes) -> Bool {
    !isEmpty && text.count + line.count <= LineFold.limit
      && (writer.isEmpty || origin.bytes.isEqual(writer))
  }

  mutating func begin(_ line: Bytes, of writer: Bytes, at offset: Int, isTerminated: Bool) {
    clear()
    origin.append(writer)
    append(line, at: offset, isTerminated: isTerminated)
  }

  mutating func append(_ line: Bytes, at offset: Int, isTerminated: Bool) {
    let start = text.count
    text.append(line)
    parts.append(
      Part(range: start..<text.count, offset: offset, isTerminated: isTerminated))
  }

  mutating func clear() {
    parts.removeAll(keepingCapacity: true)
    text.removeAll()
    origin.removeAll()
  }
}
