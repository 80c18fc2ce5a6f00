/// What single lines of PHP traces look like, as the engine, Monolog and Laravel print them.
enum PHPLine {
  struct Place {
    var file: Range<Int>
    var line: Int
  }

  struct Call {
    /// Where the call is; nil within the engine and for `{main}`.
    var place: Place?
    /// What is called, without its arguments.
    var callee: Range<Int>
  }

  /// A call: `#0 /app/db.php(12): PDO->__construct('mysql:…')`, `#3 [internal function]: f()`, `#4 {main}`.
  static func call(_ text: some ByteText, _ range: Range<Int>) -> Call? {
    let line = TextLine.trimmed(text, range)
    guard let first = line.first, text[first] == 0x23 else { return nil }
    var position = first + 1
    while position < line.upperBound, PythonLine.isDigit(text[position]) { position += 1 }
    guard position > first + 1, position + 1 < line.upperBound, text[position] == 0x20 else {
      return nil
    }
    let rest = (position + 1)..<line.upperBound
    if TextLine.hasPrefix(text, rest, main) { return Call(callee: rest) }
    if TextLine.hasPrefix(text, rest, engine) {
      return Call(callee: callee(text, (rest.lowerBound + engine.count)..<rest.upperBound))
    }
    // The first `(12): ` ends the path, which may have brackets itself.
    var start = rest.lowerBound
    while let end = TextLine.find(placeEnd, in: text, start..<rest.upperBound) {
      start = end + 1
      var digits = end
      while digits > rest.lowerBound, PythonLine.isDigit(text[digits - 1]) { digits -= 1 }
      guard digits > rest.lowerBound + 1, text[digits - 1] == 0x28,
        let number = TextLine.number(text, digits..<end)
      else { continue }
      return Call(
        place: Place(file: rest.lowerBound..<(digits - 1), line: number),
        callee: callee(text, (end + placeEnd.count)..<rest.upperBound))
    }
    return nil
  }

  /// Whether the calls follow: `Stack trace:`, `[stacktrace]`.
  static func isTitle(_ text: some ByteText, _ range: Range<Int>) -> Bool {
    let line = TextLine.trimmed(text, range)
    return titles.contains { $0.count == line.count && TextLine.hasPrefix(text, line, $0) }
  }

  /// Whether the line ends a trace: `  thrown in /app/db.php on line 12`.
  static func isEnd(_ text: some ByteText, _ range: Range<Int>) -> Bool {
    TextLine.hasPrefix(text, TextLine.trimmed(text, range), thrown)
  }

  /// What follows `Uncaught ` in the line of a fatal error.
  static func uncaught(_ text: some ByteText, _ range: Range<Int>) -> Range<Int>? {
    let head = range.lowerBound..<min(range.upperBound, range.lowerBound + maxPrefix)
    guard let found = TextLine.find(uncaught, in: text, head) else { return nil }
    return (found + uncaught.count)..<range.upperBound
  }

  /// What follows `Next `: an exception that was raised from the one above.
  static func next(_ text: some ByteText, _ range: Range<Int>) -> Range<Int>? {
    guard TextLine.hasPrefix(text, range, next) else { return nil }
    let rest = (range.lowerBound + next.count)..<range.upperBound
    guard let name = PHPName.prefix(text, rest) else { return nil }
    return PHPName.isTelling(text, name) || trailingPlace(text, rest, after: inFile) != nil
      ? rest : nil
  }

  /// What follows `[object] (` in a record of Monolog.
  static func object(_ text: some ByteText, _ range: Range<Int>) -> Range<Int>? {
    guard let found = TextLine.find(object, in: text, range) else { return nil }
    return (found + object.count)..<range.upperBound
  }

  /// Whether a line is a record of Monolog that tells of an error: `[2025-09-16 00:41:13] production.ERROR: …`.
  static func isRecord(_ text: some ByteText, _ range: Range<Int>) -> Bool {
    guard range.count > 24, text[range.lowerBound] == 0x5B,
      PythonLine.isDigit(text[range.lowerBound + 1])
    else { return false }
    let head = range.lowerBound..<min(range.upperBound, range.lowerBound + maxDate)
    guard let end = TextLine.find(bracket, in: text, head) else { return false }
    // The channel, a dot and the level.
    var position = end + bracket.count
    while position < head.upperBound, text[position] > 0x20, text[position] != 0x2E {
      position += 1
    }
    return levels.contains { TextLine.hasPrefix(text, position..<range.upperBound, $0) }
  }

  /// Whether Monolog prints the exception that the one above was raised from.
  static func isPrevious(_ text: some ByteText, _ range: Range<Int>) -> Bool {
    TextLine.hasPrefix(text, TextLine.trimmed(text, range), previous)
  }

  /// Whether PHP itself logged a line: `PHP Fatal error:  …`, `[01-Jan-2025 00:00:00 UTC] PHP …`,
  /// `NOTICE: PHP message: PHP …`, `[…] [php:error] [pid 7] [client …] PHP …`; or displays an error in it.
  static func isOwn(_ text: some ByteText, _ range: Range<Int>) -> Bool {
    guard let first = range.first else { return false }
    switch text[first] {
    case 0x50:
      return TextLine.hasPrefix(text, range, php) || TextLine.hasPrefix(text, range, fatals[0].name)
    case 0x4E: return TextLine.hasPrefix(text, range, notice)
    case 0x46: return fatals.contains { TextLine.hasPrefix(text, range, $0.name) }
    case 0x5B:
      let head = first..<min(range.upperBound, first + maxServer)
      return TextLine.find(dated, in: text, head) != nil
        || TextLine.find(message, in: text, head) != nil
    default: return false
    }
  }

