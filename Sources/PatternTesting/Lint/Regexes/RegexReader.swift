/// Reads a regex of PCRE2 into its parts; approximately, for what is concluded from them is tried out.
struct RegexReader {
  private let scalars: [Unicode.Scalar]
  private var index = 0
  private var depth = 0

  private static let deepest = 60

  /// The parts of a pattern; nil where it holds what this reader does not know. O(length).
  static func part(of pattern: String) -> RegexPart? {
    var reader = RegexReader(scalars: Array(pattern.unicodeScalars))
    guard let part = reader.alternatives(), reader.index == reader.scalars.count else { return nil }
    return part
  }

  private init(scalars: [Unicode.Scalar]) { self.scalars = scalars }

  private var next: Unicode.Scalar? { index < scalars.count ? scalars[index] : nil }

  private mutating func take(_ text: String) -> Bool {
    let wanted = text.unicodeScalars
    guard scalars[index...].starts(with: wanted) else { return false }
    index += wanted.count
    return true
  }

  private func part(_ content: RegexPart.Content, from start: Int) -> RegexPart {
    RegexPart(content: content, range: start..<index)
  }

  // Every function returns nil for what it does not know.

  private mutating func alternatives() -> RegexPart? {
    guard depth < RegexReader.deepest else { return nil }
    depth += 1
    defer { depth -= 1 }
    let start = index
    var branches: [RegexPart] = []
    repeat {
      guard let branch = sequence() else { return nil }
      branches.append(branch)
    } while take("|")
    return branches.count == 1 ? branches[0] : part(.alternatives(branches), from: start)
  }

  private mutating func sequence() -> RegexPart? {
    let start = index
    var parts: [RegexPart] = []
    while let scalar = next, scalar != "|", scalar != ")" {
      let start = index
      guard let atom = atom(), let whole = repeated(atom, from: start) else { return nil }
      parts.append(whole)
    }
    return parts.count == 1 ? parts[0] : part(.sequence(parts), from: start)
  }

  private mutating func atom() -> RegexPart? {
    let start = index
    guard let scalar = next else { return nil }
    index += 1
    switch scalar {
    case "^", "$": return part(.position, from: start)
    case ".": return part(.character(CharacterClass.newline.inverted), from: start)
    case "[": return characterClass().map { part(.character($0), from: start) }
    case "(": return group(from: start)
    case "\\": return escape(from: start)
    case "*", "+", "?": return nil
    default: return part(.character(CharacterClass(scalar)), from: start)
    }
  }

  private mutating func repeated(_ atom: RegexPart, from start: Int) -> RegexPart? {
    var whole = atom
    while let bounds = bounds() {
      let isPossessive = take("+")
      if !isPossessive { _ = take("?") }
      let loop = part(.loop(whole, least: bounds.least, most: bounds.most), from: start)
      whole = isPossessive ? part(.settled(loop), from: start) : loop
    }
    return whole
  }

  /// What a quantifier says; nil where there is none.
  private mutating func bounds() -> (least: Int, most: Int?)? {
    if take("*") { return (0, nil) }
    if take("+") { return (1, nil) }
    if take("?") { return (0, 1) }
    guard next == "{", let close = scalars[index...].firstIndex(of: "}") else { return nil }
    let body = String(String.UnicodeScalarView(scalars[(index + 1)..<close]))
    let numbers = body.split(separator: ",", omittingEmptySubsequences: false).map { Int($0) }
    guard numbers.count <= 2, let least = numbers[0] else { return nil }
    if numbers.count == 2, numbers[1] == nil, !body.hasSuffix(",") { return nil }
    index = close + 1
    return (least, numbers.count == 1 ? least : numbers[1])
  }

  private mutating func group(from start: Int) -> RegexPart? {
    if next == "*" { return nil }
    guard take("?") else { return enclosed(from: start) }
    if take("#") {
      while let scalar = next, scalar != ")" { index += 1; _ = scalar }
      return take(")") ? part(.position, from: start) : nil
    }
    if take("=") || take("!") || take("<=") || take("<!") {
      return enclosed(from: start).map { _ in part(.position, from: start) }
    }
    if take(">") {
      return enclosed(from: start).map { part(.settled($0), from: start) }
    }
    if take("|") || take(":") { return enclosed(from: start) }
    if take("P=") || take("P>") || take("&") || take("R") {
      return skip(to: ")") ? part(.reference, from: start) : nil
    }
    if take("P<") || take("<") { return skip(to: ">") ? enclosed(from: start) : nil }
    if take("'") { return skip(to: "'") ? enclosed(from: start) : nil }
    if take("(") { return skip(to: ")") ? enclosed(from: start) : nil }
    if let scalar = next, "0123456789+-".unicodeScalars.contains(scalar), scalar != "-" {
      return skip(to: ")") ? part(.reference, from: start) : nil
    }
    // Options: of these only the extended syntax changes how the rest is to be read.
    while let scalar = next, "imsnUJ-".unicodeScalars.contains(scalar) { index += 1 }
    if take(")") { return part(.position, from: start) }
    return take(":") ? enclosed(from: start) : nil
  }

  private mutating func enclosed(from start: Int) -> RegexPart? {
    guard var inside = alternatives(), take(")") else { return nil }
    inside.range = start..<index
    return inside
  }

