import LogModel

/// Reads YAML trees of one file into the model and collects everything that is wrong.
///
/// A getter that finds something wrong reports it and answers nil; whoever asked goes on, so that
/// one run names all errors of a file.
struct PatternDecoder {
  let file: String
  private(set) var errors: [PatternError] = []
  /// What is left out of files that are somebody else's.
  private(set) var warnings: [PatternError] = []
  /// Names that this file defines, also where the rest of their document is wrong.
  var definitions: [PatternName] = []
  /// Names that only the whole library can resolve.
  var references: [PatternName] = []

  init(file: String) { self.file = file }

  func location(_ mark: YAMLNode.Mark) -> SourceLocation { SourceLocation(file: file, mark) }

  mutating func report(_ mark: YAMLNode.Mark, _ message: String) {
    errors.append(PatternError(location: location(mark), message: message))
  }

  /// Takes back what was reported since there were so many errors.
  mutating func takeErrors(from count: Int) -> [PatternError] {
    defer { errors.removeSubrange(count...) }
    return Array(errors[count...])
  }

  mutating func warn(_ mark: YAMLNode.Mark, _ message: String) {
    warnings.append(PatternError(location: location(mark), message: message))
  }

  mutating func define(_ kind: PatternName.Kind, _ name: String, at mark: YAMLNode.Mark) {
    definitions.append(PatternName(kind: kind, name: name, location: location(mark)))
  }

  mutating func reportMismatch(_ node: YAMLNode, expected: String) {
    report(node.mark, "expected \(expected), found \(node.summary)")
  }
}

/// A name that one file defines and others may refer to.
struct PatternName {
  enum Kind { case signature, profile, phase }
  var kind: Kind
  var name: String
  var location: SourceLocation
}

/// The members of a mapping whose keys have been checked.
struct YAMLMembers {
  var mark: YAMLNode.Mark
  var members: [YAMLNode.Member]
  /// Keys that unknown ones were taken for: to tell that these are missing would be told twice.
  var meantKeys: Set<String> = []
  /// Whether a key was unknown.
  var hadUnknownKey = false

  subscript(key: String) -> YAMLNode? { member(key)?.value }
  func member(_ key: String) -> YAMLNode.Member? { members.first { $0.key == key } }
  func mark(of key: String) -> YAMLNode.Mark { member(key)?.keyMark ?? mark }
}

extension PatternDecoder {
  /// The members of a mapping; keys that are not expected are reported and left out.
  mutating func members(
    of node: YAMLNode, as what: String, keys: [String]
  ) -> YAMLMembers? {
    guard case .mapping(let members) = node.content else {
      reportMismatch(node, expected: "\(what): a mapping with \(Suggestion.alternatives(keys))")
      return nil
    }
    var known = YAMLMembers(mark: node.mark, members: [])
    for member in members {
      if keys.contains(member.key) {
        known.members.append(member)
        continue
      }
      known.hadUnknownKey = true
      if let meant = Suggestion.nearest(to: member.key, among: keys) {
        known.meantKeys.insert(meant)
      }
      // What follows a comma in unquoted text between braces is a key without a value to YAML.
      let isText = member.value.isNull && member.key.contains(" ")
      let remedy =
        isText
        ? "; text with a comma needs quotes within { }"
        : Suggestion.remedy(for: member.key, among: keys)
      report(member.keyMark, "unknown key \(quoted(member.key))\(remedy)")
    }
    return known
  }

  /// The value of a key that must be there.
  mutating func required(_ key: String, in members: YAMLMembers, of what: String) -> YAMLNode? {
    if let value = members[key] { return value }
    if !members.meantKeys.contains(key) {
      report(members.mark, "missing key '\(key)'; \(what) needs one")
    }
    return nil
  }

  mutating func scalar(_ node: YAMLNode, expected: String) -> YAMLNode.Scalar? {
    if case .scalar(let scalar) = node.content, !node.isNull { return scalar }
    reportMismatch(node, expected: expected)
    return nil
  }

  /// A text that is not empty; numbers and the like are taken as they are written.
  mutating func text(_ node: YAMLNode?) -> String? {
    guard let node, let scalar = scalar(node, expected: "text") else { return nil }
    if scalar.text.utf8.allSatisfy({ $0 <= 0x20 }) {
      report(node.mark, "expected text, found an empty one")
      return nil
    }
    return scalar.text
  }

  /// A text on one line.
  mutating func line(_ node: YAMLNode?) -> String? {
    guard let node, let text = text(node) else { return nil }
    if text.utf8.contains(where: { $0 == 0x0A || $0 == 0x0D }) {
      report(node.mark, "expected text on one line, found several lines")
      return nil
    }
    return text
  }

  mutating func items(_ node: YAMLNode?, of what: String) -> [YAMLNode] {
    guard let node else { return [] }
    guard case .sequence(let items) = node.content else {
      reportMismatch(node, expected: "a list of \(what)")
      return []
    }
    return items
  }

  /// The items of a list, or the one value that stands for such a list; an empty list is reported.
  mutating func oneOrMore(_ node: YAMLNode, of what: String) -> [YAMLNode] {
    guard case .sequence(let items) = node.content else { return [node] }
    if items.isEmpty { report(node.mark, "expected \(what), found an empty list") }
    return items
  }

