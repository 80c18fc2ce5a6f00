/// Turns a regex of RE2's syntax into one of PCRE2 that holds of the same texts.
///
/// The two write most things alike. What differs: where `^` and `$` hold, what `\v` and `\s` stand for,
/// braces that repeat nothing, octal escapes; and PCRE2 knows much that RE2 refuses.
/// Source: https://github.com/google/re2/wiki/Syntax
enum RE2Syntax {
  struct Refusal: Error {
    var message: String
    /// 0-based, in bytes.
    var offset: Int
  }

  /// - Throws: for what RE2 would not take, or what has no counterpart.
  static func pcre(_ pattern: String) throws(Refusal) -> String {
    var reader = Reader(scalars: Array(pattern.unicodeScalars))
    try reader.translate()
    return reader.result
  }

  private struct Reader {
    let scalars: [Unicode.Scalar]
    var index = 0
    var result = ""
    /// Whether `^` and `$` hold at line breaks, by depth of groups.
    var multiline = [false]
    /// RE2's own limit of a repetition.
    static let mostRepetitions = 1000
    /// Whether something stands before that may be repeated.
    var mayRepeat = false

    init(scalars: [Unicode.Scalar]) { self.scalars = scalars }

    var next: Unicode.Scalar? { index < scalars.count ? scalars[index] : nil }

    func refusal(_ message: String, at place: Int) -> Refusal {
      var before = ""
      before.unicodeScalars.append(contentsOf: scalars[..<min(place, scalars.count)])
      return Refusal(message: message, offset: before.utf8.count)
    }

    mutating func put(_ text: String, mayRepeat: Bool = true) {
      result += text
      self.mayRepeat = mayRepeat
    }

    mutating func translate() throws(Refusal) {
      while let scalar = next {
        let start = index
        index += 1
        switch scalar {
        case "^": put(multiline[multiline.count - 1] ? "^" : "\\A", mayRepeat: true)
        case "$": put(multiline[multiline.count - 1] ? "$" : "\\z", mayRepeat: true)
        case "(": try open(at: start)
        case ")":
          guard multiline.count > 1 else { throw refusal("unexpected )", at: start) }
          multiline.removeLast()
          put(")")
        case "|": put("|", mayRepeat: false)
        case "[": try characterClass(at: start)
        case "\\": try escape(at: start)
        case "*", "+", "?": try repetition(String(scalar), at: start)
        case "{": try braces(at: start)
        default:
          result.unicodeScalars.append(scalar)
          mayRepeat = true
        }
      }
      if multiline.count > 1 { throw refusal("missing closing )", at: scalars.count) }
    }

    mutating func repetition(_ operation: String, at start: Int) throws(Refusal) {
      guard mayRepeat else {
        throw refusal("missing argument to repetition operator \(operation)", at: start)
      }
      var written = operation
      if next == "?" {
        index += 1
        written += "?"
      }
      if let again = next, again == "*" || again == "+" || again == "?" || isRepetition(index) {
        throw refusal("invalid nested repetition operator", at: index)
      }
      put(written, mayRepeat: false)
    }

    /// `{2}`, `{2,}`, `{2,5}`; anything else is a brace that stands for itself.
    mutating func braces(at start: Int) throws(Refusal) {
      guard isRepetition(start) else { return put("\\{") }
      var text = "{"
      while let scalar = next {
        index += 1
        text.unicodeScalars.append(scalar)
        if scalar == "}" { break }
      }
      let bounds = text.dropFirst().dropLast().split(
        separator: ",", omittingEmptySubsequences: false
      ).map { Int($0) }
      let least = bounds[0] ?? .max
      let most = bounds.count > 1 ? bounds[1] ?? least : least
      guard least <= Reader.mostRepetitions, most <= Reader.mostRepetitions, least <= most else {
        throw refusal("invalid repeat count \(text)", at: start)
      }
      try repetition(text, at: start)
    }