  /// A line without what PHP-FPM put around it, which heard it from one of its workers:
  /// `[16-Sep-2025 00:41:13] WARNING: [pool www] child 7 said into stderr: "…"`.
  static func undecorated(_ text: some ByteText, _ range: Range<Int>) -> Range<Int> {
    guard range.count > said.count, text[range.lowerBound] == 0x5B else { return range }
    let head = range.lowerBound..<min(range.upperBound, range.lowerBound + maxServer)
    guard let found = TextLine.find(said, in: text, head),
      let quote = (found..<head.upperBound).first(where: { text[$0] == 0x22 })
    else { return range }
    var end = range.upperBound
    if TextLine.hasSuffix(text, range, closed) { end -= closed.count }
    if end > quote + 1, text[end - 1] == 0x22 { end -= 1 }
    return TextLine.trimmedEnd(text, (quote + 1)..<end)
  }

  /// An error that is no exception: `PHP Parse error:  syntax error, … in /app/x.php on line 3`.
  static func fatal(
    _ text: some ByteText, _ range: Range<Int>
  ) -> (type: Range<Int>, message: Range<Int>, place: Place)? {
    let head = range.lowerBound..<min(range.upperBound, range.lowerBound + maxPrefix)
    guard isOwn(text, range), let last = range.last, PythonLine.isDigit(text[last]) else {
      return nil
    }
    for fatal in fatals {
      guard let start = TextLine.find(fatal.name, in: text, head) else { continue }
      let end = start + fatal.name.count
      guard let (message, place) = placeInWords(text, end..<range.upperBound) else { return nil }
      return (
        start..<(start + fatal.type), TextLine.trimmed(text, message), place
      )
    }
    return nil
  }

  /// `… in /app/x.php on line 3`.
  private static func placeInWords(
    _ text: some ByteText, _ range: Range<Int>
  ) -> (message: Range<Int>, place: Place)? {
    guard let onLine = findLast(onLine, in: text, range),
      let line = TextLine.number(text, (onLine + Self.onLine.count)..<range.upperBound),
      let start = findLast(inFile, in: text, range.lowerBound..<onLine)
    else { return nil }
    return (
      range.lowerBound..<start, Place(file: (start + inFile.count)..<onLine, line: line)
    )
  }

  /// The place with which the description of an exception ends, after ` in ` or ` at `: its start in
  /// the line as well.
  static func trailingPlace(
    _ text: some ByteText, _ range: Range<Int>, after word: [UInt8]
  ) -> (start: Int, place: Place)? {
    var position = range.upperBound
    while position > range.lowerBound, PythonLine.isDigit(text[position - 1]) { position -= 1 }
    guard position > range.lowerBound, text[position - 1] == 0x3A,
      let line = TextLine.number(text, position..<range.upperBound),
      let start = findLast(word, in: text, range.lowerBound..<(position - 1))
    else { return nil }
    return (start, Place(file: (start + word.count)..<(position - 1), line: line))
  }

  /// Where a part stands last in a line. O(line × part), parts being short.
  private static func findLast(
    _ part: [UInt8], in text: some ByteText, _ range: Range<Int>
  ) -> Int? {
    guard range.count >= part.count else { return nil }
    var position = range.upperBound - part.count
    while position >= range.lowerBound {
      if TextLine.hasPrefix(text, position..<range.upperBound, part) { return position }
      position -= 1
    }
    return nil
  }

  private static func callee(_ text: some ByteText, _ range: Range<Int>) -> Range<Int> {
    let end = range.first { text[$0] == 0x28 && $0 > range.lowerBound } ?? range.upperBound
    return range.lowerBound..<end
  }

  /// `[01-Jan-2025 00:00:00 America/Argentina/ComodRivadavia] PHP `.
  private static let maxDate = 64
  /// What Apache and PHP-FPM put before a line, in bytes.
  private static let maxServer = 192
  private static let php = Array("PHP ".utf8)
  private static let notice = Array("NOTICE: PHP message: ".utf8)
  private static let message = Array("PHP message: PHP ".utf8)
  private static let dated = Array("] PHP ".utf8)
  private static let said = Array(" said into std".utf8)
  private static let closed = Array(", pipe is closed".utf8)
  private static let bracket = Array("] ".utf8)
  private static let levels = ["ERROR", "CRITICAL", "ALERT", "EMERGENCY"].map {
    Array(".\($0): ".utf8)
  }
  /// What any server puts before its line, in bytes.
  private static let maxPrefix = 512
  private static let main = Array("{main}".utf8)
  private static let engine = Array("[internal function]: ".utf8)
  private static let placeEnd = Array("): ".utf8)
  private static let titles = ["Stack trace:", "[stacktrace]"].map { Array($0.utf8) }
  private static let thrown = Array("thrown in ".utf8)
  private static let uncaught = Array("Uncaught ".utf8)
  private static let next = Array("Next ".utf8)
  private static let object = Array("[object] (".utf8)
  private static let previous = Array("[previous exception]".utf8)
  private static let onLine = Array(" on line ".utf8)
  static let inFile = Array(" in ".utf8)
  static let atFile = Array(" at ".utf8)
  /// With which PHP begins what it says of an error, and how long its name is.
  private static let fatals: [(name: [UInt8], type: Int)] = [
    "Parse error: ", "Fatal error: ", "Compile error: ", "Core error: ",
    "Recoverable fatal error: ",
  ].map { (Array($0.utf8), $0.utf8.count - 2) }
}
