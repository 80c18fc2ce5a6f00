private import LogModel
public import Patterns

/// A condition in words, as a tree: what people read instead of YAML.
public struct ConditionOutline: Sendable, Equatable {
  /// `all of`, `any of`, `not`, or what one test asks for.
  public var words: String
  /// Where the text of a test stands in its file; nil for tests of other things.
  public var location: SourceLocation?
  public var parts: [ConditionOutline]

  init(words: String, location: SourceLocation? = nil, parts: [ConditionOutline] = []) {
    self.words = words
    self.location = location
    self.parts = parts
  }

  public init(_ condition: Condition) {
    switch condition {
    case .message(let predicate):
      self.init(words: "message " + predicate.words, location: predicate.location)
    case .severity(let least): self.init(words: "severity is at least \(least.name)")
    case .field(let path, .exists(let exists)):
      self.init(words: "\(fieldPath(path)) \(exists ? "exists" : "does not exist")")
    case .field(let path, .text(let predicate)):
      self.init(words: "\(fieldPath(path)) \(predicate.words)", location: predicate.location)
    case .field(let path, .number(let predicate)):
      self.init(words: "\(fieldPath(path)) is \(predicate.words)")
    case .source(let key, let glob): self.init(words: "\(key.words) is \(quote(glob.pattern))")
    case .httpStatus(let predicate): self.init(words: "HTTP status is \(predicate.words)")
    case .exception(let predicate):
      self.init(words: predicate.words, location: predicate.message?.location)
    case .any(let conditions): self.init(any: conditions)
    case .all(let conditions):
      self.init(words: "all of", parts: conditions.map { ConditionOutline($0) })
    case .not(let condition):
      let outline = ConditionOutline(condition)
      if outline.parts.isEmpty {
        self.init(words: "not: \(outline.words)", location: outline.location)
      } else {
        self.init(words: "not", parts: [outline])
      }
    }
  }

  /// Globs on one thing read better as one test.
  private init(any conditions: [Condition]) {
    var keys: Set<SourceKey> = []
    var globs: [String] = []
    for condition in conditions {
      guard case .source(let key, let glob) = condition else { break }
      keys.insert(key)
      globs.append(quote(glob.pattern))
    }
    if let key = keys.first, keys.count == 1, globs.count == conditions.count {
      self.init(words: "\(key.words) is \(alternatives(globs))")
    } else {
      self.init(words: "any of", parts: conditions.map { ConditionOutline($0) })
    }
  }
}

extension TextPredicate {
  /// `contains 'x'`, with what it says about case.
  var words: String {
    let test =
      switch self.test {
      case .contains(let text): "contains \(quote(text))"
      case .equals(let text): "is \(quote(text))"
      case .regex(let regex): "matches /\(regex.pattern)/"
      }
    return ignoreCase ? test + " in any case" : test
  }
}

extension NumberPredicate {
  /// `at least 500`, `from 500 to 599`, `503`.
  var words: String {
    var bounds: [String] = []
    switch (atLeast, atMost) {
    case (let least?, let most?): bounds.append("from \(number(least)) to \(number(most))")
    case (let least?, nil): bounds.append("at least \(number(least))")
    case (nil, let most?): bounds.append("at most \(number(most))")
    case (nil, nil): break
    }
    if let equals { bounds.append(number(equals)) }
    return bounds.joined(separator: " and ")
  }
}

extension ExceptionPredicate {
  var words: String {
    var parts: [String] = []
    if let type { parts.append("of type \(quote(type.pattern))") }
    if let message { parts.append("whose message \(message.words)") }
    if let function { parts.append("with \(quote(function.pattern)) among its functions") }
    if let file { parts.append("with \(quote(file.pattern)) among its files") }
    return "an exception " + parts.joined(separator: ", ")
  }
}

extension SourceKey {
  /// As a reader would call it.
  var words: String { self == .resourceType ? "resource type" : rawValue }
}

func quote(_ text: String) -> String { "'\(text)'" }

/// `a`, `a or b`, `a, b or c`.
func alternatives(_ words: [String], _ last: String = "or") -> String {
  guard let end = words.last, words.count > 1 else { return words.first ?? "" }
  return words.dropLast().joined(separator: ", ") + " \(last) " + end
}

func number(_ value: Double) -> String { FieldValue.number(value).text }

/// A path as pattern files spell it: names with dots stand in double quotes.
func fieldPath(_ path: [String]) -> String {
  path.map { name in
    guard name.contains(where: { $0 == "." || $0 == "\"" }) else { return name }
    let escaped = name.map { $0 == "\"" || $0 == "\\" ? "\\\($0)" : String($0) }
    return "\"\(escaped.joined())\""
  }.joined(separator: ".")
}