    func isRepetition(_ start: Int) -> Bool {
      guard start < scalars.count, scalars[start] == "{" else { return false }
      var place = start + 1
      func isDigit(_ place: Int) -> Bool {
        place < scalars.count && ("0"..."9").contains(scalars[place])
      }
      guard isDigit(place) else { return false }
      while isDigit(place) { place += 1 }
      if place < scalars.count, scalars[place] == "," { place += 1 }
      while isDigit(place) { place += 1 }
      return place < scalars.count && scalars[place] == "}"
    }

    mutating func open(at start: Int) throws(Refusal) {
      guard next == "?" else {
        // `(*` begins a verb of PCRE2.
        multiline.append(multiline[multiline.count - 1])
        return put("(", mayRepeat: false)
      }
      index += 1
      if next == "P" { index += 1 }
      if next == "<", index + 1 < scalars.count, scalars[index + 1] != "=",
        scalars[index + 1] != "!"
      {
        var name = ""
        index += 1
        while let scalar = next, scalar != ">" {
          name.unicodeScalars.append(scalar)
          index += 1
        }
        guard next == ">", Reader.isName(name) else {
          throw refusal("invalid named capture", at: start)
        }
        index += 1
        multiline.append(multiline[multiline.count - 1])
        return put("(?<\(name)>", mayRepeat: false)
      }
      var flags = ""
      var isOn = true
      var isMultiline = multiline[multiline.count - 1]
      while let scalar = next {
        index += 1
        switch scalar {
        case "i", "s", "U": flags.unicodeScalars.append(scalar)
        case "m": isMultiline = isOn
        case "-":
          guard isOn else { throw refusal("invalid or unsupported Perl syntax", at: start) }
          isOn = false
          flags += "-"
        case ":", ")":
          if flags.hasSuffix("-") { flags.removeLast() }
          if scalar == ":" {
            multiline.append(isMultiline)
            return put("(?\(flags):", mayRepeat: false)
          }
          multiline[multiline.count - 1] = isMultiline
          return put(flags.isEmpty ? "(?:)" : "(?\(flags))", mayRepeat: false)
        default:
          throw refusal("invalid or unsupported Perl syntax (lookaround and the like)", at: start)
        }
      }
      throw refusal("missing closing )", at: start)
    }

    static func isName(_ name: String) -> Bool {
      guard let first = name.utf8.first, !(0x30...0x39).contains(first), name.utf8.count <= 32
      else { return false }
      return name.utf8.allSatisfy {
        (0x30...0x39).contains($0) || (0x61...0x7A).contains($0 | 0x20) || $0 == 0x5F
      }
    }

    mutating func escape(at start: Int) throws(Refusal) {
      guard let scalar = next else { throw refusal("trailing backslash at end", at: start) }
      index += 1
      switch scalar {
      case "A", "z", "b", "B": put("\\" + String(scalar))
      case "Q":
        while let literal = next {
          if literal == "\\", index + 1 < scalars.count, scalars[index + 1] == "E" {
            index += 2
            return
          }
          index += 1
          put(Reader.literal(literal))
        }
      case "E": return
      default: put(try single(scalar, at: start, isInClass: false))
      }
    }

    /// What an escape stands for that is one character, or a set of them.
    mutating func single(
      _ scalar: Unicode.Scalar, at start: Int, isInClass: Bool
    ) throws(Refusal) -> String {
      switch scalar {
      case "d", "D", "w", "W": return "\\" + String(scalar)
      case "s": return isInClass ? "\\t\\n\\f\\r\\x20" : "[\\t\\n\\f\\r\\x20]"
      case "S":
        if isInClass {
          throw refusal("\\S within [ ] has no counterpart here; write it out", at: start)
        }
        return "[^\\t\\n\\f\\r\\x20]"
      case "v": return "\\x0b"
      case "a", "f", "n", "r", "t": return "\\" + String(scalar)
      case "p", "P": return try property(scalar, at: start)
      case "x": return try hexadecimal(at: start)
      case "0"..."7":
        var digits = String(scalar)
        while let digit = next, digits.count < 3, ("0"..."7").contains(digit) {
          digits.unicodeScalars.append(digit)
          index += 1
        }
        guard scalar == "0" || digits.count > 1, let value = UInt32(digits, radix: 8) else {
          throw refusal("invalid escape sequence \\\(digits)", at: start)
        }
        return "\\x{\(String(value, radix: 16))}"
      default:
        let isWord =
          ("a"..."z").contains(scalar) || ("A"..."Z").contains(scalar)
          || ("0"..."9").contains(scalar)
        guard !isWord, scalar.isASCII else {
          throw refusal("invalid escape sequence \\\(scalar)", at: start)
        }
        return Reader.literal(scalar)
      }
    }

