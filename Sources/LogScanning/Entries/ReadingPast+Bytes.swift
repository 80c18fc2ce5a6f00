import LogModel

/// The past as bytes, to be kept from one run to the next: numbers of eight bytes, low byte first; texts
/// with their length in front; what may be absent behind a byte that tells.
extension ReadingPast {
  /// Raised with every change.
  private static let format: UInt8 = 1

  var bytes: [UInt8] {
    var writer = PastWriter()
    writer.put(byte: ReadingPast.format)
    writer.put(lastTimestamp)
    writer.put(byte: continuation.trace.rawValue)
    for text in [line, output, errors] { writer.put(text) }
    writer.put(fold)
    return writer.bytes
  }

  /// Nil where the bytes are not what this version writes.
  init?(bytes: [UInt8]) {
    var reader = PastReader(bytes)
    guard reader.byte() == ReadingPast.format else { return nil }
    self.init()
    lastTimestamp = reader.timestamp()
    guard let trace = ContinuationRule.Trace(rawValue: reader.byte()) else { return nil }
    continuation = ContinuationRule(trace: trace)
    reader.read(into: &line)
    reader.read(into: &output)
    reader.read(into: &errors)
    reader.read(into: &fold)
    guard reader.isAtEnd else { return nil }
  }
}

private struct PastWriter {
  private(set) var bytes: [UInt8] = []

  mutating func put(byte: UInt8) { bytes.append(byte) }

  mutating func put(_ number: Int64) {
    for place in 0..<8 { bytes.append(UInt8(truncatingIfNeeded: number >> (8 * Int64(place)))) }
  }

  mutating func put(_ text: Bytes) {
    put(Int64(text.count))
    bytes.append(contentsOf: text)
  }

  mutating func put(_ text: String?) {
    put(byte: text == nil ? 0 : 1)
    guard var text else { return }
    text.withUTF8 { put($0) }
  }

  mutating func put(_ number: Int64?) {
    put(byte: number == nil ? 0 : 1)
    if let number { put(number) }
  }

  mutating func put(_ timestamp: Timestamp?) { put(timestamp?.nanoseconds) }

  mutating func put(_ pending: PendingText) {
    put(pending.offset.map { Int64($0) })
    guard pending.offset != nil else { return }
    put(pending.text.bytes)
    put(pending.shownLine.bytes)
    put(pending.head.timestamp)
    put(Int64(pending.head.length))
    put(pending.head.fieldSeverity.map { Int64($0.rawValue) })
    put(byte: pending.head.request == nil ? 0 : 1)
    guard let request = pending.head.request else { return }
    put(Int64(request.status))
    put(request.latencyNanoseconds)
    put(request.method)
    put(request.url)
  }

  mutating func put(_ fold: LineFold) {
    put(fold.origin.bytes)
    put(Int64(fold.parts.count))
    for part in fold.parts {
      put(fold.text.bytes.part(part.range))
      put(Int64(part.offset))
    }
  }
}

/// Reads what ``PastWriter`` wrote; of anything else it makes something, and says so at the end.
private struct PastReader {
  private let bytes: [UInt8]
  private var index = 0
  private var isSound = true

  init(_ bytes: [UInt8]) { self.bytes = bytes }

  var isAtEnd: Bool { isSound && index == bytes.count }

  mutating func byte() -> UInt8 {
    guard index < bytes.count else {
      isSound = false
      return 0
    }
    defer { index += 1 }
    return bytes[index]
  }

  mutating func number() -> Int64 {
    var number: UInt64 = 0
    for place in 0..<8 { number |= UInt64(byte()) << UInt64(8 * place) }
    return Int64(bitPattern: number)
  }

  mutating func timestamp() -> Timestamp? { optionalNumber().map { Timestamp(nanoseconds: $0) } }

  mutating func read(into pending: inout PendingText) {
    guard let offset = optionalNumber() else { return }
    let text = text()
    let line = self.text()
    var head = LineHead(timestamp: timestamp())
    head.length = Int(number())
    if head.length < 0 || head.length > text.count {
      isSound = false
      head.length = 0
    }
    if let severity = optionalNumber() {
      head.fieldSeverity = Severity(rawValue: Int(severity))
      if head.fieldSeverity == nil { isSound = false }
    }
    if has() {
      var request = DecodedEntry.Request(status: Int(number()))
      let texts = DecodedEntry.Request.Texts()
      request.latencyNanoseconds = optionalNumber()
      texts.method = optionalText()
      texts.url = optionalText()
      request.own = texts
      head.request = request
    }
    text.withUnsafeBufferPointer { text in
      line.withUnsafeBufferPointer { line in
        pending.begin(text, at: Int(offset), head, showing: line)
      }
    }
  }

  mutating func read(into fold: inout LineFold) {
    let origin = text()
    let count = number()
    var read: Int64 = 0
    while read < count, isSound {
      let text = text()
      let offset = Int(number())
      text.withUnsafeBufferPointer { text in
        if read > 0 { return fold.append(text, at: offset, isTerminated: true) }
        origin.withUnsafeBufferPointer {
          fold.begin(text, of: $0, at: offset, isTerminated: true)
        }
      }
      read += 1
    }
  }

  private mutating func has() -> Bool {
    let byte = byte()
    if byte > 1 { isSound = false }
    return byte == 1
  }

  private mutating func optionalNumber() -> Int64? { has() ? number() : nil }

  private mutating func optionalText() -> String? {
    has() ? String(decoding: text(), as: UTF8.self) : nil
  }

  private mutating func text() -> [UInt8] {
    let length = number()
    guard length >= 0, length <= bytes.count - index else {
      isSound = false
      return []
    }
    defer { index += Int(length) }
    return Array(bytes[index..<index + Int(length)])
  }
}
