/// Lines with labels beside them, as people read about one thing. What is added is made safe to show.
struct Sheet {
  private(set) var text = ""
  /// Columns of labels.
  private let labels: Int
  private let width: Int

  init(labels: Int, width: Int) {
    self.labels = labels
    self.width = width
  }

  /// A line that is broken between words where it is too long; later lines begin where the first does.
  mutating func add(_ label: String = "", prose: String, indent: Int = 0) {
    let start = labels + indent
    var lines: [String] = []
    for word in visible(prose).split(separator: " ", omittingEmptySubsequences: false) {
      if let line = lines.last, start + line.count + 1 + word.count <= width {
        lines[lines.count - 1] += " " + word
      } else {
        lines.append(String(word))
      }
    }
    for (number, line) in lines.enumerated() { addLine(number == 0 ? label : "", line, indent) }
  }

  /// A line that stays whole, so that it can be copied.
  mutating func add(_ label: String = "", whole text: String, indent: Int = 0) {
    addLine(label, visible(text), indent)
  }

  mutating func addBlank() {
    if !text.hasSuffix("\n\n"), !text.isEmpty { text += "\n" }
  }

  private mutating func addLine(_ label: String, _ line: String, _ indent: Int) {
    let gap = max(label.isEmpty ? 0 : 1, labels + indent - label.count)
    text += label + (line.isEmpty ? "" : String(repeating: " ", count: gap) + line) + "\n"
  }
}
