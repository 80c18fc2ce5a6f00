/// What stands before an exception that was not handled, or that a framework logs.
enum NodeIntroduction {
  /// A line without them. O(1), words being short.
  static func skipped(_ text: some ByteText, _ line: Range<Int>) -> Range<Int> {
    var line = line
    if let process = process(text, line) {
      guard TextLine.hasPrefix(text, process, rejected) else { return line }
      line = (process.lowerBound + rejected.count)..<process.upperBound
    }
    for word in words where TextLine.hasPrefix(text, line, word) {
      line = (line.lowerBound + word.count)..<line.upperBound
    }
    // An object that something within it leads back to: `<ref *1> Error: …`.
    if TextLine.hasPrefix(text, line, reference) {
      var end = line.lowerBound + reference.count
      while end < line.upperBound, PythonLine.isDigit(text[end]) { end += 1 }
      if TextLine.hasPrefix(text, end..<line.upperBound, referenceEnd) {
        line = (end + referenceEnd.count)..<line.upperBound
      }
    }
    return line
  }

  /// What follows `(node:1) `, with which Node begins its warnings.
  private static func process(_ text: some ByteText, _ line: Range<Int>) -> Range<Int>? {
    guard TextLine.hasPrefix(text, line, node) else { return nil }
    var end = line.lowerBound + node.count
    while end < line.upperBound, PythonLine.isDigit(text[end]) { end += 1 }
    guard TextLine.hasPrefix(text, end..<line.upperBound, nodeEnd) else { return nil }
    return (end + nodeEnd.count)..<line.upperBound
  }

  /// As lines begin with them, in the order in which they stand.
  static let openings = [
    "(node:", "<ref *", "\u{2A2F} ", "Detailed", "Uncaught", "Unhandle", "uncaught", "unhandle",
  ]

  private static let words = [
    "\u{2A2F} ", "Detailed stack trace: ", "Uncaught ", "uncaughtException: ", "(in promise) ",
    "Unhandled Rejection ", "Unhandled rejection ", "unhandledRejection: ", "Unhandled ", "{ ",
  ].map { Array($0.utf8) }
  private static let node = Array("(node:".utf8)
  private static let nodeEnd = Array(") ".utf8)
  private static let rejected = Array("UnhandledPromiseRejectionWarning: ".utf8)
  private static let reference = Array("<ref *".utf8)
  private static let referenceEnd = Array("> ".utf8)
}
