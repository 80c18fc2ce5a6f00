/// Where in a line a time may stand and still be the line's own.
///
/// A sentence may name a time, and so may a query, a path or a frame of a trace. So a form stands either
/// - at the *beginning*: at the very first byte, or behind nothing but brackets (`[7] `, `<34>`, `[`);
/// - in the *head*: behind brackets, levels, numbers, separators (`-`, `|`) and at most two names as
///   programs, threads and hosts have them (`web-1`, `7:M`, `main.go:12`), but no plain words, and one
///   at the start only if a separator follows (`app - INFO - `);
/// - or as the value of a key: `ts=`, `time="` … behind the same and other pairs;
/// - while `[11/Mar/2025:14:00:19 +0000]` is like nothing else: any words may be before it, no quotes.
struct StampPlace {
  private let text: StampText
  /// The line begins with what is looked at.
  private let end: Int

  /// - Parameter start: the first byte of a time.
  init(_ text: StampText, before start: Int) {
    self.text = text
    // The bracket that the time stands in is no part of what is before it.
    end = text[start - 1] == 0x5B ? start - 1 : start
  }

  /// The keys whose values are the times of lines.
  private static let keys: [StaticString] = [
    "ts", "time", "t", "timestamp", "@timestamp", "datetime", "asctime",
  ]

  /// Whether a form of a date may stand here.
  static func allows(_ form: WrittenDate.Form, at start: Int, in text: StampText) -> Bool {
    guard start > 0 else { return start == 0 }
    if let key = keyStart(text, valueAt: start) {
      return StampPlace(text, before: key).isHead(withPairs: true)
    }
    let place = StampPlace(text, before: start)
    guard place.isSetOff(start) else { return false }
    switch form {
    case .usual, .named, .weekday: return place.isHead()
    case .access: return place.isBehindBracket ? place.isWithoutQuotes : place.isHead()
    case .spelled, .syslog, .slashes, .lettered: return place.isBeginning
    case .yearless: return place.isRedis
    }
  }

  /// Where the key begins whose value begins at an index: `ts=`, `time="`; nil where there is none.
  static func keyStart(_ text: StampText, valueAt start: Int) -> Int? {
    let equals = text[start - 1] == 0x22 ? start - 2 : start - 1
    guard text[equals] == 0x3D else { return nil }
    var key = equals
    while text.isLetter(key - 1) || text[key - 1] == 0x40 { key -= 1 }
    guard key == 0 || text[key - 1] == 0x20 || text[key - 1] == 0x09 else { return nil }
    let name = text.line.part(key..<equals)
    return keys.contains { name.isEqual($0) } ? key : nil
  }

  /// Whether a count of seconds since 1970 may be the value of a key here.
  static func allowsEpoch(at key: Int, in text: StampText) -> Bool {
    StampPlace(text, before: key).isHead(withPairs: true)
  }

  /// Whether the time is a word of its own, or in brackets that are.
  private func isSetOff(_ start: Int) -> Bool {
    switch text[start - 1] {
    case 0x20, 0x09, 0x3E: return true
    case 0x5B: return end == 0 || text[end - 1] == 0x20 || text[end - 1] == 0x5D
    default:
      // `m` ends a colour code.
      var code = start - 1
      while code > 0, text[code] != 0x1B { code -= 1 }
      return text[code] == 0x1B && text.afterCodes(code) == start
    }
  }

  private var isBehindBracket: Bool {
    text[end] == 0x5B && (end == 0 || text[end - 1] == 0x20)
  }

  private var isWithoutQuotes: Bool {
    !text.line.part(0..<end).contains { $0 == 0x22 || $0 == 0x27 }
  }

  /// `7:M ` or `[7] ` alone.
  private var isRedis: Bool {
    let digits = text[0] == 0x5B ? 1 : 0
    let mark = text.afterDigits(digits)
    guard mark > digits, end == mark + (digits == 1 ? 2 : 3), text[end - 1] == 0x20 else {
      return false
    }
    return digits == 1
      ? text[mark] == 0x5D : text[mark] == 0x3A && 0x41...0x5A ~= text[mark + 1]
  }

