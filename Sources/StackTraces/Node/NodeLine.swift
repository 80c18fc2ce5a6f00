/// What single lines of JavaScript traces look like, as V8 and Node's `util.inspect` print them.
enum NodeLine {
  struct FrameParts {
    /// Nil for code that is in no function.
    var function: Range<Int>?
    var file: Range<Int>
    /// Nil for `<anonymous>`, `native` and the like.
    var line: Int?
  }

  /// A frame: `    at call (/app/x.js:3:14)`, `    at async file:///app/x.mjs:3:14`.
  ///
  /// The column tells it from frames of other languages.
  static func frame(_ text: some ByteText, _ range: Range<Int>) -> FrameParts? {
    let start = range.lowerBound + TextLine.indentation(text, range)
    guard start > range.lowerBound, TextLine.hasPrefix(text, start..<range.upperBound, at) else {
      return nil
    }
    // What follows the last frame: the properties of the exception, or the next of a list.
    var end = range.upperBound
    if text[end - 1] == 0x7B || text[end - 1] == 0x2C { end -= 1 }
    var call = TextLine.trimmed(text, (start + at.count)..<max(end, start + at.count))
    if TextLine.hasPrefix(text, call, asynchronously) {
      call = (call.lowerBound + asynchronously.count)..<call.upperBound
    }
    guard let last = call.last else { return nil }
    guard text[last] == 0x29, let open = TextLine.find(bracket, in: text, call) else {
      guard let place = place(text, call) else { return nil }
      return FrameParts(function: nil, file: place.file, line: place.line)
    }
    var function = call.lowerBound..<open
    if let alias = TextLine.find(alias, in: text, function) {
      function = function.lowerBound..<alias
    }
    let inside = (open + bracket.count)..<last
    if let place = place(text, inside) {
      return FrameParts(function: function, file: place.file, line: place.line)
    }
    guard placeless.contains(where: { TextLine.hasPrefix(text, inside, $0) }) else { return nil }
    return FrameParts(function: function, file: inside, line: nil)
  }

  /// `file:line:column`.
  private static func place(
    _ text: some ByteText, _ range: Range<Int>
  ) -> (file: Range<Int>, line: Int)? {
    guard let column = colonBefore(text, range),
      let line = colonBefore(text, range.lowerBound..<column), line > range.lowerBound,
      let number = TextLine.number(text, (line + 1)..<column)
    else { return nil }
    var file = range.lowerBound..<line
    if TextLine.hasPrefix(text, file, evaluated) {
      // Code from a string: `eval at f (/app/x.js:1:2), <anonymous>`.
      guard let comma = file.last(where: { text[$0] == 0x2C }) else { return nil }
      file = TextLine.trimmed(text, (comma + 1)..<file.upperBound)
    }
    guard !file.isEmpty, !foreign.contains(where: { TextLine.hasSuffix(text, file, $0) }) else {
      return nil
    }
    return (file, number)
  }

  /// The colon before the digits that end a range.
  private static func colonBefore(_ text: some ByteText, _ range: Range<Int>) -> Int? {
    var position = range.upperBound
    while position > range.lowerBound, PythonLine.isDigit(text[position - 1]) { position -= 1 }
    guard position < range.upperBound, range.upperBound - position <= 9,
      position > range.lowerBound, text[position - 1] == 0x3A
    else { return nil }
    return position - 1
  }

  /// The place that a crash begins with, a line of its own: `/app/x.js:12`.
  static func crashPlace(
    _ text: some ByteText, _ range: Range<Int>
  ) -> (file: Range<Int>, line: Int)? {
    guard let colon = colonBefore(text, range),
      let line = TextLine.number(text, (colon + 1)..<range.upperBound)
    else { return nil }
    let file = range.lowerBound..<colon
    guard sources.contains(where: { TextLine.hasSuffix(text, file, $0) }),
      !file.contains(where: { text[$0] == 0x20 })
    else { return nil }
    return (file, line)
  }

  /// What follows `[cause]: `; nil where the line is none.
  static func cause(_ text: some ByteText, _ range: Range<Int>) -> Range<Int>? {
    let line = TextLine.trimmed(text, range)
    for title in causes where TextLine.hasPrefix(text, line, title) {
      return (line.lowerBound + title.count)..<line.upperBound
    }
    return nil
  }

  /// Whether the members of an `AggregateError` follow.
  static func isErrorList(_ text: some ByteText, _ range: Range<Int>) -> Bool {
    TextLine.hasPrefix(text, TextLine.trimmed(text, range), errors)
  }

  /// What was rejected without an exception and caught by nobody; nil where the line is none.
  static func rejection(
    _ text: some ByteText, _ range: Range<Int>
  ) -> (type: Range<Int>, message: Range<Int>)? {
    let line = TextLine.trimmed(text, range)
    guard TextLine.hasPrefix(text, line, rejected) else { return nil }
    let type = (line.lowerBound + 1)..<(line.lowerBound + rejected.count - 2)
    let message = (line.lowerBound + rejected.count)..<line.upperBound
    let end = message.last { text[$0] == 0x5D } ?? message.upperBound
    return (type, message.lowerBound..<end)
  }

  /// `... 6 lines matching cause stack trace ...`
  static func isElided(_ text: some ByteText, _ range: Range<Int>) -> Bool {
    let line = TextLine.trimmed(text, range)
    return TextLine.hasPrefix(text, line, dots) && TextLine.hasSuffix(text, line, elided)
  }

  private static let at = Array("at ".utf8)
  private static let asynchronously = Array("async ".utf8)
  private static let bracket = Array(" (".utf8)
  private static let alias = Array(" [as ".utf8)
  private static let evaluated = Array("eval at ".utf8)
  private static let placeless = ["<anonymous>", "native", "index "].map { Array($0.utf8) }
  private static let foreign = [".rs", ".swift", ".java", ".kt", ".cs"].map { Array($0.utf8) }
  private static let sources = [
    ".js", ".ts", ".mjs", ".cjs", ".mts", ".cts", ".jsx", ".tsx", ".json",
  ].map { Array($0.utf8) }
  private static let causes = ["[cause]: ", "Caused by: ", "caused by: ", "Caused By: "].map {
    Array($0.utf8)
  }
  private static let errors = Array("[errors]: [".utf8)
  private static let rejected = Array("[UnhandledPromiseRejection: ".utf8)
  private static let dots = Array("... ".utf8)
  private static let elided = Array(" lines matching cause stack trace ...".utf8)
}
