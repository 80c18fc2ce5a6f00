/// The exception line of a Python trace: `pkg.Type: message`, or `Type` alone.
extension PythonLine {
  struct ExceptionParts {
    var type: Range<Int>
    /// Empty where the exception has none.
    var message: Range<Int>
  }

  /// The exception of a line that stands where one must stand, after frames: any dotted name that
  /// is no log level.
  static func exception(_ text: some ByteText, _ range: Range<Int>) -> ExceptionParts? {
    let line = trimmed(text, range)
    guard let first = line.first, startsName(text[first]) else { return nil }
    let limit = min(line.upperBound, line.lowerBound + maxTypeBytes)
    var end = line.lowerBound
    var previous: UInt8 = 0
    while end < limit, isInType(text[end]) {
      if text[end] == 0x2E, previous == 0x2E { return nil }
      previous = text[end]
      end += 1
    }
    guard previous != 0x2E else { return nil }
    // Most lines end here: a blank follows their first word.
    guard end == line.upperBound || text[end] == 0x3A else { return nil }
    let type = line.lowerBound..<end
    guard !isLevel(text, type) else { return nil }
    if end == line.upperBound { return ExceptionParts(type: type, message: end..<end) }
    let after = end + 1
    guard after == line.upperBound || isBlank(text[after]) else { return nil }
    return ExceptionParts(type: type, message: min(after + 1, line.upperBound)..<line.upperBound)
  }

  /// The exception of a line that stands alone: conservative, since any message may look like it.
  ///
  /// Python prints the module of every exception except those of `builtins` and `__main__`, so a
  /// bare name must end as those do.
  static func loneException(_ text: some ByteText, _ range: Range<Int>) -> ExceptionParts? {
    guard let first = range.first, startsName(text[first]),
      let parts = exception(text, range), parts.type.lowerBound == range.lowerBound
    else { return nil }
    var last = parts.type.lowerBound
    for position in parts.type where text[position] == 0x2E { last = position + 1 }
    let name = last..<parts.type.upperBound
    // Private classes are raised too: `grpc._channel._InactiveRpcError`.
    guard let initial = name.first(where: { text[$0] != 0x5F }) else { return nil }
    if isUpper(text[initial]) {
      guard name.contains(where: { isLower(text[$0]) }) else { return nil }
      let isQualified = last > parts.type.lowerBound && !isUpper(text[first])
      if isQualified { return parts }
      return bareEndings.contains { hasSuffix(text, name, $0) }
        || bareNames.contains { $0.count == name.count && hasPrefix(text, name, $0) }
        ? parts : nil
    }
    return lowerCaseTypes.contains {
      $0.count == parts.type.count && hasPrefix(text, parts.type, $0)
    }
      ? parts : nil
  }

  private static let maxTypeBytes = 256

  /// A bare ending is a name by itself only where ``bareNames`` has it: `Error: …` is prose.
  private static let bareEndings = [
    "Error", "Exception", "Exit", "Interrupt", "Warning", "Failure", "Fault", "Timeout",
    "Iteration", "Refused", "NotFound", "Denied", "Invalid", "ExceptionGroup",
  ].map { Array($0.utf8) }

  private static let bareNames = ["Exception", "ExceptionGroup"].map { Array($0.utf8) }

  /// Types of the standard library that break the custom of an upper-case initial.
  private static let lowerCaseTypes = [
    "socket.timeout", "socket.gaierror", "socket.herror", "socket.error", "struct.error",
    "zlib.error", "select.error", "re.error",
  ].map { Array($0.utf8) }

  static let levels = [
    "TRACE", "DEBUG", "INFO", "NOTICE", "WARN", "WARNING", "ERROR", "SEVERE", "CRITICAL", "FATAL",
    "ALERT", "EMERGENCY", "SUCCESS", "DEFAULT",
  ].map { Array($0.utf8) }

  static func isLevel(_ text: some ByteText, _ range: Range<Int>) -> Bool {
    guard range.count <= 9 else { return false }
    return levels.contains { $0.count == range.count && hasPrefix(text, range, $0) }
  }

  /// Whether a logger's prefix begins the line, so that it is no part of a message above it:
  /// `[2025-09-16 …`, `2025-09-16 …`, `INFO:     …`, `[ERROR] …`.
  static func isLogPrefix(_ text: some ByteText, _ range: Range<Int>) -> Bool {
    guard range.count >= 6 else { return false }
    var start = range.lowerBound
    let isBracketed = text[start] == 0x5B
    if isBracketed { start += 1 }
    if range.upperBound - start >= 10, text[start + 4] == 0x2D, text[start + 7] == 0x2D,
      (0..<4).allSatisfy({ isDigit(text[start + $0]) }), isDigit(text[start + 5]),
      isDigit(text[start + 8])
    {
      return true
    }
    var end = start
    while end < range.upperBound, isUpper(text[end]) { end += 1 }
    guard end < range.upperBound, isLevel(text, start..<end) else { return false }
    if isBracketed { return text[end] == 0x5D }
    return text[end] == 0x3A && (end + 1 == range.upperBound || isBlank(text[end + 1]))
  }

  private static func hasSuffix(
    _ text: some ByteText, _ range: Range<Int>, _ suffix: [UInt8]
  ) -> Bool {
    guard range.count > suffix.count else { return false }
    return hasPrefix(text, (range.upperBound - suffix.count)..<range.upperBound, suffix)
  }

  private static func startsName(_ byte: UInt8) -> Bool {
    isUpper(byte) || isLower(byte) || byte == 0x5F || byte >= 0x80
  }

  private static func isInType(_ byte: UInt8) -> Bool {
    startsName(byte) || isDigit(byte) || byte == 0x2E || byte == 0x3C || byte == 0x3E
  }
}
