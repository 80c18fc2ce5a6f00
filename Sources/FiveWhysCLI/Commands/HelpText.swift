/// What `--help` prints, from the tables of commands and flags.
enum HelpText {
  /// Columns.
  private static let width = 96

  /// A few lines for somebody who typed the bare name.
  static var short: String {
    """
    fivewhys finds the incidents in Google Cloud style logs, and why they happened.

    usage: fivewhys [scan] [OPTIONS] [PATH…]
           gcloud logging read FILTER --format=json | fivewhys

    Name a file or directory, or pipe an export in. All options: fivewhys --help

    """
  }

  /// Everything about one command; of the default one also the list of the others.
  static func full(of name: Command.Name, isExplicit: Bool) -> String {
    let command = Command.named(name)
    let isDefault = name == .scan
    var text =
      "usage: fivewhys \(isDefault ? "[scan]" : name.rawValue) [OPTIONS] \(command.operands)\n"
    for paragraph in command.description { text += "\n" + wrapped(paragraph, indent: 0) }
    if isDefault, !isExplicit {
      text += "\nCommands:\n"
      text += table(Command.all.map { ($0.name.rawValue, $0.summary) }, indent: 2)
    }
    for section in Flag.Section.allCases {
      let flags = FlagTable.all.filter { $0.section == section && $0.commands.contains(name) }
      if flags.isEmpty { continue }
      text += "\n\(section.rawValue):\n"
      for flag in flags {
        text += "  \(usage(of: flag))\n" + wrapped(help(of: flag), indent: 6)
      }
    }
    if isDefault {
      text +=
        "\n"
        + wrapped(
          "A variable counts where its option is not given. 1 or 0 sets those of switches.",
          indent: 0)
    }
    text += "\nExamples:\n"
    for example in command.examples {
      text += "  # \(example.purpose)\n  \(example.line)\n"
    }
    text += "\nExit status:\n" + table(command.exitStatuses.map { ($0.0, $0.1) }, indent: 2)
    return text
  }

  private static func usage(of flag: Flag) -> String {
    let letter = flag.letter.map { "-\($0), " } ?? ""
    if case .value(let name, _) = flag.effect { return "\(letter)\(flag.spelling) \(name)" }
    return letter + flag.spelling
  }

  private static func help(of flag: Flag) -> String {
    flag.variable.map { "\(flag.help) [\($0)]" } ?? flag.help
  }

  /// Two columns, the second wrapped beside the first.
  private static func table(_ rows: [(String, String)], indent: Int) -> String {
    let left = (rows.map(\.0.count).max() ?? 0) + 2
    return rows.map { row in
      let text = wrapped(row.1, indent: indent + left)
      let head = String(repeating: " ", count: indent) + row.0
      let gap = String(repeating: " ", count: indent + left - head.count)
      return head + gap + text.drop { $0 == " " }
    }.joined()
  }

  /// Lines of at most ``width`` columns, broken between words, each with its line break.
  private static func wrapped(_ text: String, indent: Int) -> String {
    let margin = String(repeating: " ", count: indent)
    var result = ""
    var line = ""
    for word in text.split(separator: " ") {
      if !line.isEmpty, indent + line.count + 1 + word.count > width {
        result += margin + line + "\n"
        line = ""
      }
      line += line.isEmpty ? String(word) : " " + word
    }
    return result + margin + line + "\n"
  }
}
