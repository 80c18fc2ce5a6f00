import LogModel

/// Tells the texts that runtimes print of an error that nobody caught: they bear no level, and reach
/// the logs without a severity.
enum UncaughtError {
  /// The level of a decoded text that begins with an error; nil for all others. Most texts are
  /// judged by their first word.
  static func level(_ text: Bytes) -> Severity? {
    guard text.count >= 5, let first = text.first else { return nil }
    switch first {
    case 0x70 where text.hasPrefix("panic: "): return .critical
    case 0x63 where text.hasPrefix("crit: "): return .critical
    case 0x66 where text.hasPrefix("fail: ") || text.hasPrefix("fatal error: "): return .error
    case 0x55 where text.hasPrefix("Unhandled exception") || text.hasPrefix("Uncaught "):
      return .error
    case 0x45 where text.hasPrefix("Exception in thread \""): return .error
    case 0x54 where text.hasPrefix("Traceback (most recent call last):"): return .error
    default: return beginsWithType(text) ? .error : nil
    }
  }

  /// Longer names are none of a type, in bytes.
  private static let maxNameBytes = 160

  /// `java.lang.IllegalStateException: …`, `TypeError [ERR_X]: …`, `Error: …`
  private static func beginsWithType(_ text: Bytes) -> Bool {
    let limit = min(text.count, maxNameBytes)
    var end = 0
    while end < limit, isInName(text[end]) { end += 1 }
    guard end >= 5, end < limit else { return false }
    let name = text.part(0..<end)
    guard hasSuffix(name, "Error") || hasSuffix(name, "Exception") else { return false }
    var index = end
    if text[index] == 0x20, index + 1 < text.count, text[index + 1] == 0x5B { index += 1 }
    if text[index] == 0x5B {
      let code = text[index..<min(text.count, index + 80)]
      guard let close = code.firstIndex(of: 0x5D) else { return false }
      index = close + 1
    }
    return index + 1 < text.count && text[index] == 0x3A
      && (text[index + 1] == 0x20 || text[index + 1] == 0x0A)
  }

  private static func hasSuffix(_ name: Bytes, _ suffix: StaticString) -> Bool {
    let length = suffix.utf8CodeUnitCount
    return name.count >= length && name.part(name.count - length..<name.count).isEqual(suffix)
  }

  private static func isInName(_ byte: UInt8) -> Bool {
    0x61...0x7A ~= byte | 0x20 || 0x30...0x39 ~= byte || byte == 0x5F || byte == 0x2E
      || byte == 0x24
  }
}