  private mutating func skip(to end: Unicode.Scalar) -> Bool {
    while let scalar = next {
      index += 1
      if scalar == end { return true }
    }
    return false
  }

  private mutating func escape(from start: Int) -> RegexPart? {
    guard let scalar = next else { return nil }
    switch scalar {
    case "b", "B", "A", "z", "Z", "G", "K":
      index += 1
      return part(.position, from: start)
    case "1"..."9", "g", "k":
      index += 1
      if take("{") { return skip(to: "}") ? part(.reference, from: start) : nil }
      if take("<") { return skip(to: ">") ? part(.reference, from: start) : nil }
      while let digit = next, ("0"..."9").contains(digit) { index += 1 }
      return part(.reference, from: start)
    case "Q", "E": return nil
    case "R":
      index += 1
      return part(.character(.newline), from: start)
    case "X":
      index += 1
      return part(.character(.all), from: start)
    default: return escapedClass().map { part(.character($0), from: start) }
    }
  }

  /// After a backslash, in or outside a class.
  private mutating func escapedClass() -> CharacterClass? {
    guard let scalar = next else { return nil }
    index += 1
    switch scalar {
    case "d": return .digit
    case "D": return CharacterClass.digit.inverted
    case "w": return .word
    case "W": return CharacterClass.word.inverted
    case "s": return .space
    case "S": return CharacterClass.space.inverted
    case "h": return CharacterClass(" ").union(CharacterClass("\t"))
    case "H": return CharacterClass(" ").union(CharacterClass("\t")).inverted
    case "v": return .newline
    case "V", "N": return CharacterClass.newline.inverted
    case "n": return .newline
    case "t": return CharacterClass("\t")
    case "r": return CharacterClass("\r")
    case "f": return CharacterClass("\u{C}")
    case "e": return CharacterClass("\u{1B}")
    case "a": return CharacterClass("\u{7}")
    case "b": return CharacterClass("\u{8}")
    case "p", "P":
      // Of letters mostly; what matters is that some text is of it.
      let isEnclosed = take("{") && skip(to: "}")
      if !isEnclosed { index += 1 }
      let letters = CharacterClass.word.union(CharacterClass("é"))
      return scalar == "p" ? letters : letters.inverted
    case "x", "o": return hexadecimal()
    case "0": return CharacterClass("\0")
    default:
      let isLetter = ("a"..."z").contains(scalar) || ("A"..."Z").contains(scalar)
      return isLetter || ("1"..."9").contains(scalar) ? nil : CharacterClass(scalar)
    }
  }

  private mutating func hexadecimal() -> CharacterClass? {
    let start = index
    if take("{") {
      guard skip(to: "}") else { return nil }
      let digits = String(String.UnicodeScalarView(scalars[(start + 1)..<(index - 1)]))
      return UInt32(digits, radix: 16).flatMap(Unicode.Scalar.init).map { CharacterClass($0) }
    }
    while index < start + 2, let digit = next, digit.properties.isASCIIHexDigit { index += 1 }
    let digits = String(String.UnicodeScalarView(scalars[start..<index]))
    return Unicode.Scalar(UInt32(digits, radix: 16) ?? 0).map { CharacterClass($0) }
  }

  private mutating func characterClass() -> CharacterClass? {
    let isInverted = take("^")
    var members = CharacterClass.none
    var isFirst = true
    while let scalar = next {
      index += 1
      if scalar == "]", !isFirst { return isInverted ? members.inverted : members }
      isFirst = false
      if scalar == "[", next == ":" {
        index += 1
        let isNegated = take("^")
        guard let named = posixClass() else { return nil }
        members = members.union(isNegated ? named.inverted : named)
        continue
      }
      var own = CharacterClass(scalar)
      if scalar == "\\" {
        guard let escaped = escapedClass() else { return nil }
        own = escaped
      }
      if next == "-", index + 1 < scalars.count, scalars[index + 1] != "]", own.isSingle {
        index += 1
        guard let last = rangeEnd(), let first = own.example, first <= last else { return nil }
        own = CharacterClass(first...last)
      }
      members = members.union(own)
    }
    return nil
  }

  private mutating func rangeEnd() -> Unicode.Scalar? {
    guard let scalar = next else { return nil }
    index += 1
    guard scalar == "\\" else { return scalar }
    return escapedClass().flatMap { $0.isSingle ? $0.example : nil }
  }

  private mutating func posixClass() -> CharacterClass? {
    let start = index
    guard skip(to: ":"), take("]") else { return nil }
    switch String(String.UnicodeScalarView(scalars[start..<(index - 2)])) {
    case "alpha": return CharacterClass("a"..."z").union(CharacterClass("A"..."Z"))
    case "alnum", "word": return .word
    case "digit": return .digit
    case "xdigit": return CharacterClass.digit.union(CharacterClass("a"..."f"))
    case "space": return .space
    case "blank": return CharacterClass(" ").union(CharacterClass("\t"))
    case "lower": return CharacterClass("a"..."z")
    case "upper": return CharacterClass("A"..."Z")
    case "punct": return CharacterClass("!"..."/")
    case "print", "graph": return CharacterClass("!"..."~")
    default: return nil
    }
  }
}

extension CharacterClass {
  /// Whether it is one character of ASCII.
  fileprivate var isSingle: Bool { example.map { self == CharacterClass($0) } ?? false }
}
