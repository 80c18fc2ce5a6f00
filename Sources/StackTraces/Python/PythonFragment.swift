import LogModel

/// Which lines, seen alone, may be part of a Python trace that is logged one line an entry.
enum PythonFragment {
  /// Cheap: decides on the first byte that is not blank, and reads on only where that is a hint.
  static func isFragment(_ text: some ByteText, _ range: Range<Int>) -> Bool {
    guard range.count <= StackTraces.maxTextBytes else { return false }
    if text[range.upperBound - 1] == 0x3A {
      if PythonLine.isHeader(text, range) { return true }
      if PythonLine.connector(text, range) != nil { return true }
    }
    let indentation = PythonLine.indentation(text, range)
    let start = range.lowerBound + indentation
    guard start < range.upperBound else { return false }
    switch text[start] {
    case 0x46 where PythonLine.frame(text, range) != nil: return true  // File "…
    case 0x3E: return PythonLine.frame(text, range) != nil  // > File "…
    case 0x2B where indentation > 0: return PythonLine.groupRule(text, range) != nil
    case 0x7C where indentation > 0:
      return isInGroup(text, (start + 1)..<range.upperBound)
    default: break
    }
    if indentation == 0 { return PythonLine.loneException(text, range) != nil }
    return indentation >= 4 && range.count <= maxCodeBytes
      && looksLikeCode(text, start..<range.upperBound)
  }

  /// The part a line plays; nil where it plays none.
  static func role(_ line: [UInt8]) -> TraceLineRole? {
    let range = PythonLine.trimmedEnd(line, 0..<line.count)
    guard !range.isEmpty, isFragment(line, range) else { return nil }
    if let link = PythonLine.connector(line, range) { return .connects(link) }
    let start = PythonLine.indentation(line, range)
    // What stands inside the frame of a group neither opens nor closes anything by itself.
    if line[start] == 0x7C { return .continues }
    if PythonLine.isHeader(line, range) { return .opens }
    if PythonLine.frame(line, range) != nil { return .frame }
    return start == 0 && PythonLine.loneException(line, range) != nil ? .closes : .continues
  }

  /// Longer indented lines are rather data than code, in bytes.
  private static let maxCodeBytes = 400

  private static func isInGroup(_ text: some ByteText, _ range: Range<Int>) -> Bool {
    guard let first = range.first, text[first] == 0x20 else { return false }
    let inner = (first + 1)..<range.upperBound
    return PythonLine.frame(text, inner) != nil || PythonLine.loneException(text, inner) != nil
      || PythonLine.connector(text, inner) != nil
  }

  /// Whether an indented line may be the statement that a traceback shows under a frame.
  ///
  /// A code line adds nothing to what is read out of a trace, so in doubt it is none: lists, pretty
  /// JSON, tables, labels and prose are far more frequent.
  private static func looksLikeCode(_ text: some ByteText, _ range: Range<Int>) -> Bool {
    guard let position = range.first else { return false }
    let first = text[position]
    if first == 0x7E || first == 0x5E { return PythonLine.isMarker(text, range) }
    guard PythonLine.isLower(first) || PythonLine.isUpper(first) || first == 0x5F || first == 0x40
    else { return false }
    var word = position
    while word < range.upperBound, PythonLine.isUpper(text[word]) { word += 1 }
    if word - position >= 2, word < range.upperBound, text[word] == 0x3A { return false }
    // The frames of other languages: `    at f (file.js:1:2)`.
    if PythonLine.hasPrefix(text, range, foreignFrame) { return false }
    // Few statements neither call nor assign.
    for byte in range where text[byte] == 0x28 || text[byte] == 0x3D { return true }
    return keywords.contains { PythonLine.hasPrefix(text, range, $0) }
  }

  private static let foreignFrame = Array("at ".utf8)
  private static let keywords = [
    "raise", "return", "import ", "from ", "await ", "yield", "assert ", "del ", "with ", "async ",
  ].map { Array($0.utf8) }
}
