import LogModel

/// The time of a plain line, in any of the forms that logs have it, within its first
/// ``LineStamp/columns`` bytes.
///
/// What a date and a time of day look like is told by ``WrittenDate``, ``WrittenClock`` and
/// ``WrittenZone``, a count of seconds by ``EpochStamp``, and where each may stand by ``StampPlace``.
/// Nothing but the line and `now` decides. O(1).
struct LineStamp {
  private(set) var timestamp: Timestamp
  /// Where the message begins: behind a bare time and one separator. 0 where the time stands in
  /// brackets or behind a level, and so is part of what the program wrote.
  private(set) var messageStart = 0
  /// A named zone whose offset the name does not tell for certain; the time was taken as UTC.
  private(set) var uncertainZone: Bytes?
  /// What the sign behind the time says, where one is known by it.
  private(set) var level: Severity?

  /// A time begins before this column.
  static let columns = 64
  /// From where a time begins to the colon behind its hour.
  private static let longestDate = 32

  /// - Parameter now: a time without a year is taken for the latest that is not more than seven days
  ///   later.
  init?(_ line: Bytes, now: Timestamp) {
    if let usual = LineStamp(usual: line) {
      self = usual
      return
    }
    guard let first = line.first, first > 0x20 || first == 0x1B, first != 0x7B else { return nil }
    let text = StampText(line: line)
    if 0x31...0x32 ~= first || first == 0x5B, let epoch = EpochStamp(beginningOf: text) {
      timestamp = epoch.timestamp
      if first != 0x5B {
        messageStart = LineStamp.afterSeparator(text, epoch.end, isLoggers: false)
      }
      return
    }
    guard let found = LineStamp.search(text, now: now) else { return nil }
    self = found
  }

  /// Looks at colons, which stand in every time of day, and at what begins a count of seconds.
  private static func search(_ text: StampText, now: Timestamp) -> LineStamp? {
    for index in 1..<max(1, min(text.line.count, columns + longestDate)) {
      switch text.line[index] {
      case 0x3A where text[index + 3] == 0x3A:
        if let time = WrittenTime(text, colon: index, now: now), time.start < columns,
          StampPlace.allows(time.form, at: time.start, in: text)
        {
          return LineStamp(time, in: text)
        }
      case 0x3D where index < columns:
        if let epoch = EpochStamp(valueOf: text, equals: index) {
          return LineStamp(timestamp: epoch.timestamp)
        }
      case 0x28 where index < columns:
        if let epoch = EpochStamp(audit: text, parenthesis: index) {
          return LineStamp(timestamp: epoch.timestamp)
        }
      default: break
      }
    }
    return nil
  }

  private init(timestamp: Timestamp) { self.timestamp = timestamp }

  private init(_ time: WrittenTime, in text: StampText) {
    timestamp = time.timestamp
    uncertainZone = time.uncertainZone
    if time.start == 0, time.form != .lettered {
      messageStart = LineStamp.afterSeparator(text, time.end, isLoggers: time.hasFraction)
    }
    if time.form == .named || time.form == .yearless { level = LineStamp.redisLevel(text, time) }
  }

  /// A time in a usual notation at the very beginning, or there behind a bracket or a level:
  /// `INFO 2025-09-16 …`, `[2025-09-16 …`, `ERROR:2025-09-16 …`.
  private init?(usual line: Bytes) {
    var start = 0
    let limit = min(line.count, 16)
    while start < limit, !(0x30...0x39 ~= line[start]) {
      let byte = line[start]
      guard byte == 0x5B || byte == 0x20 || byte == 0x3A || 0x41...0x5A ~= byte else { return nil }
      start += 1
    }
    guard start < limit, let time = WrittenTime(usual: line, start: start) else { return nil }
    timestamp = time.timestamp
    uncertainZone = time.uncertainZone
    // `2025/09/16 …` is Go's own form, by which its lines are known.
    if start == 0, line[4] == 0x2D {
      // Loggers write ` - ` or ` | ` behind their fractions; behind a runtime's RFC 3339 a dash is the
      // program's.
      let isLoggers = line[10] == 0x20 && time.end > 19
      let text = StampText(line: line)
      messageStart = LineStamp.afterSeparator(text, time.end, isLoggers: isLoggers)
      if line[10] == 0x20 { level = LineStamp.databaseLevel(text, time.end) }
    }
  }

  /// Behind one separator; 0 where none follows a time, and the line goes on.
  ///
  /// - Parameter isLoggers: whether the separator may be ` - ` or ` | `.
  private static func afterSeparator(_ text: StampText, _ end: Int, isLoggers: Bool) -> Int {
    guard end < text.line.count else { return end }
    let byte = text[end]
    if byte == 0x3A, text[end + 1] == 0x20 { return end + 2 }
    guard byte == 0x20 || byte == 0x09 else { return 0 }
    if isLoggers, text[end + 1] == 0x2D || text[end + 1] == 0x7C, text[end + 2] == 0x20 {
      return end + 3
    }
    return end + 1
  }

  /// `7:M 11 Mar 2025 14:00:19.421 # …`: what Redis means by its signs.
  private static func redisLevel(_ text: StampText, _ time: WrittenTime) -> Severity? {
    guard time.start > 0, text.isDigit(0) || text[0] == 0x5B, text[time.end] == 0x20,
      text[time.end + 2] == 0x20
    else { return nil }
    switch text[time.end + 1] {
    case 0x2E: return .debug
    case 0x2D: return .info
    case 0x2A: return .notice
    case 0x23: return .warning
    default: return nil
    }
  }

  /// ` [7] ERROR:  …`, ` [7] role@database FATAL:  …`: the level of a line of PostgreSQL, which two
  /// blanks follow.
  private static func databaseLevel(_ text: StampText, _ end: Int) -> Severity? {
    guard text[end] == 0x20, text[end + 1] == 0x5B, text.isDigit(end + 2) else { return nil }
    var index = end + 2
    while text.isDigit(index) || text[index] == 0x2D { index += 1 }
    guard text[index] == 0x5D, text[index + 1] == 0x20 else { return nil }
    index += 2
    var word = index
    var isAddress = false
    while text[word] > 0x20, text[word] != 0x3A {
      isAddress = isAddress || text[word] == 0x40
      word += 1
    }
    if isAddress, text[word] == 0x20 {
      index = word + 1
      word = index
      while text.isLetter(word) { word += 1 }
    }
    guard text[word] == 0x3A, text[word + 1] == 0x20, text[word + 2] == 0x20 else { return nil }
    return TextLevel.level(text.line, index, word)
  }
}
