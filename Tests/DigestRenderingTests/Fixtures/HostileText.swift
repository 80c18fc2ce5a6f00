/// What of a rendered text is more than text.
enum HostileText {
  /// Whether a character does something to a terminal or to the order of text.
  static func acts(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar.properties.generalCategory {
    case .control, .format, .lineSeparator, .paragraphSeparator, .surrogate, .privateUse: true
    default: false
    }
  }

  /// The lines of a Markdown text without fenced blocks, and without their code spans.
  static func outsideCode(_ text: String) -> [String] {
    var lines: [String] = []
    var fence: Substring?
    for line in text.split(separator: "\n", omittingEmptySubsequences: false) {
      let start = line.drop { $0 == " " }.prefix { $0 == "`" }
      if let open = fence {
        if start == open, line.drop(while: { $0 == " " }) == open { fence = nil }
      } else if start.count >= 3, line.hasSuffix("`text") {
        fence = start
      } else {
        lines.append(withoutCodeSpans(String(line)))
      }
    }
    return lines
  }

  /// As CommonMark reads it: a backtick string closes with the next one of its length.
  private static func withoutCodeSpans(_ line: String) -> String {
    var result = ""
    var rest = line[...]
    while let open = rest.firstIndex(of: "`") {
      result += rest[..<open]
      let ticks = rest[open...].prefix { $0 == "`" }
      var search = rest[ticks.endIndex...]
      var close: Substring?
      while let next = search.firstIndex(of: "`") {
        let run = search[next...].prefix { $0 == "`" }
        search = search[run.endIndex...]
        if run.count == ticks.count {
          close = run
          break
        }
      }
      guard let close else { return result + rest[open...] }
      rest = rest[close.endIndex...]
    }
    return result + rest
  }

  /// Escaped characters are text; what is left of the active ones acts.
  static func withoutEscapes(_ line: String) -> String {
    line.replacing(/\\[\\*_\[\]<>~&$#:.!+=-]/, with: "")
  }
}
