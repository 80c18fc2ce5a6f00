/// What single lines of Rust traces look like, as the standard library, anyhow and eyre print them.
enum RustLine {
  /// What follows `panicked at ` in the line of a panic: a place, or a quoted message before one.
  static func panic(_ text: some ByteText, _ range: Range<Int>) -> Range<Int>? {
    guard TextLine.hasPrefix(text, range, thread),
      let found = TextLine.find(panicked, in: text, head(range))
    else { return nil }
    let rest = (found + panicked.count)..<range.upperBound
    return rest.isEmpty ? nil : rest
  }

  /// Whether the line is what a thread says that has no room left: what follows it is not of Rust.
  static func isOverflow(_ text: some ByteText, _ range: Range<Int>) -> Bool {
    TextLine.hasPrefix(text, range, thread) && TextLine.hasSuffix(text, range, overflowed)
  }

  /// Whether a line can only be the message of a panic, which stands below it: as the standard library
  /// words its own. What an application says itself looks like any other line.
  static func isMessage(_ text: some ByteText, _ range: Range<Int>) -> Bool {
    guard let first = range.first, text[first] == 0x63 || text[first] == 0x61 || text[first] == 0x69
    else { return false }
    return messages.contains { TextLine.hasPrefix(text, range, $0) }
  }

  /// The place that a line ends with: `src/main.rs:12:5`, with a colon after it or none.
  ///
  /// - Parameter isSource: whether it is known to be one, whatever its file is called.
  static func place(
    _ text: some ByteText, _ range: Range<Int>, isSource: Bool = false
  ) -> (file: Range<Int>, line: Int)? {
    var end = range.upperBound
    if end > range.lowerBound, text[end - 1] == 0x3A { end -= 1 }
    guard let last = number(text, range.lowerBound..<end) else { return nil }
    guard let first = number(text, range.lowerBound..<last.colon) else {
      return isSource || Self.isSource(text, range.lowerBound..<last.colon)
        ? (range.lowerBound..<last.colon, last.value) : nil
    }
    let file = range.lowerBound..<first.colon
    return isSource || Self.isSource(text, file) ? (file, first.value) : nil
  }

  /// The end of a quoted message and the place after it: `…', src/main.rs:12:5`.
  static func quoteEnd(
    _ text: some ByteText, _ range: Range<Int>
  ) -> (message: Int, file: Range<Int>, line: Int)? {
    guard let quote = range.last(where: { text[$0] == 0x27 }), quote + 3 <= range.upperBound,
      text[quote + 1] == 0x2C || text[quote + 1] == 0x3A, text[quote + 2] == 0x20,
      let place = place(text, (quote + 3)..<range.upperBound)
    else { return nil }
    return (quote, place.file, place.line)
  }

  /// Whether what stands after the number of a frame can be nothing else: a path of modules, or a name
  /// as the runtime has them. Numbered lists are more frequent than traces.
  static func isTelling(_ text: some ByteText, _ call: Range<Int>) -> Bool {
    if TextLine.find(path, in: text, call) != nil {
      // Only the names of generic types have blanks.
      return !call.contains { text[$0] == 0x20 } || call.contains { text[$0] == 0x3C }
    }
    return runtime.contains { $0.count == call.count && TextLine.hasPrefix(text, call, $0) }
      || call.contains { text[$0] == 0x5F } && call.allSatisfy { isInName(text[$0]) }
  }

  /// The function of a frame: `  12: app::main`, `  12:     0x55d0c1 - app::main::h0123456789abcdef`.
  static func call(_ text: some ByteText, _ range: Range<Int>) -> Range<Int>? {
    guard TextLine.indentation(text, range) > 0, let item = item(text, range) else { return nil }
    var name = item
    if TextLine.hasPrefix(text, name, address), let dash = TextLine.find(dash, in: text, name) {
      name = TextLine.trimmed(text, (dash + 3)..<name.upperBound)
    }
    // The hash that tells instances of a function apart.
    let hash = name.upperBound - 16
    if hash - 3 > name.lowerBound, text[hash - 1] == 0x68, text[hash - 2] == 0x3A,
      text[hash - 3] == 0x3A,
      (hash..<name.upperBound).allSatisfy({ isHex(text[$0]) })
    {
      name = name.lowerBound..<(hash - 3)
    }
    return name.isEmpty ? nil : name
  }

  /// Where the call above is: `             at ./src/main.rs:12:5`.
  static func at(
    _ text: some ByteText, _ range: Range<Int>
  ) -> (file: Range<Int>, line: Int)? {
    let line = TextLine.trimmed(text, range)
    guard line.lowerBound - range.lowerBound >= 6, TextLine.hasPrefix(text, line, at) else {
      return nil
    }
    let rest = (line.lowerBound + at.count)..<line.upperBound
    // Frames of C have their sources too: `at ./nptl/pthread_create.c:447:8`.
    return place(text, rest, isSource: rest.contains { text[$0] == 0x2F })
  }

  /// What follows the number of a list's item: `    0: connection refused`.
  static func item(_ text: some ByteText, _ range: Range<Int>) -> Range<Int>? {
    let line = TextLine.trimmed(text, range)
    var position = line.lowerBound
    while position < line.upperBound, PythonLine.isDigit(text[position]) { position += 1 }
    guard position > line.lowerBound, position - line.lowerBound <= 6,
      position + 1 < line.upperBound, text[position] == 0x3A, text[position + 1] == 0x20
    else { return nil }
    return TextLine.trimmed(text, (position + 2)..<line.upperBound)
  }

