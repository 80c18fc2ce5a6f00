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
    return PHPName.prefix(text, rest) == nil ? nil : rest
  }

  /// What follows `[object] (` in a record of Monolog.
  static func object(_ text: some ByteText, _ range: Range<Int>) -> Range<Int>? {
    guard let found = TextLine.find(object, in: text, range) else { return nil }
    return (found + object.count)..<range.upperBound
  }

  /// Whether Monolog prints the exception that the one above was raised from.
  static func isPrevious(_ text: some ByteText, _ range: Range<Int>) -> Bool {
    TextLine.hasPrefix(text, TextLine.trimmed(text, range), previous)
  }

  /// Whether PHP itself logged a line: `PHP Fatal error:  …`, `[01-Jan-2025 00:00:00 UTC] PHP …`,
  /// `NOTICE: PHP message: PHP …`.
  static func isOwn(_ text: some ByteText, _ range: Range<Int>) -> Bool {
    if TextLine.hasPrefix(text, range, php) || TextLine.hasPrefix(text, range, notice) {
      return true
    }
    guard let first = range.first, text[first] == 0x5B else { return false }
    let head = first..<min(range.upperBound, first + maxDate)
    return TextLine.find(dated, in: text, head) != nil
  }

  /// An error that is no exception: `PHP Parse error:  syntax error, … in /app/x.php on line 3`.
  static func fatal(
    _ text: some ByteText, _ range: Range<Int>
  ) -> (type: Range<Int>, message: Range<Int>, place: Place)? {
    let head = range.lowerBound..<min(range.upperBound, range.lowerBound + maxPrefix)
    guard isOwn(text, range), let last = range.last, PythonLine.isDigit(text[last]) else {
      return nil
    }
    for name in fatals {
      guard let start = TextLine.find(name, in: text, head) else { continue }
      let end = start + name.count
      guard end + 1 < range.upperBound, text[end] == 0x3A, text[end + 1] == 0x20 else { continue }
      guard let (message, place) = placeInWords(text, (end + 1)..<range.upperBound) else {
        return nil
      }
      return ((start + php.count)..<end, TextLine.trimmed(text, message), place)
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
  private static let php = Array("PHP ".utf8)
  private static let notice = Array("NOTICE: PHP message: ".utf8)
  private static let dated = Array("] PHP ".utf8)
  /// What a server puts before its line, in bytes.
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
  private static let fatals = [
    "PHP Fatal error", "PHP Parse error", "PHP Compile error", "PHP Core error",
    "PHP Recoverable fatal error",
  ].map { Array($0.utf8) }
}
