/// Walks over one line once and writes its template.
struct MessageMasker {
  let bytes: [UInt8]
  private var output: [UInt8] = []
  private var scalars = 0
  private var isFull = false
  /// What the line is made of, in order; only where somebody wants it.
  private(set) var spans: [Span] = []
  private let keepsSpans: Bool

  /// A part of the line, by the offsets of its bytes.
  struct Span {
    var kind: MessagePiece.Kind
    var range: Range<Int>
  }

  init(_ line: [UInt8], keepsSpans: Bool = false) {
    bytes = line
    self.keepsSpans = keepsSpans
    output.reserveCapacity(min(line.count, 4 * MessageTemplate.maxScalars))
  }

  mutating func mask() -> String {
    var position = startOfMessage()
    while position < bytes.count, !isFull { position = step(at: position) }
    while output.last == 0x20 { output.removeLast() }
    return String(decoding: output, as: UTF8.self)
  }

  /// Walks over a part of the line for its spans alone, however long its template would be.
  mutating func divide(from start: Int) {
    var position = start
    while position < bytes.count { position = step(at: position) }
  }

  /// Writes what begins at a position, and returns where the next thing begins.
  private mutating func step(at position: Int) -> Int {
    let byte = bytes[position]
    if Self.isBlank(byte) {
      if let last = output.last, last != 0x20 { emit([0x20]) }
      keep(.blank, position..<position + 1)
      return position + 1
    }
    let follows = position > 0 && Self.isWord(bytes[position - 1])
    if !follows {
      if let end = quotedEnd(at: position) { return emit("<str>", .quoted, position..<end) }
      if let end = timeEnd(at: position) { return emit("<time>", .time, position..<end) }
      if let end = urlEnd(at: position) { return emit("<url>", .url, position..<end) }
      if let end = addressEnd(at: position) { return emit("<ip>", .address, position..<end) }
      if let end = emailEnd(at: position) { return emit("<email>", .email, position..<end) }
      if let end = pathEnd(at: position) { return emit("<path>", .path, position..<end) }
      if let end = uuidEnd(at: position) { return emit("<id>", .uuid, position..<end) }
      if let end = typeNameEnd(at: position) {
        emit(bytes[position..<end])
        keep(.word, position..<end)
        return end
      }
    }
    if Self.isAlphanumeric(byte) { return word(at: position) }
    // A scalar is written whole or not at all.
    var end = position + 1
    while end < bytes.count, bytes[end] & 0xC0 == 0x80 { end += 1 }
    emit(bytes[position..<end])
    keep(byte >= 0x80 ? .word : .sign, position..<end)
    return end
  }

  /// A run of letters and digits: a number, an id, or a word with its digits masked.
  private mutating func word(at start: Int) -> Int {
    if Self.isDigit(bytes[start]), let end = numberEnd(at: start) {
      // The unit stays: `<n>ms`, `<n>MiB`.
      var unit = end
      while unit < bytes.count, Self.isAlphanumeric(bytes[unit]) { unit += 1 }
      if unit == end { return emit("<n>", .number, start..<end) }
      if unit - end <= 4, (end..<unit).allSatisfy({ Self.isLetter(bytes[$0]) }),
        !isHexadecimalId(start..<unit)
      {
        emit("<n>", .number, start..<end)
        emit(bytes[end..<unit])
        keep(.word, end..<unit)
        return unit
      }
    }
    var end = start
    var changes = 0
    var digits = 0
    while end < bytes.count, Self.isAlphanumeric(bytes[end]) {
      if Self.isDigit(bytes[end]) { digits += 1 }
      if end > start, Self.isDigit(bytes[end]) != Self.isDigit(bytes[end - 1]) { changes += 1 }
      end += 1
    }
    let token = start..<end
    if digits == 0 {
      emit(bytes[token])
      keep(.word, token)
      return end
    }
    let isPrefixed = token.count > 2 && bytes[start] == 0x30 && bytes[start + 1] | 0x20 == 0x78
    let isMixed = changes >= 2 && token.count >= 5 || token.count >= 20
    if isPrefixed || isMixed || isHexadecimalId(token) { return emit("<id>", .id, token) }
    var position = start
    while position < end {
      if Self.isDigit(bytes[position]) {
        let first = position
        while position < end, Self.isDigit(bytes[position]) { position += 1 }
        emit("<n>", .number, first..<position)
      } else {
        emit(bytes[position...position])
        keep(.word, position..<position + 1)
        position += 1
      }
    }
    return end
  }

  /// At least 8 hexadecimal digits with a decimal one and a letter among them: no word, no number.
  private func isHexadecimalId(_ token: Range<Int>) -> Bool {
    token.count >= 8 && token.allSatisfy { Self.isHexadecimal(bytes[$0]) }
      && token.contains { Self.isDigit(bytes[$0]) } && token.contains { Self.isLetter(bytes[$0]) }
  }

  @discardableResult
  private mutating func emit(
    _ placeholder: StaticString, _ kind: MessagePiece.Kind, _ range: Range<Int>
  ) -> Int {
    emit(Array(placeholder.description.utf8))
    keep(kind, range)
    return range.upperBound
  }

  /// Neighbouring words are one, and so are neighbouring blanks.
  private mutating func keep(_ kind: MessagePiece.Kind, _ range: Range<Int>) {
    guard keepsSpans else { return }
    if kind == .word || kind == .blank, let last = spans.last, last.kind == kind,
      last.range.upperBound == range.lowerBound
    {
      spans[spans.count - 1].range = last.range.lowerBound..<range.upperBound
    } else {
      spans.append(Span(kind: kind, range: range))
    }
  }

  private mutating func emit(_ piece: some Collection<UInt8>) {
    let more = piece.count { $0 & 0xC0 != 0x80 }
    guard !isFull, scalars + more <= MessageTemplate.maxScalars else {
      isFull = true
      return
    }
    output.append(contentsOf: piece)
    scalars += more
  }

  static func isBlank(_ byte: UInt8) -> Bool { byte <= 0x20 }
  static func isDigit(_ byte: UInt8) -> Bool { byte >= 0x30 && byte <= 0x39 }
  static func isLetter(_ byte: UInt8) -> Bool { byte | 0x20 >= 0x61 && byte | 0x20 <= 0x7A }
  static func isAlphanumeric(_ byte: UInt8) -> Bool { isDigit(byte) || isLetter(byte) }
  static func isWord(_ byte: UInt8) -> Bool { isAlphanumeric(byte) || byte >= 0x80 }
  static func isHexadecimal(_ byte: UInt8) -> Bool {
    isDigit(byte) || (byte | 0x20 >= 0x61 && byte | 0x20 <= 0x66)
  }
}