  private var isBeginning: Bool {
    var index = 0
    while index < end {
      if text[index] == 0x20 {
        index += 1
      } else if let next = afterGroup(index) {
        index = next
      } else {
        let next = text.afterCodes(index)
        guard next > index else { return false }
        index = next
      }
    }
    return true
  }

  /// - Parameter withPairs: whether `key=value` may be among what is before.
  private func isHead(withPairs: Bool = false) -> Bool {
    var index = 0
    var names = 0
    var isBehindWord = false
    while true {
      let next = text.afterCodes(index)
      if next > index {
        index = next
        continue
      }
      guard index < end else { return !isBehindWord }
      if text[index] == 0x20 || text[index] == 0x09 {
        index += 1
        continue
      }
      if let next = afterGroup(index) {
        index = next
        isBehindWord = false
        continue
      }
      let tokenEnd = endOfToken(index)
      // A control character is nothing that programs set before their times.
      guard tokenEnd > index else { return false }
      switch kind(index, tokenEnd, withPairs: withPairs) {
      case .separator: isBehindWord = false
      case .other:
        guard !isBehindWord else { return false }
      case .name:
        names += 1
        guard names <= 2, !isBehindWord else { return false }
      case .word:
        guard index == 0 else { return false }
        isBehindWord = true
      case .foreign: return false
      }
      index = tokenEnd
    }
  }

  /// Behind `[…]`, `(…)` or `<34>` that begins at an index and is closed before the time.
  private func afterGroup(_ index: Int) -> Int? {
    let closing: UInt8
    switch text[index] {
    case 0x5B: closing = 0x5D
    case 0x28: closing = 0x29
    case 0x3C:
      let close = text.afterDigits(index + 1)
      return close > index + 1 && close <= index + 4 && text[close] == 0x3E && close < end
        ? close + 1 : nil
    default: return nil
    }
    var close = index + 1
    while close < end, text[close] != closing {
      if text[close] == text[index] || text[close] == 0x22 || text[close] == 0x27 { return nil }
      close += 1
    }
    return close < end ? close + 1 : nil
  }

  private func endOfToken(_ start: Int) -> Int {
    var index = start
    while index < end, text[index] > 0x20, text[index] != 0x1B { index += 1 }
    return index
  }

  private enum Kind {
    /// Sets off what is before it.
    case separator
    /// A level, a number or a pair.
    case other
    case name
    case word
    case foreign
  }

  private func kind(_ start: Int, _ end: Int, withPairs: Bool) -> Kind {
    if end == start + 1, text[start] == 0x2D || text[start] == 0x7C || text[start] == 0x2A {
      return .separator
    }
    if text.afterDigits(start) == end { return end - start <= 10 ? .other : .foreign }
    var isPlain = true
    var hasSign = false
    var equals: Int?
    for index in start..<end {
      switch text[index] {
      case 0x3D where withPairs && index > start:
        equals = equals ?? index
      case 0x30...0x39, 0x2E, 0x2F, 0x23, 0x40, 0x5F: hasSign = true
      case 0x2D: hasSign = hasSign || index > start
      case 0x3A: break
      case 0x41...0x5A, 0x61...0x7A: break
      case 0x5B, 0x5D: hasSign = true
      default: isPlain = equals != nil && text[index] != 0x28 && isPlain
      }
    }
    if equals != nil { return isPlain ? .other : .foreign }
    guard isPlain else { return .foreign }
    let word = text[end - 1] == 0x3A ? end - 1 : end
    if start == 0, end == 3, text.isWeekday(start) { return .other }
    if TextLevel.level(text.line, start, word) != nil { return .other }
    if hasSign { return text.isAlphanumeric(start) ? .name : .foreign }
    return word == end && word > start ? .word : .foreign
  }
}
