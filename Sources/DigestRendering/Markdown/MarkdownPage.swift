/// A Markdown document as it grows: blocks with one blank line between.
///
/// Texts passed in are Markdown already; what comes from the logs went through `MarkdownText`.
struct MarkdownPage {
  private(set) var lines: [String] = []

  var text: String { lines.map { $0 + "\n" }.joined() }

  mutating func heading(_ level: Int, _ text: String) {
    block([String(repeating: "#", count: level) + " " + text])
  }

  mutating func paragraph(_ text: String) { block([text]) }

  /// A paragraph that opens with a bold label; nothing without a text.
  mutating func labelled(_ label: String, _ text: String?) {
    guard let text, !text.isEmpty else { return }
    block(["**\(label)**: " + text])
  }

  mutating func list(_ items: [String], isNumbered: Bool = false) {
    block(items.enumerated().map { (isNumbered ? "\($0 + 1). " : "- ") + $1 })
  }

  mutating func table(_ columns: [String], _ rows: [[String]]) {
    guard !rows.isEmpty else { return }
    block(
      ([columns, columns.map { _ in "---" }] + rows).map { cells in
        "| " + cells.joined(separator: " | ") + " |"
      })
  }

  mutating func block(_ block: [String]) {
    guard !block.isEmpty else { return }
    if !lines.isEmpty { lines.append("") }
    lines += block
  }
}
