/// A text as YAML that is read back as that very text.
enum QuotedYAML {
  /// On one line: in single quotes where that will do, else in double quotes with escapes.
  static func line(_ text: String) -> String {
    if text.unicodeScalars.allSatisfy({ isPlain($0) && $0 != "\n" }) {
      return "'\(text.replacing("'", with: "''"))'"
    }
    return "\"\(text.unicodeScalars.map(escaped).joined())\""
  }

  /// Several lines as a block below a key or dash, where YAML has a way to write them so.
  ///
  /// - Parameter indent: columns before the lines of the block.
  static func block(_ text: String, indent: Int) -> String {
    let lines = text.split(separator: "\n", omittingEmptySubsequences: false)
    let isBlock =
      lines.count > 1 && text.unicodeScalars.allSatisfy { isPlain($0) || $0 == "\t" }
      // What begins with a blank, or is one, would need its indentation spelt out.
      && lines.first?.first.map { $0 != " " && $0 != "\t" } ?? false
      && lines.last?.isEmpty == false
      && lines.allSatisfy { $0.isEmpty || $0.contains { $0 != " " && $0 != "\t" } }
    guard isBlock else { return line(text) }
    let margin = String(repeating: " ", count: indent)
    return "|-\n" + lines.map { $0.isEmpty ? "" : margin + $0 }.joined(separator: "\n")
  }

  /// Whether a character stands for itself in YAML and on a screen.
  private static func isPlain(_ scalar: Unicode.Scalar) -> Bool {
    if scalar == "\n" { return true }
    switch scalar.properties.generalCategory {
    case .control, .format, .lineSeparator, .paragraphSeparator, .surrogate, .unassigned,
      .privateUse:
      return false
    default: return true
    }
  }

  private static func escaped(_ scalar: Unicode.Scalar) -> String {
    switch scalar {
    case "\"": return "\\\""
    case "\\": return "\\\\"
    case "\n": return "\\n"
    case "\t": return "\\t"
    default: break
    }
    if isPlain(scalar) { return String(scalar) }
    let digits = String(scalar.value, radix: 16)
    func padded(_ width: Int) -> String {
      String(repeating: "0", count: max(0, width - digits.count)) + digits
    }
    if scalar.value <= 0xFF { return "\\x" + padded(2) }
    return scalar.value <= 0xFFFF ? "\\u" + padded(4) : "\\U" + padded(8)
  }
}
