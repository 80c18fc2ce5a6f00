/// What single lines of JavaScript traces look like, as V8 and Node's `util.inspect` print them.
enum NodeLine {
  struct FrameParts {
    /// Nil for code that is in no function.
    var function: Range<Int>?
    /// Nil for code that is in no file: `<anonymous>`, and what a promise waits for.
    var file: Range<Int>?
    var line: Int?
  }

  /// A frame: `    at call (/app/x.js:3:14)`, `    at async file:///app/x.mjs:3:14`. O(line).
  static func frame(_ text: some ByteText, _ range: Range<Int>) -> FrameParts? {
    let start = range.lowerBound + TextLine.indentation(text, range)
    guard TextLine.hasPrefix(text, start..<range.upperBound, at) else { return nil }
    // What follows the last frame: the properties of the exception, or the next of a list.
    var end = range.upperBound
    if text[end - 1] == 0x7B || text[end - 1] == 0x2C { end -= 1 }
    var call = TextLine.trimmed(text, (start + at.count)..<max(end, start + at.count))
    if TextLine.hasPrefix(text, call, asynchronously) {
      call = (call.lowerBound + asynchronously.count)..<call.upperBound
    }
    guard let last = call.last else { return nil }
    guard text[last] == 0x29, let open = TextLine.find(bracket, in: text, call) else {
      if let place = NodePlace.at(text, call) {
        return FrameParts(file: place.file, line: place.line)
      }
      return call.count == anonymous.count && TextLine.hasPrefix(text, call, anonymous)
        ? FrameParts() : nil
    }
    var function = call.lowerBound..<open
    if let alias = TextLine.find(alias, in: text, function) {
      function = function.lowerBound..<alias
    }
    let inside = (open + bracket.count)..<last
    if let place = NodePlace.at(text, inside) {
      return FrameParts(function: function, file: place.file, line: place.line)
    }
    return isPlaceless(text, inside, of: function) ? FrameParts(function: function) : nil
  }

  /// Whether what stands in the brackets says that a function is in no file: `<anonymous>`,
  /// `Promise.all (index 0)`, `Array.forEach (native)`.
  private static func isPlaceless(
    _ text: some ByteText, _ inside: Range<Int>, of function: Range<Int>
  ) -> Bool {
    if TextLine.hasPrefix(text, inside, anonymous) { return inside.count == anonymous.count }
    if inside.count == native.count, TextLine.hasPrefix(text, inside, native) {
      return function.contains { text[$0] == 0x2E }
    }
    return TextLine.hasPrefix(text, inside, index)
      && TextLine.number(text, (inside.lowerBound + index.count)..<inside.upperBound) != nil
      && TextLine.hasPrefix(text, function, promise)
  }

  /// What follows `[cause]: `; nil where the line is none.
  static func cause(_ text: some ByteText, _ range: Range<Int>) -> Range<Int>? {
    let line = TextLine.trimmed(text, range)
    for title in causes where TextLine.hasPrefix(text, line, title) {
      return (line.lowerBound + title.count)..<line.upperBound
    }
    return nil
  }

  /// The value of a property of an exception: what follows `driverError: `. O(name).
  static func property(
    _ text: some ByteText, _ range: Range<Int>
  ) -> (name: Range<Int>, value: Range<Int>)? {
    let line = TextLine.trimmed(text, range)
    var end = line.lowerBound
    while end < line.upperBound, end - line.lowerBound < maxName, isInName(text[end]) { end += 1 }
    guard end > line.lowerBound, end + 2 < line.upperBound, text[end] == 0x3A,
      text[end + 1] == 0x20
    else { return nil }
    return (line.lowerBound..<end, (end + 2)..<line.upperBound)
  }

  /// Whether a property is one in which clients of databases keep what the server or the network said.
  static func isInner(_ text: some ByteText, _ name: Range<Int>) -> Bool {
    inner.contains { $0.count == name.count && TextLine.hasPrefix(text, name, $0) }
  }

  /// Whether it is a property of the errors of the system: `code: 'ECONNREFUSED',`.
  static func isDetail(_ text: some ByteText, _ range: Range<Int>) -> Bool {
    let line = TextLine.trimmed(text, range)
    return details.contains { TextLine.hasPrefix(text, line, $0) }
  }

  /// Whether the members of an `AggregateError` follow.
  static func isErrorList(_ text: some ByteText, _ range: Range<Int>) -> Bool {
    let line = TextLine.trimmed(text, range)
    return lists.contains { $0.count == line.count && TextLine.hasPrefix(text, line, $0) }
  }

  /// Whether the calls follow by which an event without a listener ended the process: not those by
  /// which its exception came about.
  static func isEmission(_ text: some ByteText, _ range: Range<Int>) -> Bool {
    TextLine.hasPrefix(text, TextLine.trimmed(text, range), emitted)
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

  private static func isInName(_ byte: UInt8) -> Bool {
    PythonLine.isLower(byte) || PythonLine.isUpper(byte) || PythonLine.isDigit(byte)
      || byte == 0x5F || byte == 0x24
  }

  /// No property has a longer name, in bytes.
  private static let maxName = 64
  private static let at = Array("at ".utf8)
  private static let asynchronously = Array("async ".utf8)
  private static let bracket = Array(" (".utf8)
  private static let alias = Array(" [as ".utf8)
  private static let anonymous = Array("<anonymous>".utf8)
  private static let native = Array("native".utf8)
  private static let index = Array("index ".utf8)
  private static let promise = Array("Promise.".utf8)
  private static let causes = ["[cause]: ", "Caused by: ", "caused by: ", "Caused By: "].map {
    Array($0.utf8)
  }
  private static let inner = ["cause", "parent", "original", "originalError", "driverError"].map {
    Array($0.utf8)
  }
  private static let details = ["code: 'E", "errno: -", "syscall: '"].map { Array($0.utf8) }
  private static let lists = ["[errors]: [", "errors: ["].map { Array($0.utf8) }
  private static let emitted = Array("Emitted 'error' event ".utf8)
  private static let rejected = Array("[UnhandledPromiseRejection: ".utf8)
  private static let dots = Array("... ".utf8)
  private static let elided = Array(" lines matching cause stack trace ...".utf8)
}
