/// Lines of at most so many columns. Everything written is made safe to show first.
struct TextPage {
  let width: Int
  private(set) var lines: [String] = []

  init(width: Int) { self.width = max(RenderOptions.narrowest, width) }

  var text: String { lines.map { $0 + "\n" }.joined() }

  mutating func addBlank() {
    if let last = lines.last, !last.isEmpty { lines.append("") }
  }

  /// A line that is not to be broken, whatever its length: a link.
  mutating func addUnbreakable(_ text: String, indent: Int) {
    lines.append(blanks(indent) + VisibleText.line(text))
  }

  /// A line that is only a lead, as in `add`.
  mutating func addLead(_ lead: String) { lines.append(lead) }

  /// A block of text; `right` stands at the right margin of its last line, or of one of its own.
  ///
  /// - Parameter lead: what stands in the indent of the first line instead of blanks, as wide as
  ///   `leadColumns`; it may hold SGR sequences and is not checked.
  mutating func add(
    _ text: String, right: String = "", indent: Int, lead: String = "", leadColumns: Int? = nil
  ) {
    let room = width - indent
    for (index, line) in TextPage.block(text, right: right, width: room).enumerated() {
      let used = leadColumns ?? DisplayWidth.columns(lead)
      let start = index == 0 ? lead + blanks(indent - used) : blanks(indent)
      lines.append(trimmed(start + line))
    }
  }

  /// Two blocks beside each other; `lead` as in `add`.
  mutating func add(
    left: [String], at indent: Int, right: [String], at column: Int, lead: String, leadColumns: Int
  ) {
    for index in 0..<max(left.count, right.count) {
      var line = index == 0 ? lead + blanks(indent - leadColumns) : blanks(indent)
      let text = index < left.count ? left[index] : ""
      line += text
      if index < right.count {
        line += blanks(column - indent - DisplayWidth.columns(text)) + right[index]
      }
      lines.append(trimmed(line))
    }
  }

  /// A note up to this wide is worth narrower lines, so that it needs no line of its own.
  private static let shortNote = 10

  /// A text wrapped at words, with another at the right margin.
  static func block(_ text: String, right: String, width: Int) -> [String] {
    var lines = wrap(text, width: width)
    guard !right.isEmpty else { return lines }
    let note = wrap(right, width: width)
    if note.count == 1, let only = note.first {
      let columns = DisplayWidth.columns(only)
      let free = width - columns
      var used = DisplayWidth.columns(lines.last ?? "")
      if used + 2 > free, columns <= shortNote, columns + 2 < width {
        lines = wrap(text, width: free - 2)
        used = DisplayWidth.columns(lines.last ?? "")
      }
      if used + 2 <= free, !lines.isEmpty {
        lines[lines.count - 1] += String(repeating: " ", count: free - used) + only
      } else {
        lines.append(String(repeating: " ", count: free) + only)
      }
    } else {
      lines += note
    }
    return lines
  }

  /// A text made safe and wrapped at words; a word wider than a line is broken.
  static func wrap(_ text: String, width: Int) -> [String] {
    var lines: [String] = []
    var line = ""
    var used = 0
    for word in VisibleText.line(text).split(separator: " ") {
      var rest = word
      var columns = DisplayWidth.columns(rest)
      if !line.isEmpty, used + 1 + columns <= width {
        line += " " + rest
        used += 1 + columns
        continue
      }
      if !line.isEmpty { lines.append(line) }
      while columns > width {
        var part = DisplayWidth.prefix(rest, columns: width)
        // Not even one character fits: it is shown all the same.
        if part.isEmpty { part = rest.prefix(1) }
        lines.append(String(part))
        rest = rest[part.endIndex...]
        columns = DisplayWidth.columns(rest)
      }
      line = String(rest)
      used = columns
    }
    if !line.isEmpty { lines.append(line) }
    return lines
  }

  private func blanks(_ count: Int) -> String { String(repeating: " ", count: max(0, count)) }

  private func trimmed(_ line: String) -> String {
    var line = line
    while line.last == " " { line.removeLast() }
    return line
  }
}
