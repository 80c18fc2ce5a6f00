/// What single lines of Ruby backtraces look like.
enum RubyLine {
  struct Place {
    var file: Range<Int>
    /// Nil where Ruby knows none, as of code that was evaluated.
    var line: Int?
    /// Without its quotes; nil for code that is in no method.
    var method: Range<Int>?
    /// Where the place ends in its line.
    var end: Int
  }

  struct Raised {
    var place: Place
    /// The first line of it.
    var message: Range<Int>
    /// Nil for an exception without a message: a `RuntimeError`.
    var type: Range<Int>?
  }

  /// A call: `/app/x.rb:12:in 'm'`, behind `from` or not.
  static func frame(_ text: some ByteText, _ range: Range<Int>) -> (place: Place, isMarked: Bool)? {
    var line = TextLine.trimmed(text, range)
    // Where the newest call stands last they are numbered: `1: from …`.
    var digits = line.lowerBound
    while digits < line.upperBound, PythonLine.isDigit(text[digits]) { digits += 1 }
    if digits > line.lowerBound, TextLine.hasPrefix(text, digits..<line.upperBound, numbered) {
      line = (digits + 2)..<line.upperBound
    }
    let isMarked = TextLine.hasPrefix(text, line, from)
    if isMarked { line = (line.lowerBound + from.count)..<line.upperBound }
    guard let place = place(text, line), place.end == line.upperBound,
      place.method != nil || isMarked
    else { return nil }
    return (place, isMarked)
  }

  /// The line an uncaught exception begins with: `/app/x.rb:12:in 'm': message (Type)`.
  static func raised(_ text: some ByteText, _ range: Range<Int>) -> Raised? {
    guard let last = range.last, text[last] == 0x29 || text[last] == 0x6E,
      let place = place(text, range), TextLine.hasPrefix(text, place.end..<range.upperBound, colon)
    else { return nil }
    let rest = (place.end + colon.count)..<range.upperBound
    if rest.count == unhandled.count, TextLine.hasPrefix(text, rest, unhandled) {
      return Raised(place: place, message: rest, type: nil)
    }
    guard let parts = typeAtEnd(text, rest) else { return nil }
    return Raised(place: place, message: parts.message, type: parts.type)
  }

  /// `message (Type)`.
  static func typeAtEnd(
    _ text: some ByteText, _ range: Range<Int>
  ) -> (message: Range<Int>, type: Range<Int>)? {
    guard let last = range.last, text[last] == 0x29,
      let open = range.last(where: { text[$0] == 0x28 }), open + 1 < last
    else { return nil }
    guard RubyName.constant(text, (open + 1)..<last)?.upperBound == last else { return nil }
    guard open == range.lowerBound || text[open - 1] == 0x20 else { return nil }
    return (range.lowerBound..<max(range.lowerBound, open - 1), (open + 1)..<last)
  }

  /// Whether the line, in which nothing else stands, says that the cause follows.
  static func announcesCause(_ text: some ByteText, _ range: Range<Int>) -> Bool {
    let line = TextLine.trimmed(text, range)
    return line.count == causedBy.count && TextLine.hasPrefix(text, line, causedBy)
  }

  /// `file:line`, perhaps with `:in 'method'`, or the latter alone.
  private static func place(_ text: some ByteText, _ range: Range<Int>) -> Place? {
    guard range.count >= 4 else { return nil }
    let limit = min(range.upperBound, range.lowerBound + maxPath)
    var position = range.lowerBound
    // The first number between colons ends the path.
    while position < limit {
      guard text[position] == 0x3A, position > range.lowerBound else {
        position += 1
        continue
      }
      if TextLine.hasPrefix(text, position..<range.upperBound, inMethod) {
        let file = range.lowerBound..<position
        guard isSource(text, file), let method = method(text, position..<range.upperBound) else {
          return nil
        }
        return Place(file: file, line: nil, method: method, end: method.upperBound + 1)
      }
      var end = position + 1
      while end < range.upperBound, PythonLine.isDigit(text[end]) { end += 1 }
      guard end > position + 1, let number = TextLine.number(text, (position + 1)..<end) else {
        position += 1
        continue
      }
      let file = range.lowerBound..<position
      let rest = end..<range.upperBound
      if TextLine.hasPrefix(text, rest, inMethod) {
        guard isPath(text, file), let method = method(text, rest) else { return nil }
        return Place(file: file, line: number, method: method, end: method.upperBound + 1)
      }
      guard isSource(text, file) else { return nil }
      return Place(file: file, line: number, method: nil, end: end)
    }
    return nil
  }

  /// The name of the method in `:in 'method'`, with which a range begins. The quote that ends it ends
  /// the line, or a colon follows.
  private static func method(_ text: some ByteText, _ range: Range<Int>) -> Range<Int>? {
    let quote = range.lowerBound + inMethod.count
    guard quote < range.upperBound, text[quote] == 0x60 || text[quote] == 0x27 else { return nil }
    for position in (quote + 1)..<range.upperBound where text[position] == 0x27 {
      if position + 1 == range.upperBound || text[position + 1] == 0x3A {
        return (quote + 1)..<position
      }
    }
    return nil
  }

  /// Whether it may be a file: has an ending, or begins as places without one do: `/app/bin/worker`,
  /// `bin/rails`, `<internal:kernel>`, `(eval)`, `-e`.
  private static func isPath(_ text: some ByteText, _ file: Range<Int>) -> Bool {
    guard let first = file.first else { return false }
    switch text[first] {
    case 0x2F, 0x3C, 0x28: return true
    default:
      return file.contains { text[$0] == 0x2E } || TextLine.hasPrefix(text, file, program)
        || TextLine.hasPrefix(text, file, command)
    }
  }

  private static func isSource(_ text: some ByteText, _ file: Range<Int>) -> Bool {
    sources.contains { TextLine.hasSuffix(text, file, $0) }
      || file.count == 2 && TextLine.hasPrefix(text, file, command)
  }

  /// No path is longer, in bytes.
  private static let maxPath = 1024
  private static let causedBy = Array("Caused by:".utf8)
  private static let numbered = Array(": from ".utf8)
  private static let from = Array("from ".utf8)
  private static let colon = Array(": ".utf8)
  private static let inMethod = Array(":in ".utf8)
  private static let unhandled = Array("unhandled exception".utf8)
  private static let program = Array("bin/".utf8)
  private static let command = Array("-e".utf8)
  private static let sources = [
    ".rb", ".ru", ".rake", ".erb", ".haml", ".slim", ".jbuilder", ".gemspec", "Rakefile", "Gemfile",
    "config.ru", "bin/rails", "bin/rake", ">",
  ].map { Array($0.utf8) }
}