    mutating func property(_ kind: Unicode.Scalar, at start: Int) throws(Refusal) -> String {
      guard let first = next else { throw refusal("invalid character class range", at: start) }
      index += 1
      guard first == "{" else { return "\\\(kind)\(first)" }
      var name = ""
      while let scalar = next, scalar != "}" {
        name.unicodeScalars.append(scalar)
        index += 1
      }
      guard next == "}" else { throw refusal("invalid character class range", at: start) }
      index += 1
      return "\\\(kind){\(name)}"
    }

    mutating func hexadecimal(at start: Int) throws(Refusal) -> String {
      var digits = ""
      func isDigit(_ scalar: Unicode.Scalar) -> Bool {
        ("0"..."9").contains(scalar) || ("a"..."f").contains(scalar) || ("A"..."F").contains(scalar)
      }
      if next == "{" {
        index += 1
        while let scalar = next, isDigit(scalar), digits.count < 8 {
          digits.unicodeScalars.append(scalar)
          index += 1
        }
        guard next == "}" else { throw refusal("invalid escape sequence \\x", at: start) }
        index += 1
      } else {
        while let scalar = next, isDigit(scalar), digits.count < 2 {
          digits.unicodeScalars.append(scalar)
          index += 1
        }
        guard digits.count == 2 else { throw refusal("invalid escape sequence \\x", at: start) }
      }
      guard let value = UInt32(digits, radix: 16), Unicode.Scalar(value) != nil else {
        throw refusal("invalid escape sequence \\x", at: start)
      }
      return "\\x{\(String(value, radix: 16))}"
    }

    mutating func characterClass(at start: Int) throws(Refusal) {
      var text = "["
      if next == "^" {
        index += 1
        text += "^"
      }
      var isFirst = true
      while let scalar = next {
        let place = index
        index += 1
        switch scalar {
        case "]" where !isFirst: return put(text + "]")
        case "[":
          if next == ":", let name = posixClass() { text += name } else { text += "\\[" }
        case "\\":
          guard let escaped = next else { throw refusal("trailing backslash at end", at: place) }
          index += 1
          text += try single(escaped, at: place, isInClass: true)
        case "-": text += isFirst || next == "]" ? "\\-" : "-"
        default: text += Reader.literal(scalar)
        }
        isFirst = false
      }
      throw refusal("missing closing ]", at: start)
    }

    /// `[:alpha:]` or `[:^alpha:]` behind its first bracket; nil where a bracket is meant.
    mutating func posixClass() -> String? {
      var place = index + 1
      var name = ""
      while place < scalars.count, name.count < 12,
        ("a"..."z").contains(scalars[place]) || scalars[place] == "^"
      {
        name.unicodeScalars.append(scalars[place])
        place += 1
      }
      guard place + 1 < scalars.count, scalars[place] == ":", scalars[place + 1] == "]" else {
        return nil
      }
      index = place + 2
      return "[:\(name):]"
    }

    static func literal(_ scalar: Unicode.Scalar) -> String {
      let isWord =
        ("a"..."z").contains(scalar) || ("A"..."Z").contains(scalar)
        || ("0"..."9").contains(scalar)
      let isPlain = isWord || !scalar.isASCII || scalar.value < 0x20 || scalar == "_"
      return isPlain ? String(scalar) : "\\" + String(scalar)
    }
  }
}