  mutating func texts(_ node: YAMLNode?, of what: String) -> [String] {
    items(node, of: what).compactMap { text($0) }
  }

  mutating func boolean(_ node: YAMLNode?) -> Bool? {
    guard let node else { return nil }
    if case .scalar(let scalar) = node.content, scalar.style == .plain {
      if scalar.text == "true" { return true }
      if scalar.text == "false" { return false }
    }
    reportMismatch(node, expected: "true or false")
    return nil
  }

  /// A decimal number, written without quotes.
  mutating func number(_ node: YAMLNode?) -> Double? {
    guard let node else { return nil }
    if let number = node.number { return number }
    reportMismatch(node, expected: "a number")
    return nil
  }

  /// A whole number that is not negative, written without quotes.
  mutating func wholeNumber(_ node: YAMLNode?) -> Int? {
    guard let node else { return nil }
    if node.number != nil, case .scalar(let scalar) = node.content, let number = Int(scalar.text),
      number >= 0
    {
      return number
    }
    reportMismatch(node, expected: "a whole number, 0 or more")
    return nil
  }

  /// A share of the whole, 0…1.
  mutating func share(_ node: YAMLNode?) -> Double? {
    guard let node, let number = number(node) else { return nil }
    if (0...1).contains(number) { return number }
    reportMismatch(node, expected: "a share from 0 to 1")
    return nil
  }

  /// A day of the calendar as `YYYY-MM-DD`.
  mutating func date(_ node: YAMLNode?) -> String? {
    guard let node else { return nil }
    if case .scalar(let scalar) = node.content {
      let parts = scalar.text.split(separator: "-", omittingEmptySubsequences: false)
      let isDigits = parts.allSatisfy { $0.utf8.allSatisfy { (0x30...0x39).contains($0) } }
      if parts.map(\.count) == [4, 2, 2], isDigits, let year = Int(parts[0]),
        let month = Int(parts[1]), let day = Int(parts[2]),
        Timestamp(year: year, month: month, day: day, hour: 0, minute: 0, second: 0) != nil
      {
        return scalar.text
      }
    }
    reportMismatch(node, expected: "a date as YYYY-MM-DD")
    return nil
  }

  /// One of the cases of an enumeration by its raw value.
  mutating func choice<Choice: CaseIterable & RawRepresentable>(
    _ node: YAMLNode?, _ what: String, as type: Choice.Type = Choice.self
  ) -> Choice? where Choice.RawValue == String {
    let names = Choice.allCases.map(\.rawValue)
    guard let node,
      let scalar = scalar(node, expected: "\(what), \(Suggestion.alternatives(names))")
    else { return nil }
    if let choice = Choice(rawValue: scalar.text) { return choice }
    report(
      node.mark,
      "unknown \(what) \(quoted(scalar.text))"
        + Suggestion.remedy(for: scalar.text, among: names))
    return nil
  }

  /// One glob or a list of globs.
  mutating func globs(_ node: YAMLNode?) -> [Glob] {
    guard let node else { return [] }
    return oneOrMore(node, of: "a glob or a list of globs").compactMap { text($0).map(Glob.init) }
  }

  /// Lower-case words joined by hyphens, as ids and phases are named.
  mutating func kebabCase(_ node: YAMLNode?, _ what: String) -> String? {
    guard let node, let scalar = scalar(node, expected: what) else { return nil }
    if PatternID.isValid(scalar.text) { return scalar.text }
    report(
      node.mark,
      "bad \(what) \(quoted(scalar.text)); expected lower-case words with hyphens, such "
        + "as 'port-already-in-use', \(PatternID.longest) characters at most")
    return nil
  }
}

extension YAMLNode {
  /// The value of an unquoted scalar that is a number as JSON writes numbers.
  var number: Double? {
    guard case .scalar(let scalar) = content, scalar.isNumber else { return nil }
    return Double(scalar.text).flatMap { $0.isFinite ? $0 : nil }
  }
}

extension YAMLNode.Scalar {
  /// Unquoted, and a number by JSON's grammar: `-?(0|[1-9][0-9]*)(\.[0-9]+)?([eE][+-]?[0-9]+)?`.
  var isNumber: Bool {
    guard style == .plain else { return false }
    var rest = text.utf8[...]
    func digits() -> Int {
      let count = rest.prefix { (0x30...0x39).contains($0) }.count
      rest = rest.dropFirst(count)
      return count
    }
    if rest.first == UInt8(ascii: "-") { rest.removeFirst() }
    let startsWithZero = rest.first == UInt8(ascii: "0")
    let whole = digits()
    if whole == 0 || (startsWithZero && whole > 1) { return false }
    if rest.first == UInt8(ascii: ".") {
      rest.removeFirst()
      if digits() == 0 { return false }
    }
    if rest.first == UInt8(ascii: "e") || rest.first == UInt8(ascii: "E") {
      rest.removeFirst()
      if rest.first == UInt8(ascii: "+") || rest.first == UInt8(ascii: "-") { rest.removeFirst() }
      if digits() == 0 { return false }
    }
    return rest.isEmpty
  }
}
