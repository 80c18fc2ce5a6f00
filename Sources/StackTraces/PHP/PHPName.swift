/// Names of PHP's classes: `PDOException`, `App\Exceptions\OrderFailed`.
enum PHPName {
  private static let maxBytes = 256

  /// The name that a text begins with; nil where it begins with none. In JSON its backslashes are
  /// doubled.
  static func prefix(_ text: some ByteText, _ range: Range<Int>) -> Range<Int>? {
    guard let first = range.first, starts(text[first]) || text[first] == 0x5C else { return nil }
    let limit = min(range.upperBound, range.lowerBound + maxBytes)
    var end = range.lowerBound
    while end < limit, starts(text[end]) || PythonLine.isDigit(text[end]) || text[end] == 0x5C {
      end += 1
    }
    return text[end - 1] == 0x5C ? nil : range.lowerBound..<end
  }

  /// Whether only an exception or error has such a name.
  static func isTelling(_ text: some ByteText, _ name: Range<Int>) -> Bool {
    var start = name.upperBound
    while start > name.lowerBound, text[start - 1] != 0x5C { start -= 1 }
    return start > name.lowerBound
      || QualifiedName.isExceptionLike(text, start..<name.upperBound)
  }

  private static func starts(_ byte: UInt8) -> Bool {
    PythonLine.isLower(byte) || PythonLine.isUpper(byte) || byte == 0x5F || byte >= 0x80
  }
}
