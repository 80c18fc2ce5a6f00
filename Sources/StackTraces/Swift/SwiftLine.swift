/// What single lines of Swift's crashes look like: the runtime's report, and the backtraces of the
/// runtime (5.9 and later) and of the swift-backtrace package.
enum SwiftLine {
  private static let kinds = ["Fatal error", "Precondition failed", "Assertion failed"].map {
    Array($0.utf8)
  }
  private static let swiftFile = Array(".swift:".utf8)
  private static let oldFile = Array(": file ".utf8)
  private static let oldLine = Array(", line ".utf8)
  /// What the standard library says without naming a file.
  private static let librarysOwn = [
    "Unexpectedly found nil", "Index out of range", "Array index is out of range",
    "Error raised at top level", "Can't remove", "Can't form Range", "Range requires",
    "Unsafely unwrapped nil", "Not enough bits", "Division by zero", "Negative value",
    "UnsafeMutablePointer.", "Duplicate keys", "Attempted to read an unowned reference",
  ].map { Array($0.utf8) }
  /// As files and as terminals have it.
  private static let crashMarks = ["*** Program crashed: ", "\u{1F4A3} Program crashed: "].map {
    Array($0.utf8)
  }
  private static let signal = Array("*** Signal ".utf8)
  private static let currentTrace = Array("Current stack trace".utf8)
  private static let others = ["Registers:", "Images ("].map { Array($0.utf8) }
  private static let thread = Array("Thread ".utf8)
  private static let threadCrashed = Array(" crashed:".utf8)
  private static let inImage = Array(" in ".utf8)
  private static let atPlace = Array(" at ".utf8)
  private static let offset = Array(" + ".utf8)

  struct FatalParts {
    /// `Fatal error`.
    var kind: Range<Int>
    /// Empty where there is none.
    var message: Range<Int>
    var file: Range<Int>?
    var line: Int?
  }

  struct FrameParts {
    var function: Range<Int>
    var image: Range<Int>?
    var file: Range<Int>?
    var line: Int?
  }

  /// False for a line that is none of the others here: by its first byte and its first word, for nearly
  /// every line of a log comes by.
  static func mayTell(_ text: some ByteText, _ range: Range<Int>) -> Bool {
    let line = TextLine.trimmed(text, range)
    guard let first = line.first else { return false }
    switch text[first] {
    case 0x2A, 0xF0, 0x30...0x39: return true
    case 0x41, 0x46, 0x50: if report(text, line) != nil { return true }
    case 0x43: if TextLine.hasPrefix(text, line, currentTrace) { return true }
    case 0x49, 0x52:
      if others.contains(where: { TextLine.hasPrefix(text, line, $0) }) { return true }
    case 0x54: if TextLine.hasPrefix(text, line, thread) { return true }
    default: break
    }
    return placeEnd(text, line) != nil
  }

  /// Where the line's first word ends, if it ends as the place of a report does: `:12: `.
  private static func placeEnd(_ text: some ByteText, _ line: Range<Int>) -> Int? {
    let limit = min(line.upperBound, line.lowerBound + TraceText.maxNameBytes)
    var end = line.lowerBound
    while end < limit, text[end] != 0x20 { end += 1 }
    guard end < limit, end + 1 < line.upperBound, end - 2 > line.lowerBound, text[end - 1] == 0x3A,
      PythonLine.isDigit(text[end - 2])
    else { return nil }
    return end
  }

  /// `App/Boot.swift:12: Fatal error: message`, `Fatal error: message: file Boot.swift, line 12`.
  static func fatal(_ text: some ByteText, _ range: Range<Int>) -> FatalParts? {
    let line = TextLine.trimmed(text, range)
    guard let first = line.first else { return nil }
    if text[first] == 0x46 || text[first] == 0x50 || text[first] == 0x41,
      let parts = report(text, line)
    {
      return placed(parts, text)
    }
    // `App/Boot.swift:12: `, the line's first word; few have a blank in their path.
    guard let end = placeEnd(text, line) else { return nil }
    var digits = end - 1
    while digits > line.lowerBound, PythonLine.isDigit(text[digits - 1]) { digits -= 1 }
    guard digits < end - 1, TextLine.hasSuffix(text, line.lowerBound..<digits, swiftFile),
      var parts = report(text, (end + 1)..<line.upperBound)
    else { return nil }
    parts.file = line.lowerBound..<(digits - 1)
    parts.line = TextLine.number(text, digits..<(end - 1))
    return parts
  }

  private static func report(_ text: some ByteText, _ range: Range<Int>) -> FatalParts? {
    guard let kind = kinds.first(where: { TextLine.hasPrefix(text, range, $0) }) else { return nil }
    let end = range.lowerBound + kind.count
    if end == range.upperBound {
      return FatalParts(kind: range, message: end..<end)
    }
    guard text[end] == 0x3A, end + 1 < range.upperBound, text[end + 1] == 0x20 else { return nil }
    return FatalParts(kind: range.lowerBound..<end, message: (end + 2)..<range.upperBound)
  }

  /// A report without a file before it: with one after it, or in the library's own words. Others than
  /// Swift write `Fatal error: ` too.
  private static func placed(_ parts: FatalParts, _ text: some ByteText) -> FatalParts? {
    var parts = parts
    let message = parts.message
    var digits = message.upperBound
    while digits > message.lowerBound, PythonLine.isDigit(text[digits - 1]) { digits -= 1 }
    let before = message.lowerBound..<digits
    if digits < message.upperBound, TextLine.hasSuffix(text, before, oldLine) {
      let end = before.upperBound - oldLine.count
      if let start = TextLine.find(oldFile, in: text, message.lowerBound..<end) {
        parts.file = (start + oldFile.count)..<end
        parts.line = TextLine.number(text, digits..<message.upperBound)
        parts.message = message.lowerBound..<start
        return parts
      }
    }
    return librarysOwn.contains { TextLine.hasPrefix(text, message, $0) } ? parts : nil
  }

