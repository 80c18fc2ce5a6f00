/// Names of Ruby's classes: `NoMethodError`, `ActiveRecord::RecordNotFound`.
enum RubyName {
  private static let maxBytes = 256

  /// The constant that a text begins with; nil where it begins with none.
  static func constant(_ text: some ByteText, _ range: Range<Int>) -> Range<Int>? {
    let limit = min(range.upperBound, range.lowerBound + maxBytes)
    var position = range.lowerBound
    while true {
      guard position < limit, PythonLine.isUpper(text[position]) else { return nil }
      while position < limit, isInName(text[position]) { position += 1 }
      guard position + 2 < limit, text[position] == 0x3A, text[position + 1] == 0x3A else {
        return range.lowerBound..<position
      }
      position += 2
    }
  }

  /// Whether only an exception has such a name.
  static func isTelling(_ text: some ByteText, _ name: Range<Int>) -> Bool {
    var start = name.upperBound
    while start > name.lowerBound, text[start - 1] != 0x3A { start -= 1 }
    return start > name.lowerBound || QualifiedName.isTelling(text, name)
      || QualifiedName.saysFailure(text, name)
  }

  private static func isInName(_ byte: UInt8) -> Bool {
    PythonLine.isLower(byte) || PythonLine.isUpper(byte) || PythonLine.isDigit(byte)
      || byte == 0x5F || byte >= 0x80
  }
}