  /// Titles that stand alone in their lines.
  enum Title {
    case causes, backtrace, location
  }

  static func title(_ text: some ByteText, _ range: Range<Int>) -> Title? {
    let line = TextLine.trimmed(text, range)
    guard let first = line.first else { return nil }
    // What color-eyre draws.
    if text[first] == 0xE2 {
      return TextLine.find(drawn, in: text, head(line)) == nil ? nil : .backtrace
    }
    for (words, title) in titles
    where words.count == line.count && TextLine.hasPrefix(text, line, words) {
      return title
    }
    return nil
  }

  /// Whether color-eyre reports a panic.
  static func isReport(_ text: some ByteText, _ range: Range<Int>) -> Bool {
    TextLine.hasPrefix(text, range, report)
  }

  /// What follows a word and a colon in such a report: `Message:  no cart`, `Location: src/main.rs:2`.
  static func part(
    _ word: [UInt8], _ text: some ByteText, _ range: Range<Int>
  ) -> Range<Int>? {
    guard TextLine.hasPrefix(text, range, word) else { return nil }
    return TextLine.trimmed(text, (range.lowerBound + word.count)..<range.upperBound)
  }

  /// Whether a line counts the frames that color-eyre left out: `⋮ 8 frames hidden ⋮`.
  static func isHidden(_ text: some ByteText, _ range: Range<Int>) -> Bool {
    let line = TextLine.trimmed(text, range)
    return TextLine.find(hidden, in: text, head(line)) != nil && text[line.lowerBound] == 0xE2
  }

  /// What follows `Error: ` in the line of an error that `main` returned, or a logger printed.
  static func error(_ text: some ByteText, _ range: Range<Int>) -> Range<Int>? {
    guard let found = TextLine.find(error, in: text, head(range)),
      found == range.lowerBound || !isInName(text[found - 1])
    else { return nil }
    let rest = (found + error.count)..<range.upperBound
    if let first = rest.first, text[first] != 0x20 { return nil }
    return TextLine.trimmed(text, rest)
  }

  /// `note: run with …`, and what else the runtime adds at the end.
  static func isNote(_ text: some ByteText, _ range: Range<Int>) -> Bool {
    TextLine.hasPrefix(text, range, note)
  }

  /// No thread has a longer name, and no logger a longer prefix, in bytes.
  private static let maxHead = 512

  private static func head(_ range: Range<Int>) -> Range<Int> {
    range.lowerBound..<min(range.upperBound, range.lowerBound + maxHead)
  }

  private static func number(
    _ text: some ByteText, _ range: Range<Int>
  ) -> (colon: Int, value: Int)? {
    var position = range.upperBound
    while position > range.lowerBound, PythonLine.isDigit(text[position - 1]) { position -= 1 }
    guard position > range.lowerBound + 1, text[position - 1] == 0x3A,
      let value = TextLine.number(text, position..<range.upperBound)
    else { return nil }
    return (position - 1, value)
  }

  private static func isSource(_ text: some ByteText, _ file: Range<Int>) -> Bool {
    TextLine.hasSuffix(text, file, source) || TextLine.hasSuffix(text, file, anonymous)
  }

  private static func isHex(_ byte: UInt8) -> Bool {
    PythonLine.isDigit(byte) || 0x61...0x66 ~= byte
  }

  private static func isInName(_ byte: UInt8) -> Bool {
    PythonLine.isLower(byte) || PythonLine.isUpper(byte) || PythonLine.isDigit(byte)
      || byte == 0x5F
  }

  private static let drawn = Array(" BACKTRACE ".utf8)
  private static let hidden = Array(" hidden ".utf8)
  private static let report = Array("The application panicked (crashed).".utf8)
  static let message = Array("Message:".utf8)
  static let location = Array("Location:".utf8)
  private static let overflowed = Array("has overflowed its stack".utf8)
  private static let path = Array("::".utf8)
  private static let runtime = ["main", "start", "clone", "<unknown>"].map { Array($0.utf8) }
  private static let messages = [
    "called `Result::", "called `Option::", "index out of bounds: the len is ",
    "internal error: entered unreachable code", "assertion `left ", "assertion failed: ",
    "attempt to divide by zero", "attempt to subtract with overflow",
    "attempt to add with overflow", "attempt to multiply with overflow",
  ].map { Array($0.utf8) }
  private static let thread = Array("thread '".utf8)
  private static let panicked = Array(" panicked at ".utf8)
  private static let address = Array("0x".utf8)
  private static let dash = Array(" - ".utf8)
  private static let at = Array("at ".utf8)
  private static let error = Array("Error:".utf8)
  private static let note = Array("note: ".utf8)
  private static let source = Array(".rs".utf8)
  private static let anonymous = Array("<unknown>".utf8)
  private static let titles: [([UInt8], Title)] = [
    (Array("Caused by:".utf8), .causes), (Array("stack backtrace:".utf8), .backtrace),
    (Array("Stack backtrace:".utf8), .backtrace), (Array("Location:".utf8), .location),
  ]
}
