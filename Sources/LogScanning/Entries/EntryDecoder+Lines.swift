import LogModel

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

  /// Shows a line that should be JSON and is not: it is no entry, but rules may know its words. It stands
  /// at the place of the entry that comes next, and has the time of the one before.
  func showUnreadable(_ line: Bytes, at offset: Int) {
    guard let base = line.baseAddress else { return }
    top.clear()
    payload.clear()
    entry.record = line
    entry.form = .plain
    entry.line = line
    entry.isWrapped = false
    entry.message = TextDecoder.decode(base, 0, line.count, isEscaped: false, into: messageBuffer)
    entry.attachedTrace = Bytes.none
    entry.insertIdBytes = Bytes.none
    entry.request = nil
    entry.split = nil
    setSource(sourceOfPlainLine())
    entry.hasErrorGroup = false
    entry.outerLevel = nil
    entry.isUnreadable = true
    entry.ordinal = delivered + 1
    entry.byteOffset = offset
    if lastTimestamp == nil { recall?() }
    entry.timestamp = lastTimestamp ?? .undated(ordinal: self.base + delivered + 1)
    entry.fieldSeverity = .default
    entry.updateFromMessage()
    deliver(entry)
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
