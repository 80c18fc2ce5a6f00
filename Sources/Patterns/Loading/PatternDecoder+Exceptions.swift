extension PatternDecoder {
  /// Alternatives that the lists of one `exception:` may multiply to.
  private static let mostAlternatives = 64

  /// `exception: { type, message, function, file }`; a list means any.
  ///
  /// All members must hold of the same exception, so alternatives are spelled out one by one.
  mutating func exceptionCondition(_ node: YAMLNode) -> Condition? {
    guard
      let members = members(
        of: node, as: "'exception'", keys: ["type", "message", "function", "file"])
    else { return nil }
    if members.members.isEmpty {
      if members.hadUnknownKey { return nil }
      report(
        node.mark, "'exception' tests nothing; expected 'type', 'message', 'function' or 'file'")
      return nil
    }
    guard let types = alternatives(members["type"]),
      let functions = alternatives(members["function"]),
      let files = alternatives(members["file"]),
      let messages = exceptionMessages(members["message"])
    else { return nil }

    // Each count is bounded by the file's values, so that the product cannot overflow.
    let product = types.count * functions.count * files.count * messages.count
    guard product <= PatternDecoder.mostAlternatives else {
      report(
        node.mark,
        "the lists of this exception make \(product) alternatives; at most "
          + "\(PatternDecoder.mostAlternatives) are allowed, use a glob or a regex")
      return nil
    }
    var predicates: [Condition] = []
    for type in types {
      for function in functions {
        for file in files {
          for message in messages {
            predicates.append(
              .exception(
                ExceptionPredicate(type: type, message: message, function: function, file: file)))
          }
        }
      }
    }
    return predicates.count == 1 ? predicates[0] : .any(predicates)
  }

  /// One "anything" for a key that is not there; nil where something is wrong.
  private mutating func alternatives(_ node: YAMLNode?) -> [Glob?]? {
    guard let node else { return [nil] }
    let before = errors.count
    let globs = globs(node)
    return errors.count == before && !globs.isEmpty ? globs : nil
  }

  private mutating func exceptionMessages(_ node: YAMLNode?) -> [TextPredicate?]? {
    guard let node else { return [nil] }
    guard let condition = textCondition(node, as: "'message'", leaf: { .message($0) }) else {
      return nil
    }
    let alternatives: [Condition] = if case .any(let list) = condition { list } else { [condition] }
    let predicates = alternatives.compactMap { alternative -> TextPredicate? in
      if case .message(let predicate) = alternative { predicate } else { nil }
    }
    if predicates.count == alternatives.count { return predicates }
    report(
      node.mark,
      "the message of an exception takes one of 'contains', 'equals', 'regex', or a list "
        + "of such under 'any'; join them in one regex")
    return nil
  }
}
