/// The lines with which loggers begin an exception whose backtrace follows.
struct RubyHeader {
  var type: Range<Int>
  /// The first line of the message, or all that stands in the line.
  var message: Range<Int>
  /// Whether the message ends in this line, or goes on until `):`.
  var isComplete: Bool
  /// Whether what stands between the line and the calls belongs to the message.
  var goesOn = false
  /// Whether it is what the exception above was raised from.
  var isCause: Bool
  /// Whether only an exception looks so.
  var isTelling: Bool

  /// `Type (message):` of Rails, `Type: message`, `#<Type: message>`, `message (Type)`; behind a
  /// logger's prefix or not. O(line).
  static func at(_ text: some ByteText, _ range: Range<Int>) -> RubyHeader? {
    var line = TextLine.trimmed(text, range)
    var isCause = false
    for (words, introducesCause) in introductions where TextLine.hasPrefix(text, line, words) {
      isCause = introducesCause
      line = (line.lowerBound + words.count)..<line.upperBound
      break
    }
    if var header = named(text, line) {
      header.isCause = isCause
      header.goesOn = TextLine.hasPrefix(text, header.type.upperBound..<line.upperBound, colon)
      return header
    }
    var position = line.lowerBound
    while position < line.upperBound {
      let byte = text[position]
      if PythonLine.isUpper(byte), position > line.lowerBound,
        text[position - 1] == 0x20 || text[position - 1] == 0x3C,
        let name = RubyName.constant(text, position..<line.upperBound)
      {
        if RubyName.isTelling(text, name),
          let header = named(text, position..<line.upperBound)
        {
          return header
        }
        position = name.upperBound
      }
      position += 1
    }
    guard let parts = RubyLine.typeAtEnd(text, line) else { return nil }
    return RubyHeader(
      type: parts.type, message: parts.message, isComplete: true, isCause: isCause,
      isTelling: RubyName.isTelling(text, parts.type))
  }

  /// A line that begins with the type.
  private static func named(_ text: some ByteText, _ line: Range<Int>) -> RubyHeader? {
    guard let type = RubyName.constant(text, line) else { return nil }
    let end = type.upperBound
    var header = RubyHeader(
      type: type, message: end..<end, isComplete: true, isCause: false,
      isTelling: RubyName.isTelling(text, type))
    let rest = end..<line.upperBound
    if rest.isEmpty { return header }
    if TextLine.hasPrefix(text, rest, colon) {
      var last = rest.upperBound
      if text[last - 1] == 0x3E { last -= 1 }
      header.message = min(end + colon.count, last)..<last
      return header
    }
    guard TextLine.hasPrefix(text, rest, bracket) else { return nil }
    let inside = (end + bracket.count)..<rest.upperBound
    for ending in endings where TextLine.hasSuffix(text, inside, ending) {
      header.message = inside.lowerBound..<(inside.upperBound - ending.count)
      return header
    }
    header.message = inside
    header.isComplete = false
    return header
  }

  /// Whether the line ends a message that Rails put in brackets.
  static func endsMessage(_ text: some ByteText, _ line: Range<Int>) -> Bool {
    TextLine.hasSuffix(text, line, endings[0])
  }

  private static let introductions: [([UInt8], Bool)] = [
    (Array("Information for cause: ".utf8), true), (Array("Information for: ".utf8), false),
    (Array("Caused by: ".utf8), true), (Array("Cause: ".utf8), true),
  ]
  private static let colon = Array(": ".utf8)
  private static let bracket = Array(" (".utf8)
  private static let endings = ["):", ")"].map { Array($0.utf8) }
}
