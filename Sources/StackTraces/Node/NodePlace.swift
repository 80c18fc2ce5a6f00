/// Where a frame of JavaScript is: `file:line:column`. What tells it from the frames of other languages,
/// from times and from addresses, is what stands before the numbers.
struct NodePlace {
  var file: Range<Int>
  var line: Int

  /// The place that a whole range is; nil where it is none. O(range).
  static func at(_ text: some ByteText, _ range: Range<Int>) -> NodePlace? {
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
    return isFile(text, file) ? NodePlace(file: file, line: number) : nil
  }

  /// The place that a crash begins with, a line of its own: `/app/x.js:12`. O(range).
  static func ofCrash(_ text: some ByteText, _ range: Range<Int>) -> NodePlace? {
    guard let colon = colonBefore(text, range),
      let line = TextLine.number(text, (colon + 1)..<range.upperBound)
    else { return nil }
    let file = range.lowerBound..<colon
    guard isScript(text, file), isRooted(text, file), !file.contains(where: { text[$0] == 0x20 })
    else { return nil }
    return NodePlace(file: file, line: line)
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

  /// Whether it may be a file that JavaScript runs: a script by its ending, one of Node's own or a
  /// bundler's by its scheme, else a path from the root that is of no other language.
  private static func isFile(_ text: some ByteText, _ file: Range<Int>) -> Bool {
    if schemes.contains(where: { TextLine.hasPrefix(text, file, $0) }) { return true }
    let hasBlanks = file.contains { text[$0] == 0x20 }
    if isScript(text, file) { return !hasBlanks || isRooted(text, file) }
    return !hasBlanks && isRooted(text, file) && !TextLine.hasPrefix(text, file, url)
      && !foreign.contains { TextLine.hasSuffix(text, file, $0) }
  }

  /// `/app/x.js`, `C:\\app\\x.js`, `file:///app/x.mjs`.
  private static func isRooted(_ text: some ByteText, _ file: Range<Int>) -> Bool {
    guard file.count > 3 else { return false }
    let start = file.lowerBound
    if text[start] == 0x2F { return true }
    let isDrive =
      text[start + 1] == 0x3A && (text[start + 2] == 0x5C || text[start + 2] == 0x2F)
      && (PythonLine.isUpper(text[start]) || PythonLine.isLower(text[start]))
    return isDrive || TextLine.hasPrefix(text, file, url)
  }

  private static func isScript(_ text: some ByteText, _ file: Range<Int>) -> Bool {
    var file = file
    // What a bundler adds: `./src/Cart.vue?3a4b`.
    if let last = file.last(where: { text[$0] == 0x3F || text[$0] == 0x2F }), text[last] == 0x3F {
      file = file.lowerBound..<last
    }
    return scripts.contains { $0.count < file.count && TextLine.hasSuffix(text, file, $0) }
  }

  private static let evaluated = Array("eval at ".utf8)
  private static let url = Array("file://".utf8)
  private static let scripts = [
    ".js", ".ts", ".mjs", ".cjs", ".mts", ".cts", ".jsx", ".tsx", ".vue", ".svelte", ".coffee",
    ".json",
  ].map { Array($0.utf8) }
  private static let schemes = [
    "node:", "internal/", "<anonymous>", "[eval]", "[worker eval]", "evalmachine.<", "webpack:",
    "webpack-internal:", "ext:", "deno:", "bun:", "rsc:", "REPL",
  ].map { Array($0.utf8) }
  private static let foreign = [
    ".rs", ".swift", ".java", ".kt", ".scala", ".cs", ".fs", ".vb", ".c", ".cc", ".cpp", ".h",
    ".go", ".py", ".rb", ".php", ".dart",
  ].map { Array($0.utf8) }
}
