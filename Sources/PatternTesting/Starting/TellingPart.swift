private import LogModel

/// The part of a message that will be the same when the failure comes again.
enum TellingPart {
  /// Characters, beyond which a literal is tedious to read.
  private static let longest = 120
  /// Characters below which a part is no sign of anything.
  private static let shortest = 12

  /// The longest stretch of the first line between what varies, such as numbers, ids, paths; the whole
  /// line where none is long enough. Occurs in the text as it is.
  static func of(_ text: String) -> String {
    let lines = text.split { $0.isNewline }
    let line = lines.first { $0.contains { !$0.isWhitespace } } ?? lines.first ?? ""
    var best = ""
    for part in constants(of: MessageTemplate.mask(String(line))) {
      let part = trimmed(part)
      // The template's blanks and marks need not be those of the text.
      if part.count > best.count, text.utf8.firstRange(part) { best = part }
    }
    if best.count >= shortest, best.contains(" ") { return best }
    return trimmed(line.prefix(longest))
  }

  /// What stands between the placeholders of a template.
  private static func constants(of template: String) -> [Substring] {
    var parts: [Substring] = []
    var rest = template[...]
    while let open = rest.firstIndex(of: "<") {
      let inside = rest[open...].dropFirst().prefix { $0.isASCII && $0.isLowercase }
      let close = rest[open...].dropFirst(inside.count + 1)
      guard !inside.isEmpty, close.first == ">" else {
        let next = rest.index(after: open)
        parts.append(rest[..<open])
        rest = rest[next...]
        continue
      }
      parts.append(rest[..<open])
      rest = close.dropFirst()
    }
    return (parts + [rest]).map { $0.prefix(longest) }
  }

  private static func trimmed(_ part: Substring) -> String {
    func isEdge(_ character: Character) -> Bool {
      character.isWhitespace || ",;:=\"'`".contains(character)
    }
    var part = part.drop(while: isEdge)
    while let last = part.last, isEdge(last) { part.removeLast() }
    return String(part)
  }
}

extension String.UTF8View {
  /// Whether the bytes of a part occur.
  fileprivate func firstRange(_ part: String) -> Bool {
    Array(self).firstRange(of: Array(part.utf8)) != nil
  }
}
