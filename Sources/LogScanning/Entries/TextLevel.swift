import LogModel

/// Reads the level that a program wrote into its own line, as real crash lines need it: gunicorn's
/// `[2025-09-16 00:41:13 +0000] [14] [ERROR] …` has no severity of its own.
///
/// Only where levels stand: in brackets, at the start, as `level=…`, between the separators of common
/// line formats; never a word amid a sentence.
enum TextLevel {
  /// Bytes looked at from the beginning.
  private static let reach = 120

  /// The level in a decoded text; nil where it has none.
  static func read(_ text: Bytes) -> Severity? {
    guard text.count >= 4 else { return nil }
    let head = text.part(0..<min(text.count, reach))
    if let level = leading(head) ?? abbreviated(head) { return level }
    guard let base = head.baseAddress else { return nil }
    var best: Severity?
    var start = 0
    while start < head.count {
      // What stands between the marks is passed over.
      var marks = ByteScan.levelMarks(base + start, min(64, head.count &- start))
      while marks != 0 {
        let index = start &+ marks.trailingZeroBitCount
        switch head[index] {
        case 0x0A: return best
        case 0x5B: best = higher(best, bracketed(head, index + 1))
        case 0x3D: best = higher(best, assigned(head, index))
        default: best = higher(best, separated(head, index))
        }
        marks &= marks &- 1
      }
      start &+= 64
    }
    return best
  }

  private static func higher(_ left: Severity?, _ right: Severity?) -> Severity? {
    guard let left else { return right }
    guard let right else { return left }
    return max(left, right)
  }

  /// `ERROR: …`, `ERROR - …`, `CRITICAL …`, the like behind a time stamp.
  private static func leading(_ head: Bytes) -> Severity? {
    var start = 0
    if 0x30...0x39 ~= head[0],
      let (_, length) = Timestamp.prefix(of: head.part(0..<min(head.count, 48)).span)
    {
      start = length
    }
    while start < head.count, head[start] == 0x20 || head[start] == 0x09 { start += 1 }
    let end = endOfWord(head, start)
    guard end > start, isUpperCase(head, start, end), let level = level(head, start, end) else {
      return nil
    }
    guard end < head.count else { return nil }
    switch head[end] {
    case 0x3A, 0x09: return level
    // `ALERT manager started` is a sentence.
    case 0x20: return level < .alert && level != .notice ? level : nil
    default: return nil
    }
  }

  /// `E0311 14:00:19.000001 …` of Kubernetes' own components.
  private static func abbreviated(_ head: Bytes) -> Severity? {
    guard head.count > 20, head[5] == 0x20, head[8] == 0x3A, head[11] == 0x3A,
      head[1..<5].allSatisfy({ 0x30...0x39 ~= $0 })
    else { return nil }
    switch head[0] {
    case 0x49: return .info
    case 0x57: return .warning
    case 0x45: return .error
    case 0x46: return .critical
    default: return nil
    }
  }

  /// `[ERROR]`, `[error]`, `[ERROR ]`; `index` is behind the bracket.
  private static func bracketed(_ head: Bytes, _ index: Int) -> Severity? {
    let end = endOfWord(head, index)
    var close = end
    while close < head.count, head[close] == 0x20 { close += 1 }
    guard close < head.count, head[close] == 0x5D else { return nil }
    return level(head, index, end)
  }

  /// `level=error`, `severity="ERROR"`; `index` is at the equals sign.
  private static func assigned(_ head: Bytes, _ index: Int) -> Severity? {
    let names: [StaticString] = ["level", "lvl", "severity", "loglevel"]
    let isNamed = names.contains { name in
      let length = name.utf8CodeUnitCount
      guard index >= length else { return false }
      let isAtStart = index == length || head[index - length - 1] == 0x20
      return isAtStart && head.part(index - length..<index).isEqual(name)
    }
    guard isNamed else { return nil }
    let start = index + 1 < head.count && head[index + 1] == 0x22 ? index + 2 : index + 1
    return level(head, start, endOfWord(head, start))
  }

  /// `… - ERROR - …`, `… | ERROR    | …`, `…] ERROR …`; `index` is at the separator.
  private static func separated(_ head: Bytes, _ index: Int) -> Severity? {
    let isBracket = head[index] == 0x5D
    guard index + 1 < head.count, head[index + 1] == 0x20,
      isBracket || (index > 0 && head[index - 1] == 0x20)
    else { return nil }
    let end = endOfWord(head, index + 2)
    guard isUpperCase(head, index + 2, end), let level = level(head, index + 2, end) else {
      return nil
    }
    var next = end
    while next < head.count, head[next] == 0x20 { next += 1 }
    guard next > end, next < head.count else { return nil }
    return isBracket || head[next] == head[index] ? level : nil
  }

  private static func endOfWord(_ head: Bytes, _ start: Int) -> Int {
    var end = start
    while end < head.count, 0x61...0x7A ~= head[end] | 0x20 { end += 1 }
    return end
  }

  private static func isUpperCase(_ head: Bytes, _ start: Int, _ end: Int) -> Bool {
    end > start && head[start..<end].allSatisfy { 0x41...0x5A ~= $0 }
  }

  /// A whole word of at least four letters (`ERR` and `WARN` among them) that names a level.
  static func level(_ bytes: Bytes, _ start: Int, _ end: Int) -> Severity? {
    guard end - start >= 3, end - start <= 11 else { return nil }
    switch bytes[start] | 0x20 {
    case 0x61, 0x63...0x66, 0x69, 0x6E, 0x70, 0x73, 0x74, 0x76, 0x77:
      return LevelWord.level(bytes.part(start..<end))
    default: return nil
    }
  }
}

/// The names of levels as they are compared: in lower case, packed into two words.
private struct LevelWord {
  private let letters: (UInt64, UInt64)
  private let level: Severity

  private static let all: [LevelWord] = [
    "DEBUG", "TRACE", "FINE", "FINER", "FINEST", "VERBOSE", "DBG", "INFO", "INFORMATION",
    "INFORMATIONAL", "CONFIG", "LOG", "NOTICE", "WARNING", "WARN", "ERROR", "ERR", "SEVERE",
    "CRITICAL", "FATAL", "CRIT", "PANIC", "ALERT", "EMERGENCY", "EMERG",
  ].compactMap { name in
    Severity(name: name).map { level in
      var name = name
      return LevelWord(letters: name.withUTF8 { packed($0) }, level: level)
    }
  }

  /// Of at most eleven letters.
  static func level(_ word: Bytes) -> Severity? {
    let wanted = packed(word)
    for known in all where known.letters == wanted { return known.level }
    return nil
  }

  private static func packed(_ word: Bytes) -> (UInt64, UInt64) {
    var low: UInt64 = 0
    var high: UInt64 = 0
    for byte in word {
      high = high << 8 | low >> 56
      low = low << 8 | UInt64(byte | 0x20)
    }
    return (low, high)
  }
}
