import LogModel

/// What a signature looks for in the messages of one shape: their text where it is constant, placeholders
/// where it varies or gives somebody away.
struct ShapePattern {
  /// From the closest to the widest that there is reason for.
  let tests: [TextTest]
  /// The words with `…` for what varies; one line.
  let title: String
  /// The constant words, in order.
  let words: [String]
  /// Letters of those.
  let letters: Int
  /// Whether what it is about comes in the lines behind it.
  var opensMore: Bool { slots.last?.text == ":" }

  /// Letters of constant words below which nothing is told by them.
  static let leastLetters = 8

  private let slots: [MessageShape.Slot]
  /// Of each slot the text that stands for itself; nil where it is a placeholder.
  private let literals: [String?]

  init(_ shape: MessageShape) {
    slots = shape.slots
    literals = ShapePattern.literals(of: shape.slots)
    words = zip(slots, literals).compactMap { slot, literal in
      literal != nil && slot.letters >= 2 ? slot.text : nil
    }
    letters = zip(slots, literals).reduce(0) { $0 + ($1.1 == nil ? 0 : $1.0.letters) }
    title = ShapePattern.title(literals)
    tests = ShapePattern.tests(slots, literals, isCut: shape.isCut)
  }

  private static func literals(of slots: [MessageShape.Slot]) -> [String?] {
    let line = slots.map { $0.text ?? "x" }.joined()
    let pieces = Redaction().pieces(of: line)
    // A logger's prefix is no part of the shape, so that pieces and slots are mostly the same.
    let isAligned =
      pieces.count == slots.count && zip(slots, pieces).allSatisfy { $0.kind == $1.kind }
    return slots.enumerated().map { index, slot in
      guard let text = slot.text, let kind = slot.kind else { return nil }
      switch kind {
      case .sign, .blank, .word, .number, .quoted, .path:
        let redacted =
          isAligned ? pieces[index].text : Redaction().pieces(of: text).map(\.text).joined()
        return redacted == text ? text : nil
      case .id, .uuid, .address, .url, .email, .time: return nil
      }
    }
  }

  private static func title(_ literals: [String?]) -> String {
    var title = ""
    for literal in literals {
      let part = literal ?? "…"
      if literal == nil, title.hasSuffix("…") { continue }
      for scalar in part.unicodeScalars {
        switch scalar.properties.generalCategory {
        case .control, .format, .lineSeparator, .paragraphSeparator, .surrogate, .unassigned,
          .privateUse, .spaceSeparator:
          if !title.isEmpty, !title.hasSuffix(" ") { title += " " }
        default: title.unicodeScalars.append(scalar)
        }
      }
    }
    while let last = title.last, last == " " || last == ":" || last == "," { title.removeLast() }
    return title
  }

  private static func tests(
    _ slots: [MessageShape.Slot], _ literals: [String?], isCut: Bool
  ) -> [TextTest] {
    var tests: [TextTest] = []
    let letters = slots.map(\.letters)
    let run = longestRun(literals, letters)
    let isConstant = slots.allSatisfy { $0.text != nil }
    let all = zip(letters, literals).reduce(0) { $0 + ($1.1 == nil ? 0 : $1.0) }
    let inRun = run.reduce(0) { $0 + letters[$1] }
    let text = run.compactMap { literals[$0] }.joined()
    if isConstant, inRun >= ShapePattern.leastLetters, inRun * 10 >= all * 6 {
      tests.append(.contains(trimmed(text)))
    }
    let isWhole = run.count == slots.count
    if let pattern = regex(slots, literals), !(isWhole && isConstant) {
      tests.append(.regex(pattern))
      if !isCut { tests.append(.regex(pattern + "$")) }
    } else if isWhole, isConstant, !isCut, !text.isEmpty {
      tests.append(.regex(escaped(trimmed(text)) + "$"))
    }
    return tests
  }

  private static func trimmed(_ text: String) -> String {
    var rest = Substring(text)
    while rest.first?.isWhitespace == true { rest.removeFirst() }
    while rest.last?.isWhitespace == true { rest.removeLast() }
    return String(rest)
  }

  /// The slots between two placeholders that hold the most letters.
  private static func longestRun(_ literals: [String?], _ letters: [Int]) -> Range<Int> {
    var best = 0..<0
    var most = -1
    var start = 0
    for end in 0...literals.count where end == literals.count || literals[end] == nil {
      let count = letters[start..<max(start, end)].reduce(0, +)
      if count > most {
        most = count
        best = start..<max(start, end)
      }
      start = end + 1
    }
    return best
  }

