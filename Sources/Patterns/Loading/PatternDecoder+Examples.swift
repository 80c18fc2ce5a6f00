extension PatternDecoder {
  /// `examples: { matches: […], ignores: […] }`, at least one of each.
  mutating func examples(_ node: YAMLNode) -> Examples? {
    guard let members = members(of: node, as: "'examples'", keys: ["matches", "ignores"]) else {
      return nil
    }
    let matches = examples(members, "matches", that: "must match")
    let ignores = examples(members, "ignores", that: "must not match")
    guard let matches, let ignores else { return nil }
    return Examples(matches: matches, ignores: ignores)
  }

  private mutating func examples(
    _ members: YAMLMembers, _ key: String, that must: String
  ) -> [Examples.Example]? {
    guard let node = members[key] else {
      if !members.meantKeys.contains(key) {
        report(members.mark, "missing key '\(key)'; expected at least one example that \(must)")
      }
      return nil
    }
    let items = items(node, of: "examples")
    if items.isEmpty, case .sequence = node.content {
      report(node.mark, "'\(key)' is empty; expected at least one example that \(must)")
    }
    let examples = items.compactMap { example($0) }
    return examples.isEmpty || examples.count < items.count ? nil : examples
  }

  private mutating func example(_ node: YAMLNode) -> Examples.Example? {
    guard case .sequence(let entries) = node.content else {
      return entryLine(node).map {
        Examples.Example(lines: [$0], location: location(node.mark))
      }
    }
    if entries.isEmpty { report(node.mark, "expected at least one entry, found an empty list") }
    let lines = entries.compactMap { entryLine($0) }
    if lines.isEmpty || lines.count < entries.count { return nil }
    return Examples.Example(lines: lines, location: location(node.mark))
  }

  private mutating func entryLine(_ node: YAMLNode) -> String? {
    switch node.content {
    case .mapping(let members) where !members.isEmpty: return node.json
    case .scalar:
      return text(node).map { "{\"severity\":\"ERROR\",\"textPayload\":\(jsonString($0))}" }
    case .mapping, .sequence:
      reportMismatch(node, expected: "text or a log entry")
      return nil
    }
  }
}
