import BinaryArchive
import LogModel

extension ArchiveWriter {
  mutating func write(_ past: ReadingPast) {
    write(past.lastTimestamp)
    write(past.origin.bytes)
    write(choice: past.continuation.trace)
    for pending in [past.line, past.output, past.errors] { write(pending) }
    write(past.fold)
  }

  private mutating func write(_ pending: PendingText) {
    write(optional: pending.offset) { writer, offset in
      writer.write(offset)
      writer.write(pending.text.bytes)
      writer.write(pending.shownLine.bytes)
      writer.write(pending.head)
    }
  }

  private mutating func write(_ head: LineHead) {
    write(head.timestamp)
    write(head.length)
    write(optional: head.fieldSeverity) { $0.write(choice: $1) }
    write(optional: head.level) { $0.write(choice: $1) }
    write(optional: head.request) { writer, request in
      writer.write(request.status)
      writer.write(optional: request.latencyNanoseconds) { $0.write(Int($1)) }
      writer.write(optional: request.method) { $0.write(once: $1) }
      writer.write(optional: request.url) { $0.write(once: $1) }
    }
  }

  private mutating func write(_ fold: LineFold) {
    write(fold.origin.bytes)
    write(list: fold.parts) { writer, part in
      writer.write(part.offset)
      writer.write(fold.text.bytes.part(part.range))
    }
  }

  private mutating func write(_ timestamp: Timestamp?) {
    write(optional: timestamp) { $0.write(Int($1.nanoseconds)) }
  }

  /// Bytes of a log, which need not be UTF-8.
  private mutating func write(_ bytes: Bytes) { write(list: Array(bytes)) { $0.write(Int($1)) } }
}

extension ArchiveReader {
  mutating func past() throws(ArchiveDamage) -> ReadingPast {
    var past = ReadingPast()
    past.lastTimestamp = try timestamp()
    try logBytes().withUnsafeBufferPointer { past.origin.append($0) }
    past.continuation = ContinuationRule(trace: try choice())
    past.line = try pending()
    past.output = try pending()
    past.errors = try pending()
    past.fold = try fold()
    return past
  }

  private mutating func pending() throws(ArchiveDamage) -> PendingText {
    var pending = PendingText()
    guard try bool() else { return pending }
    let offset = try place()
    let text = try logBytes()
    let line = try logBytes()
    let head = try head()
    guard 0...text.count ~= head.length else { throw ArchiveDamage() }
    text.withUnsafeBufferPointer { text in
      line.withUnsafeBufferPointer { pending.begin(text, at: offset, head, showing: $0) }
    }
    return pending
  }

  private mutating func head() throws(ArchiveDamage) -> LineHead {
    var head = LineHead(timestamp: try timestamp())
    head.length = try int()
    head.fieldSeverity = try optional { reader throws(ArchiveDamage) in try reader.choice() }
    head.level = try optional { reader throws(ArchiveDamage) in try reader.choice() }
    guard try bool() else { return head }
    var request = DecodedEntry.Request(status: try int())
    request.latencyNanoseconds = try optional { reader throws(ArchiveDamage) in
      Int64(try reader.int())
    }
    let texts = DecodedEntry.Request.Texts()
    texts.method = try optional { reader throws(ArchiveDamage) in try reader.textOnce() }
    texts.url = try optional { reader throws(ArchiveDamage) in try reader.textOnce() }
    request.own = texts
    head.request = request
    return head
  }

  private mutating func fold() throws(ArchiveDamage) -> LineFold {
    var fold = LineFold()
    let origin = try logBytes()
    let parts = try list { reader throws(ArchiveDamage) in
      (offset: try reader.place(), line: try reader.logBytes())
    }
    for part in parts {
      part.line.withUnsafeBufferPointer { line in
        if !fold.isEmpty { return fold.append(line, at: part.offset, isTerminated: true) }
        origin.withUnsafeBufferPointer {
          fold.begin(line, of: $0, at: part.offset, isTerminated: true)
        }
      }
    }
    return fold
  }

  private mutating func timestamp() throws(ArchiveDamage) -> Timestamp? {
    try optional { reader throws(ArchiveDamage) in
      Timestamp(nanoseconds: Int64(try reader.int()))
    }
  }

  /// An offset in a log.
  mutating func place() throws(ArchiveDamage) -> Int {
    let offset = try int()
    guard 0..<1 << 60 ~= offset else { throw ArchiveDamage() }
    return offset
  }

  private mutating func logBytes() throws(ArchiveDamage) -> [UInt8] {
    try list { reader throws(ArchiveDamage) in
      guard let byte = UInt8(exactly: try reader.int()) else { throw ArchiveDamage() }
      return byte
    }
  }
}
