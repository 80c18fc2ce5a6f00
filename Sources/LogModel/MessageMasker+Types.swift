/// Names of types, whose digits are no values: `sqlite3.OperationalError`, `OAuth2Error`.
extension MessageMasker {
  /// Where a dotted or CamelCase type name with digits ends; nil where none begins.
  func typeNameEnd(at start: Int) -> Int? {
    guard Self.isLetter(bytes[start]), start == 0 || bytes[start - 1] != 0x2E else { return nil }
    var end = start
    var last = start
    var digits = 0
    while end < bytes.count, end - start <= Self.maxTypeBytes {
      if Self.isAlphanumeric(bytes[end]) || bytes[end] == 0x5F {
        if Self.isDigit(bytes[end]) { digits += 1 }
        end += 1
      } else if bytes[end] == 0x2E, Self.isLetter(byte(end + 1)) {
        last = end + 1
        end += 1
      } else {
        break
      }
    }
    guard digits > 0, end - start <= Self.maxTypeBytes, !Self.isWord(byte(end)),
      hasShortNumbers(start..<end), isCamelCase(last..<end)
    else { return nil }
    return last > start || isTypeByItself(start..<end) ? end : nil
  }

  /// Begins with a capital and has a small letter; `NODE1` is a constant or a host.
  private func isCamelCase(_ name: Range<Int>) -> Bool {
    guard let first = name.first, isUpper(bytes[first]) else { return false }
    return name.contains { isLower(bytes[$0]) }
  }

  /// Whether each run of digits has one or two, as versions in names do and ids do not.
  private func hasShortNumbers(_ name: Range<Int>) -> Bool {
    var run = 0
    for position in name {
      run = Self.isDigit(bytes[position]) ? run + 1 : 0
      if run > 2 { return false }
    }
    return true
  }

  /// Without a module before it: one number, and a word that goes on behind it with a capital.
  /// `Worker3` and `Xk29fQ7` are no types.
  private func isTypeByItself(_ name: Range<Int>) -> Bool {
    guard let number = name.first(where: { Self.isDigit(bytes[$0]) }) else { return false }
    var rest = number
    while rest < name.upperBound, Self.isDigit(bytes[rest]) { rest += 1 }
    guard name.upperBound - rest >= 4, isUpper(bytes[rest]) else { return false }
    let word = (rest + 1)..<name.upperBound
    return word.allSatisfy { Self.isLetter(bytes[$0]) }
      && word.prefix(3).allSatisfy { isLower(bytes[$0]) }
  }

  private func isUpper(_ byte: UInt8) -> Bool { byte >= 0x41 && byte <= 0x5A }
  private func isLower(_ byte: UInt8) -> Bool { byte >= 0x61 && byte <= 0x7A }

  private static let maxTypeBytes = 160
}
