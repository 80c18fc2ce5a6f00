/// Texts as YAML scalars, whatever they hold: read back, each is the very text.
enum YAMLScalar {
  /// In one line.
  static func inline(_ text: String) -> String {
    if isPlain(text) { return text }
    if text.unicodeScalars.allSatisfy(isShown) {
      return "'" + text.replacing("'", with: "''") + "'"
    }
    return escaped(text)
  }

  /// As a block of lines where it has several and all can be shown, else in one line.
  ///
  /// - Parameter indent: of the lines, in columns.
  static func block(_ text: String, indent: Int) -> String {
    let lines = text.split(separator: "\n", omittingEmptySubsequences: false)
    let isBlock =
      lines.count > 1 && lines.last != "" && lines[0].first.map { $0 != " " && $0 != "\t" } == true
      && lines.allSatisfy { line in
        line.unicodeScalars.allSatisfy { isShown($0) || $0 == "\t" }
          && (line.isEmpty || line.contains { $0 != " " && $0 != "\t" })
      }
    guard isBlock else { return inline(text) }
    let margin = String(repeating: " ", count: indent)
    return "|-\n" + lines.map { $0.isEmpty ? "" : margin + $0 }.joined(separator: "\n")
  }

  /// Letters, digits and hyphens that mean nothing else to any reader of YAML.
  private static func isPlain(_ text: String) -> Bool {
    guard let first = text.utf8.first, first | 0x20 >= 0x61, first | 0x20 <= 0x7A else {
      return false
    }
    let words = ["true", "false", "null", "yes", "no", "on", "off", "y", "n"]
    return !words.contains(text.lowercased())
      && text.utf8.allSatisfy {
        ($0 | 0x20 >= 0x61 && $0 | 0x20 <= 0x7A) || ($0 >= 0x30 && $0 <= 0x39) || $0 == 0x2D
          || $0 == 0x5F
      }
  }

  /// Whether a scalar stands for itself on every screen and in every reader.
  private static func isShown(_ scalar: Unicode.Scalar) -> Bool {
    if scalar.isASCII { return scalar.value >= 0x20 && scalar.value < 0x7F }
    switch scalar.properties.generalCategory {
    case .uppercaseLetter, .lowercaseLetter, .titlecaseLetter, .otherLetter, .decimalNumber,
      .dashPunctuation, .openPunctuation, .closePunctuation, .initialPunctuation,
      .finalPunctuation, .otherPunctuation, .mathSymbol, .currencySymbol, .otherSymbol:
      return true
    default: return false
    }
  }

  private static func escaped(_ text: String) -> String {
    var written = "\""
    for scalar in text.unicodeScalars {
      switch scalar {
      case "\"": written += "\\\""
      case "\\": written += "\\\\"
      case "\n": written += "\\n"
      case "\r": written += "\\r"
      case "\t": written += "\\t"
      default:
        if isShown(scalar) {
          written.unicodeScalars.append(scalar)
        } else if scalar.value <= 0xFF {
          written += "\\x" + hexadecimal(scalar.value, digits: 2)
        } else if scalar.value <= 0xFFFF {
          written += "\\u" + hexadecimal(scalar.value, digits: 4)
        } else {
          written += "\\U" + hexadecimal(scalar.value, digits: 8)
        }
      }
    }
    return written + "\""
  }

  private static func hexadecimal(_ value: UInt32, digits: Int) -> String {
    let text = String(value, radix: 16, uppercase: true)
    return String(repeating: "0", count: max(0, digits - text.count)) + text
  }
}
