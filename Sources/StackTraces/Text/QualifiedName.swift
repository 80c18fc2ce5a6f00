/// Names of types as the JVM and .NET print them: `java.lang.IllegalStateException`,
/// `System.Net.Sockets.SocketException`.
enum QualifiedName {
  private static let maxBytes = 256

  /// The name that a line begins with; nil where it begins with none. It ends before a byte that is in
  /// no name.
  static func prefix(_ text: some ByteText, _ range: Range<Int>) -> Range<Int>? {
    guard let first = range.first, startsPart(text[first]) else { return nil }
    let limit = min(range.upperBound, range.lowerBound + maxBytes)
    var end = range.lowerBound
    var previous: UInt8 = 0
    while end < limit {
      let byte = text[end]
      guard startsPart(byte) || byte == 0x2E || PythonLine.isDigit(byte) || isInner(byte) else {
        break
      }
      if byte == 0x2E, previous == 0x2E { return nil }
      previous = byte
      end += 1
    }
    guard previous != 0x2E else { return nil }
    return range.lowerBound..<end
  }

  /// Whether a name has a package or namespace.
  static func isQualified(_ text: some ByteText, _ name: Range<Int>) -> Bool {
    name.contains { text[$0] == 0x2E }
  }

  /// Whether the last part of a name says that it is one of an exception.
  static func isExceptionLike(_ text: some ByteText, _ name: Range<Int>) -> Bool {
    var start = name.upperBound
    while start > name.lowerBound, text[start - 1] != 0x2E { start -= 1 }
    guard start < name.upperBound, PythonLine.isUpper(text[start]) else { return false }
    var end = name.upperBound
    // Generic types of .NET: Fault`1.
    if let tick = (start..<end).first(where: { text[$0] == 0x60 }) { end = tick }
    return endings.contains { TextLine.hasSuffix(text, start..<end, $0) }
  }

  /// Whether a name is `com.acme.ledger.SchemaMismatch`: a class in a package of two parts at least, all
  /// of them in lower case.
  static func isClassOfPackage(_ text: some ByteText, _ name: Range<Int>) -> Bool {
    var parts = 0
    var start = name.lowerBound
    for position in name where text[position] == 0x2E {
      guard PythonLine.isLower(text[start]) else { return false }
      parts += 1
      start = position + 1
    }
    return parts >= 2 && start < name.upperBound && PythonLine.isUpper(text[start])
      && (start..<name.upperBound).contains { PythonLine.isLower(text[$0]) }
  }

  /// Whether a name can only be one of an exception: with a package, or with more than `Error`.
  static func isTelling(_ text: some ByteText, _ name: Range<Int>) -> Bool {
    isQualified(text, name)
      || isExceptionLike(text, name)
        && !endings.contains { $0.count == name.count && TextLine.hasSuffix(text, name, $0) }
  }

  /// Whether a name says that something failed, as applications let the names of their exceptions end that
  /// have no `Error` in them: `OrderFailed`.
  static func saysFailure(_ text: some ByteText, _ name: Range<Int>) -> Bool {
    failures.contains { name.count > $0.count && TextLine.hasSuffix(text, name, $0) }
  }

  private static let failures = ["Failed", "Invalid", "NotFound", "Missing", "Denied"].map {
    Array($0.utf8)
  }

  private static let endings = [
    "Exception", "Error", "Throwable", "Failure", "Fault", "Panic", "Interrupt", "Timeout",
  ].map { Array($0.utf8) }

  private static func startsPart(_ byte: UInt8) -> Bool {
    PythonLine.isLower(byte) || PythonLine.isUpper(byte) || byte == 0x5F || byte == 0x24
      || byte >= 0x80
  }

  /// Of nested and of generic types: `A+B`, Fault`1.
  private static func isInner(_ byte: UInt8) -> Bool { byte == 0x2B || byte == 0x60 }
}
