import LogModel

/// What a line of plain text tells about itself.
enum PlainLine {
  /// Why a line is no text that a program would log.
  enum Oddity: String {
    case binary = "binary data, no text"
    case brackets = "brackets that nothing closes"
  }

  /// Nil where nothing speaks against a line, which begins behind white space.
  static func reasonAgainst(_ line: Bytes, isTerminated: Bool) -> Oddity? {
    let head = line.part(0..<min(line.count, 4096))
    // A program that prints JSON in several lines has some that are a bracket.
    if let first = head.first, first == 0x5B || first == 0x7B,
      openBrackets(head) > (isTerminated ? 8 : 0)
    {
      return .brackets
    }
    var controls = 0
    var end = head.count
    // Files have holes where a log was cut while it was written.
    while end > 0, head[end - 1] == 0 { end -= 1 }
    for index in 0..<end {
      let byte = head[index]
      if byte < 0x08 || (0x0E..<0x20 ~= byte && byte != 0x1B && byte != 0x1E) { controls += 1 }
    }
    return controls > 1 && controls * 32 > end ? .binary : nil
  }

  /// How many brackets a line opens that consists of nothing else; 0 for all other lines.
  private static func openBrackets(_ line: Bytes) -> Int {
    var depth = 0
    for byte in line {
      switch byte {
      case 0x5B, 0x7B: depth += 1
      case 0x5D, 0x7D: depth -= 1
      case 0x20, 0x09, 0x0D: break
      default: return 0
      }
    }
    return depth
  }

  /// A line as the container runtimes of Kubernetes write it: `TIME stdout|stderr F|P TEXT`.
  ///
  /// Format: the logging section of the Kubernetes Container Runtime Interface.
  struct RuntimeLine {
    var timestamp: Timestamp
    var isError: Bool
    /// True where the text goes on in the next line of the stream.
    var isPartial: Bool
    var text: Bytes

    init?(_ line: Bytes) {
      guard line.count > 30, line[10] == 0x54,
        let (timestamp, length) = Timestamp.prefix(of: line.part(0..<min(line.count, 48)).span)
      else { return nil }
      let rest = line.part(length..<line.count)
      guard rest.hasPrefix(" stdout ") || rest.hasPrefix(" stderr "), rest.count >= 9 else {
        return nil
      }
      isError = rest[4] == 0x65
      guard rest[8] == 0x46 || rest[8] == 0x50 else { return nil }
      isPartial = rest[8] == 0x50
      var index = 9
      // Tags may follow the first, behind colons.
      while index < rest.count, rest[index] != 0x20 { index += 1 }
      self.timestamp = timestamp
      text = rest.part(min(index + 1, rest.count)..<rest.count)
    }
  }
}

/// Tells which undated lines belong to the record before them.
struct ContinuationRule {
  enum Trace: CaseIterable {
    case none
    /// Inside a Python traceback, whose exception line is to come.
    case open
    /// Behind the exception line, where a connector may follow.
    case raised
  }

  private(set) var trace = Trace.none

  /// A new record begins with a line.
  mutating func begin(_ line: Bytes) {
    trace = ContinuationRule.opensTraceback(line) ? .open : .none
  }

  /// Whether an undated line continues the record.
  mutating func continues(_ line: Bytes) -> Bool {
    guard let first = line.first else { return false }
    if ContinuationRule.opensTraceback(line) {
      trace = .open
      return true
    }
    if first == 0x20 || first == 0x09 { return true }
    if line.hasPrefix("Caused by:") || line.hasPrefix("... ") { return true }
    if trace != .none, ContinuationRule.isConnector(line) { return true }
    let type = ContinuationRule.exceptionType(line)
    if trace == .open, type.length > 0 {
      trace = .raised
      return true
    }
    return type.isQualified && type.isNamedAsOne
  }

  private static func opensTraceback(_ line: Bytes) -> Bool {
    let title: StaticString = "Traceback (most recent call last):"
    if line.hasPrefix(title) { return true }
    // `2025-09-16 00:41:13,123 ERROR Traceback (most recent call last):`
    let length = title.utf8CodeUnitCount
    guard line.count > length else { return false }
    return line.part(line.count - length..<line.count).hasPrefix(title)
  }

  private static func isConnector(_ line: Bytes) -> Bool {
    line.hasPrefix("During handling of the above exception")
      || line.hasPrefix("The above exception was the direct cause")
  }

  /// The dotted name that a line begins with, if it ends the line or a colon follows it.
  private static func exceptionType(
    _ line: Bytes
  ) -> (length: Int, isQualified: Bool, isNamedAsOne: Bool) {
    var index = 0
    var isQualified = false
    while index < line.count {
      let byte = line[index]
      if byte == 0x2E {
        isQualified = true
      } else if !(byte == 0x5F || byte == 0x24 || 0x30...0x39 ~= byte || 0x61...0x7A ~= byte | 0x20)
      {
        break
      }
      index += 1
    }
    guard index > 0, index == line.count || line[index] == 0x3A else { return (0, false, false) }
    let name = line.part(0..<index)
    let isNamedAsOne =
      name.count >= 9 && name.part(name.count - 9..<name.count).isEqual("Exception")
      || name.count >= 5 && name.part(name.count - 5..<name.count).isEqual("Error")
    return (index, isQualified, isNamedAsOne)
  }
}
