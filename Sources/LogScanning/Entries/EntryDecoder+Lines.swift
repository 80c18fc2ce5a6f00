/// Where rules of the CRE format are to be tried, every entry of plain text tells the line that it was
/// read from, with the undated lines behind it.
extension EntryDecoder {
  /// Takes a line, or holds it until it is known what belongs to it.
  func hold(_ line: Bytes, at offset: Int, isTerminated: Bool, along tape: Tape?) {
    var line = line
    if line.last == 0x0D { line = line.part(0..<line.count - 1) }
    guard let first = line.firstIndex(where: { $0 > 0x20 }) else { return }
    let isObject = line[first] == 0x7B && (fold.isEmpty || first == 0)
    if isObject || PlainLine.RuntimeLine(line) != nil {
      return pass(line, at: offset, isTerminated: isTerminated, along: tape)
    }
    var writer = Bytes.none
    var body = line
    var isDated = false
    if let prefix = LinePrefix(line, now: now) {
      isDated = prefix.timestamp != nil
      writer = prefix.origin
      body = line.part(prefix.length..<line.count)
    }
    if isDated || self.isDated(body) {
      releaseFold()
      fold.begin(line, of: writer, at: offset, isTerminated: isTerminated)
    } else if fold.takes(line, of: writer) {
      fold.append(line, at: offset, isTerminated: isTerminated)
    } else {
      pass(line, at: offset, isTerminated: isTerminated, along: tape)
    }
  }

  /// A line that stands for itself.
  private func pass(_ line: Bytes, at offset: Int, isTerminated: Bool, along tape: Tape?) {
    releaseFold()
    shownLine = line
    read(line, at: offset, isTerminated: isTerminated, along: tape)
    shownLine = Bytes.none
  }

  /// Hands on what is held: the first entry of it tells all the lines.
  func releaseFold() {
    guard !fold.isEmpty else { return }
    // What comes of a line may ask for this again.
    let held = fold
    fold = spareFold
    shownLine = held.text.bytes
    for part in held.parts {
      read(
        held.text.bytes.part(part.range), at: part.offset, isTerminated: part.isTerminated,
        along: nil)
      shownLine = Bytes.none
    }
    spareFold = held
    spareFold.clear()
  }

  private func isDated(_ line: Bytes) -> Bool {
    ExplorerLine.head(line) != nil || LineStamp(line, now: now) != nil
  }
}
