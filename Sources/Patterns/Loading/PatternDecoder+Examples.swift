import LogModel

extension PatternDecoder {
  /// `examples: { matches: […], ignores: […] }`, at least one of each.
  ///
  /// - Parameter needTimes: whether an entry without a time, alone, is given one as well.
  mutating func examples(_ node: YAMLNode, needTimes: Bool) -> Examples? {
    guard let members = members(of: node, as: "'examples'", keys: ["matches", "ignores"]) else {
      return nil
    }
    let matches = examples(members, "matches", needTimes, that: "must match")
    let ignores = examples(members, "ignores", needTimes, that: "must not match")
    guard let matches, let ignores else { return nil }
    return Examples(matches: matches, ignores: ignores)
  }

  private mutating func examples(
    _ members: YAMLMembers, _ key: String, _ needTimes: Bool, that must: String
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
    let examples = items.compactMap { example($0, needTimes) }
    return examples.isEmpty || examples.count < items.count ? nil : examples
  }

  private mutating func example(_ node: YAMLNode, _ needsTime: Bool) -> Examples.Example? {
    let list: [YAMLNode]? =
      switch node.content {
      case .sequence(let entries): entries
      case .scalar, .mapping: needsTime ? [node] : nil
      }
    guard let entries = list else {
      return entryLine(node).map {
        Examples.Example(lines: [$0], location: location(node.mark))
      }
    }
    if entries.isEmpty { report(node.mark, "expected at least one entry, found an empty list") }
    let lines = entries.compactMap { entryLine($0) }
    if lines.isEmpty || lines.count < entries.count { return nil }
    let dated = entries.indices.filter { entries[$0].hasTimestamp }
    guard needsTime, dated.isEmpty else {
      if needsTime, let undated = entries.indices.first(where: { !dated.contains($0) }) {
        report(
          entries[undated].mark,
          "this entry has no 'timestamp', while others of the example have one; expected all or none"
        )
        return nil
      }
      return Examples.Example(lines: lines, location: location(node.mark))
    }
    return Examples.Example(
      lines: Examples.Example.inOrder(lines), location: location(node.mark))
  }

  private mutating func entryLine(_ node: YAMLNode) -> String? {
    switch node.content {
    case .mapping(let members) where !members.isEmpty: return node.json
    case .scalar:
      return text(node).map { Examples.Example.line(of: $0) }
    case .mapping, .sequence:
      reportMismatch(node, expected: "text or a log entry")
      return nil
    }
  }
}

extension YAMLNode {
  fileprivate var hasTimestamp: Bool {
    guard case .mapping(let members) = content else { return false }
    return members.contains { $0.key == "timestamp" || $0.key == "receiveTimestamp" }
  }
}