  /// The reason of `*** Program crashed: Bad pointer dereference at 0x… ***`.
  static func crash(_ text: some ByteText, _ range: Range<Int>) -> Range<Int>? {
    let line = TextLine.trimmed(text, range)
    guard let mark = crashMarks.first(where: { TextLine.hasPrefix(text, line, $0) }) else {
      return nil
    }
    var end = line.upperBound
    while end > line.lowerBound, text[end - 1] == 0x2A || text[end - 1] == 0x20 { end -= 1 }
    let start = line.lowerBound + mark.count
    let reason = start..<max(end, start)
    return reason.isEmpty ? nil : reason
  }

  /// `Thread 0 "App" crashed:`, above the frames that count.
  static func isCrashedThread(_ text: some ByteText, _ range: Range<Int>) -> Bool {
    let line = TextLine.trimmed(text, range)
    return TextLine.hasPrefix(text, line, thread) && TextLine.hasSuffix(text, line, threadCrashed)
  }

  /// `Thread 3:`, `Registers:`, `Images (…)`: what follows is not of the crashed thread.
  static func isOther(_ text: some ByteText, _ range: Range<Int>) -> Bool {
    let line = TextLine.trimmed(text, range)
    guard let last = line.last, text[last] == 0x3A else { return false }
    return TextLine.hasPrefix(text, line, thread) && !isCrashedThread(text, line)
      || others.contains { TextLine.hasPrefix(text, line, $0) }
  }

  /// `*** Signal 4: Backtracing from 0x… done ***`, `Current stack trace is not available`.
  static func isNotice(_ text: some ByteText, _ range: Range<Int>) -> Bool {
    let line = TextLine.trimmed(text, range)
    return TextLine.hasPrefix(text, line, signal) || TextLine.hasPrefix(text, line, currentTrace)
  }

  /// `1 [ra] 0x0000… Boot.load() + 84 in App at /app/Sources/App/Boot.swift:12:9`, or
  /// `0x0000…, Boot.load() at /app/Sources/App/Boot.swift:12`.
  static func frame(_ text: some ByteText, _ range: Range<Int>) -> FrameParts? {
    var line = TextLine.trimmed(text, range)
    guard let first = line.first, PythonLine.isDigit(text[first]) else { return nil }
    line = line.lowerBound..<min(line.upperBound, line.lowerBound + 4 * TraceText.maxNameBytes)
    var position = line.lowerBound
    var hasAddress = false
    // The number, marks in brackets and the address.
    while position < line.upperBound {
      let byte = text[position]
      let word = position
      while position < line.upperBound, text[position] != 0x20, text[position] != 0x09 {
        position += 1
      }
      let isAddress = isAddress(text, word..<position)
      hasAddress = hasAddress || isAddress
      let isNumber = word == line.lowerBound && TextLine.number(text, word..<position) != nil
      guard isAddress || isNumber || byte == 0x5B else {
        position = word
        break
      }
      while position < line.upperBound, text[position] == 0x20 || text[position] == 0x09 {
        position += 1
      }
    }
    let isOld = isAddress(text, line.lowerBound..<min(line.upperBound, line.lowerBound + 3))
    guard hasAddress, position < line.upperBound else { return nil }
    return place(text, position..<line.upperBound, hasImage: !isOld)
  }

  private static func place(
    _ text: some ByteText, _ range: Range<Int>, hasImage: Bool
  ) -> FrameParts? {
    var name = range
    var parts = FrameParts(function: range)
    if let at = lastFind(atPlace, in: text, range) {
      var end = range.upperBound
      // `:12:9` or `:12`: the first of the two numbers is the line.
      var numbers: [Range<Int>] = []
      while numbers.count < 2 {
        var start = end
        while start > at, PythonLine.isDigit(text[start - 1]) { start -= 1 }
        guard start < end, start > at, text[start - 1] == 0x3A else { break }
        numbers.append(start..<end)
        end = start - 1
      }
      let file = (at + atPlace.count)..<max(end, at + atPlace.count)
      if !file.isEmpty, !numbers.isEmpty || text[file.lowerBound] == 0x3C {
        parts.file = file
        parts.line = numbers.last.flatMap { TextLine.number(text, $0) }
        name = range.lowerBound..<at
      }
    }
    if hasImage {
      guard let image = lastFind(inImage, in: text, name) else { return nil }
      parts.image = (image + inImage.count)..<name.upperBound
      name = name.lowerBound..<image
    } else if parts.file == nil {
      return nil
    }
    if let plus = lastFind(offset, in: text, name),
      TextLine.number(text, (plus + offset.count)..<name.upperBound) != nil
    {
      name = name.lowerBound..<plus
    }
    parts.function = name
    return name.isEmpty ? nil : parts
  }

  private static func isAddress(_ text: some ByteText, _ range: Range<Int>) -> Bool {
    range.count >= 3 && text[range.lowerBound] == 0x30 && text[range.lowerBound + 1] == 0x78
  }

  private static func lastFind(
    _ part: [UInt8], in text: some ByteText, _ range: Range<Int>
  ) -> Int? {
    var position = range.upperBound - part.count
    while position >= range.lowerBound {
      if TextLine.hasPrefix(text, position..<range.upperBound, part) { return position }
      position -= 1
    }
    return nil
  }
}
