/// Texts made safe for Markdown: whatever they hold, they show themselves and do nothing.
///
/// Source: CommonMark 0.31 and the GitHub Flavored Markdown spec, with its tables, autolinks and the
/// mentions of the sites that show it.
enum MarkdownText {
  /// Inline text in one line.
  ///
  /// `@` and a number sign before a digit stand in code spans: mentions and issue links are found
  /// after backslashes are gone. A backtick and a pipe are written as character references, which
  /// neither code spans nor tables look into.
  static func prose(_ text: String) -> String {
    var prose = ""
    let scalars = Array(VisibleText.line(text).unicodeScalars)
    var index = 0
    while index < scalars.count {
      let scalar = scalars[index]
      let next = index + 1 < scalars.count ? scalars[index + 1] : nil
      switch scalar {
      case "@", "#":
        guard scalar == "@" || next.map(isDigit) ?? false else {
          prose += "\\#"
          break
        }
        var run = ""
        while index < scalars.count, scalars[index] == "@" || scalars[index] == "#" {
          run.unicodeScalars.append(scalars[index])
          index += 1
        }
        prose += "`\(run)`"
        continue
      case "`": prose += "&#96;"
      case "|": prose += "&#124;"
      case "\\", "*", "_", "[", "]", "<", ">", "~", "&", "$":
        prose += "\\"
        prose.unicodeScalars.append(scalar)
      case ":" where next == "/": prose += "\\:"
      case "." where endsInWWW(scalars[..<index]): prose += "\\."
      default: prose.unicodeScalars.append(scalar)
      }
      index += 1
    }
    return prose
  }

  /// Inline text at the beginning of a line, where a list or an underline could begin too.
  static func paragraph(_ text: String) -> String {
    let prose = prose(text)
    guard let first = prose.unicodeScalars.first else { return prose }
    if first == "-" || first == "+" || first == "=" { return "\\" + prose }
    let rest = prose.unicodeScalars.drop(while: isDigit)
    guard isDigit(first), let mark = rest.first, mark == "." || mark == ")" else { return prose }
    return String(prose.unicodeScalars.prefix { isDigit($0) }) + "\\" + String(rest)
  }

  /// A code span in one line; empty for an empty text. Not for tables.
  static func code(_ text: String) -> String {
    let line = VisibleText.line(text)
    guard !line.isEmpty else { return "" }
    let fence = String(repeating: "`", count: longestRun(of: "`", in: line) + 1)
    let space = line.hasPrefix("`") || line.hasSuffix("`") ? " " : ""
    return fence + space + line + space + fence
  }

  /// A fenced block with the lines of a text.
  static func block(_ text: String) -> [String] {
    let lines = VisibleText.lines(text)
    let longest = lines.map { longestRun(of: "`", in: $0) }.max() ?? 0
    let fence = String(repeating: "`", count: max(3, longest + 1))
    return [fence + "text"] + lines + [fence]
  }

  /// A link to a web page; nil for an address of any other kind.
  static func link(_ address: String, label: String? = nil) -> String? {
    guard address.hasPrefix("https://") || address.hasPrefix("http://") else { return nil }
    var target = ""
    for byte in address.utf8 {
      switch byte {
      case 0x00...0x20, 0x7F...0xFF, UInt8(ascii: "("), UInt8(ascii: ")"), UInt8(ascii: "<"),
        UInt8(ascii: ">"), UInt8(ascii: "["), UInt8(ascii: "]"), UInt8(ascii: "\\"),
        UInt8(ascii: "\""), UInt8(ascii: "'"), UInt8(ascii: "`"), UInt8(ascii: "|"),
        UInt8(ascii: "*"), UInt8(ascii: "_"):
        target += (byte < 16 ? "%0" : "%") + String(byte, radix: 16, uppercase: true)
      case UInt8(ascii: "&"): target += "&amp;"
      default: target.unicodeScalars.append(Unicode.Scalar(byte))
      }
    }
    return "[\(prose(label ?? address))](\(target))"
  }

  private static func isDigit(_ scalar: Unicode.Scalar) -> Bool { ("0"..."9").contains(scalar) }

  private static func endsInWWW(_ scalars: ArraySlice<Unicode.Scalar>) -> Bool {
    let last = scalars.suffix(3)
    return last.count == 3 && last.allSatisfy { $0 == "w" || $0 == "W" }
  }

  private static func longestRun(of scalar: Unicode.Scalar, in text: String) -> Int {
    var longest = 0
    var run = 0
    for other in text.unicodeScalars {
      run = other == scalar ? run + 1 : 0
      longest = max(longest, run)
    }
    return longest
  }
}
