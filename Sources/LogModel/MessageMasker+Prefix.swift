/// Time stamps, and the prefix that loggers put before a message.
extension MessageMasker {
  /// A date, a time of day or both: ISO 8601, `2025/09/16`, `16/Sep/2025:00:41:13 +0000`.
  func timeEnd(at start: Int) -> Int? {
    guard Self.isDigit(bytes[start]) else { return nil }
    if let end = dateEnd(at: start) {
      let separator = byte(end)
      if separator == 0x54 || separator == 0x20 || separator == 0x3A || separator == 0x74,
        let time = clockEnd(at: end + 1)
      {
        return time
      }
      return Self.isAlphanumeric(byte(end)) ? nil : end
    }
    return clockEnd(at: start)
  }

  /// Where the message begins: after bracketed times, process ids and levels.
  func startOfMessage() -> Int {
    var position = 0
    // A prefix has a handful of parts; more brackets than that are the message.
    for _ in 0..<6 {
      position = afterBlanks(position)
      guard let end = prefixPartEnd(at: position) else { break }
      position = end
    }
    position = afterBlanks(position)
    return position < bytes.count ? position : 0
  }

  private func prefixPartEnd(at start: Int) -> Int? {
    guard start < bytes.count else { return nil }
    if bytes[start] == 0x5B {
      guard let close = bytes[start..<min(bytes.count, start + 48)].firstIndex(of: 0x5D) else {
        return nil
      }
      let inner = afterBlanks(start + 1)
      let isNumber = inner < close && (inner..<close).allSatisfy { Self.isDigit(bytes[$0]) }
      let isTime = inner < close && timeEnd(at: inner).map { $0 <= close } ?? false
      return isNumber || isTime || levelEnd(at: inner).map { afterBlanks($0) >= close } ?? false
        ? afterSeparator(close + 1) : nil
    }
    if let end = timeEnd(at: start) { return afterSeparator(end) }
    guard let end = levelEnd(at: start) else { return nil }
    let blanks = afterBlanks(end)
    // A level is a prefix where a sign sets it off; `ERROR while …` is a sentence.
    guard byte(blanks) == 0x3A || byte(blanks) == 0x2D || byte(blanks) == 0x7C else { return nil }
    return blanks + 1
  }

  private func levelEnd(at start: Int) -> Int? {
    var end = start
    while byte(end) >= 0x41, byte(end) <= 0x5A { end += 1 }
    guard end - start >= 2, end - start <= 9, !Self.isAlphanumeric(byte(end)) else { return nil }
    return Severity(name: String(decoding: bytes[start..<end], as: UTF8.self)) == nil ? nil : end
  }

  private func afterBlanks(_ start: Int) -> Int {
    var position = start
    while position < bytes.count, Self.isBlank(bytes[position]) { position += 1 }
    return position
  }

  /// After blanks and one `-`, `|` or `:` that stands alone.
  private func afterSeparator(_ start: Int) -> Int {
    let position = afterBlanks(start)
    let isSeparator = byte(position) == 0x2D || byte(position) == 0x7C || byte(position) == 0x3A
    return isSeparator && Self.isBlank(byte(position + 1)) ? position + 1 : position
  }

  private func dateEnd(at start: Int) -> Int? {
    if areDigits(start, 4), byte(start + 4) == 0x2D || byte(start + 4) == 0x2F,
      areDigits(start + 5, 2), byte(start + 7) == byte(start + 4), areDigits(start + 8, 2),
      !Self.isDigit(byte(start + 10))
    {
      return start + 10
    }
    if areDigits(start, 2), byte(start + 2) == 0x2F, byte(start + 6) == 0x2F,
      (3..<6).allSatisfy({ Self.isLetter(byte(start + $0)) }), areDigits(start + 7, 4)
    {
      return start + 11
    }
    return nil
  }

  /// `HH:MM`, seconds, a fraction and a zone after it.
  private func clockEnd(at start: Int) -> Int? {
    guard areDigits(start, 2), byte(start + 2) == 0x3A, areDigits(start + 3, 2) else { return nil }
    var end = start + 5
    guard byte(end) == 0x3A, areDigits(end + 1, 2) else {
      return Self.isAlphanumeric(byte(end)) || byte(end) == 0x3A ? nil : end
    }
    end += 3
    if byte(end) == 0x2E || byte(end) == 0x2C, Self.isDigit(byte(end + 1)) {
      end += 1
      while Self.isDigit(byte(end)) { end += 1 }
    }
    if byte(end) | 0x20 == 0x7A, !Self.isAlphanumeric(byte(end + 1)) { return end + 1 }
    let zone = byte(end) == 0x20 ? end + 1 : end
    if byte(zone) == 0x2B || byte(zone) == 0x2D, areDigits(zone + 1, 2) {
      let minutes = byte(zone + 3) == 0x3A ? zone + 4 : zone + 3
      if areDigits(minutes, 2), !Self.isDigit(byte(minutes + 2)) { return minutes + 2 }
    }
    if byte(end) == 0x20, byte(end + 1) == 0x55, byte(end + 2) == 0x54, byte(end + 3) == 0x43 {
      return end + 4
    }
    return Self.isAlphanumeric(byte(end)) ? nil : end
  }
}