  /// Nil where no word stands for itself.
  private static func regex(_ slots: [MessageShape.Slot], _ literals: [String?]) -> String? {
    func isAnchor(_ index: Int) -> Bool {
      literals[index] != nil && slots[index].kind != .blank && slots[index].kind != .sign
    }
    guard let first = slots.indices.first(where: isAnchor),
      var last = slots.indices.last(where: isAnchor)
    else { return nil }
    // What comes right behind the last word may be what it is about.
    var next = last + 1
    while next < slots.count, slots[next].kind == .blank || slots[next].kind == .sign { next += 1 }
    if next < slots.count, isNamed(slots[next]) { last = next }
    // What closes the line belongs to it.
    if last + 1 < slots.count, slots[last + 1].kind == .sign, last + 2 == slots.count { last += 1 }
    var pattern = ""
    var names: Set<String> = []
    var word: String?
    for index in first...last {
      let slot = slots[index]
      if slot.kind == .blank {
        let isPlain = literals[index].map { $0.allSatisfy { $0 == " " } } ?? false
        pattern += isPlain ? literals[index] ?? " " : #"[\x00-\x20]+"#
      } else if let literal = literals[index] {
        pattern += escaped(literal)
      } else {
        pattern += placeholder(for: slot, after: word, &names)
      }
      if slot.kind == .word { word = slot.text?.lowercased() }
    }
    return pattern
  }

  private static func isNamed(_ slot: MessageShape.Slot) -> Bool {
    switch slot.kind {
    case .quoted, .address, .path, .number: true
    case .word, .sign, .blank, .id, .uuid, .url, .email, .time, nil: false
    }
  }

  private static func placeholder(
    for slot: MessageShape.Slot, after word: String?, _ names: inout Set<String>
  ) -> String {
    func named(_ name: String?, _ pattern: String) -> String {
      guard let name, names.insert(name).inserted else { return pattern }
      return "(?<\(name)>\(pattern))"
    }
    let noun = word.flatMap { nouns.contains($0) ? $0 : nil }
    switch slot.kind {
    case .number:
      let digits = slot.isDigits ? "[0-9]+" : "[0-9.,eE+-]+"
      return named(noun, digits)
    case .id: return named(noun, "[0-9A-Za-z]+")
    case .uuid: return named(noun, "[0-9A-Fa-f-]+")
    case .address: return named("address", "[0-9A-Fa-f.:]+")
    case .url: return named("url", value)
    case .path: return named("path", value)
    case .email: return #"[^\s@]+@[0-9A-Za-z.-]+"#
    case .time: return "[0-9][0-9A-Za-z:.,/+ -]{0,40}"
    case .quoted:
      let inside = slot.text.map {
        MessagePiece.pieces(of: $0.dropFirst().dropLast(), isWhole: true)
      }
      let isAddress = inside?.count == 1 && inside?.first?.kind == .address
      guard let quote = slot.quote else { return #"["'`][^\n]*["'`]"# }
      let mark = escaped(String(quote))
      let inner = slot.hasInnerQuote ? #"[^\n]*"# : "[^\(mark)\\n]*"
      return mark + named(isAddress ? "address" : noun ?? "name", inner) + mark
    case .word, nil: return named(noun ?? "value", slot.isSpaced ? #"[^\n]+?"# : value)
    case .sign, .blank: return #"[^0-9A-Za-z\n]"#
    }
  }

  /// Up to a blank, a quote or a bracket.
  private static let value = #"[^\s"'`<>()\[\]{}]+"#

  /// A text as a regex that stands for it.
  static func escaped(_ text: String) -> String {
    var pattern = ""
    for scalar in text.unicodeScalars {
      switch scalar.properties.generalCategory {
      case .control, .format, .lineSeparator, .paragraphSeparator, .surrogate, .unassigned,
        .privateUse, .nonspacingMark, .enclosingMark, .spacingMark:
        pattern += "\\x{" + String(scalar.value, radix: 16) + "}"
      default:
        if #"\.[]{}()*+?^$|"#.unicodeScalars.contains(scalar) { pattern += "\\" }
        pattern.unicodeScalars.append(scalar)
      }
    }
    return pattern
  }

  /// Words that say what the value behind them is. None of them means anything to the analysis.
  private static let nouns: Set<String> = [
    "host", "hostname", "server", "port", "user", "role", "table", "column", "database", "schema",
    "relation", "module", "package", "class", "function", "method", "attribute", "key", "file",
    "path", "directory", "topic", "queue", "bucket", "index", "service", "name", "code", "status",
    "project", "region", "zone", "instance", "image", "volume", "container", "pod", "node",
    "variable", "field", "setting", "option", "command", "version", "partition", "exchange",
    "tenant",
    "customer", "order", "job", "task", "handler", "plugin", "model", "entry", "symbol", "secret",
  ]
}
