import LogModel

extension PatternDecoder {
  /// What a condition is asked about.
  enum ConditionScope {
    /// Anything of an entry.
    case entry
    /// Only where an entry comes from: the environment is not known yet.
    case environment

    var keys: [String] {
      switch self {
      case .entry: ConditionScope.entryKeys
      case .environment: ConditionScope.environmentKeys
      }
    }

    private static let entryKeys = [
      "message", "severity", "field", "service", "project", "environment", "log", "resourceType",
      "http", "exception", "any", "all", "not",
    ]
    private static let environmentKeys = [
      "service", "project", "log", "resourceType", "any", "all", "not",
    ]
  }

  /// A condition: a mapping all of whose keys must hold.
  mutating func condition(_ node: YAMLNode, scope: ConditionScope = .entry) -> Condition? {
    if case .environment = scope, case .mapping(let members) = node.content,
      let misplaced = members.first(where: {
        !scope.keys.contains($0.key) && ConditionScope.entry.keys.contains($0.key)
      })
    {
      report(
        misplaced.keyMark,
        "'\(misplaced.key)' cannot tell an environment; expected "
          + Suggestion.alternatives(scope.keys))
      return nil
    }
    guard let members = members(of: node, as: "a condition", keys: scope.keys) else { return nil }
    if members.members.isEmpty {
      if case .mapping(let all) = node.content, all.isEmpty {
        report(
          node.mark,
          "an empty condition would hold of every entry; expected "
            + Suggestion.alternatives(scope.keys))
      }
      return nil
    }
    let conditions = members.members.compactMap { self.condition(of: $0, scope: scope) }
    guard conditions.count == members.members.count else { return nil }
    return conditions.count == 1 ? conditions[0] : .all(conditions)
  }

  /// One condition or a list of them, any of which suffices.
  mutating func conditions(_ node: YAMLNode?) -> [Condition] {
    guard let node else { return [] }
    return oneOrMore(node, of: "a condition or a list of conditions").compactMap { condition($0) }
  }

  private mutating func condition(
    of member: YAMLNode.Member, scope: ConditionScope
  ) -> Condition? {
    if let key = SourceKey(rawValue: member.key) {
      let globs = globs(member.value)
      return combine(globs.map { .source(key, $0) }, expected: count(member.value)) { .any($0) }
    }
    switch member.key {
    case "message":
      return textCondition(member.value, as: "'message'") { .message($0) }
    case "severity": return severityCondition(member.value)
    case "field": return fieldCondition(member.value)
    case "http": return httpCondition(member.value)
    case "exception": return exceptionCondition(member.value)
    case "any": return list(member, scope: scope) { .any($0) }
    case "all": return list(member, scope: scope) { .all($0) }
    case "not": return condition(member.value, scope: scope).map { .not($0) }
    default: return nil
    }
  }

  private func count(_ node: YAMLNode) -> Int {
    if case .sequence(let items) = node.content { items.count } else { 1 }
  }

  /// Nil where parts are missing, since they were wrong.
  private func combine(
    _ conditions: [Condition], expected: Int, _ join: ([Condition]) -> Condition
  ) -> Condition? {
    guard conditions.count == expected, let first = conditions.first else { return nil }
    return conditions.count == 1 ? first : join(conditions)
  }

  private mutating func list(
    _ member: YAMLNode.Member, scope: ConditionScope, _ join: ([Condition]) -> Condition
  ) -> Condition? {
    let items = items(member.value, of: "conditions")
    if items.isEmpty, case .sequence = member.value.content {
      report(member.keyMark, "'\(member.key)' lists no condition")
    }
    return combine(
      items.compactMap { condition($0, scope: scope) }, expected: items.count, join)
  }

  private mutating func severityCondition(_ node: YAMLNode) -> Condition? {
    guard let members = members(of: node, as: "'severity'", keys: ["atLeast"]),
      let level = required("atLeast", in: members, of: "'severity'"),
      let scalar = scalar(level, expected: "a severity such as ERROR")
    else { return nil }
    let name = scalar.text.uppercased()
    if let severity = Severity.allCases.first(where: { $0.name == name }) {
      return .severity(atLeast: severity)
    }
    let remedy =
      Severity(name: name).map { "; did you mean '\($0.name)'?" }
      ?? Suggestion.remedy(for: name, among: Severity.allCases.map(\.name))
    report(level.mark, "unknown severity \(quoted(scalar.text))\(remedy)")
    return nil
  }

  private mutating func httpCondition(_ node: YAMLNode) -> Condition? {
    guard let members = members(of: node, as: "'http'", keys: ["status"]),
      let status = required("status", in: members, of: "'http'")
    else { return nil }
    let tests = oneOrMore(status, of: "a status")
    let conditions = tests.compactMap { test -> Condition? in
      if case .mapping = test.content {
        return bounds(test, as: "'status'").map { .httpStatus($0) }
      }
      if let number = test.number { return .httpStatus(NumberPredicate(equals: number)) }
      reportMismatch(test, expected: "a status such as 503, or { atLeast: 500 }")
      return nil
    }
    return combine(conditions, expected: tests.count) { .any($0) }
  }

  /// `{ atLeast, atMost, equals }`, at least one of them.
  mutating func bounds(_ node: YAMLNode, as what: String) -> NumberPredicate? {
    guard
      let members = members(of: node, as: what, keys: ["atLeast", "atMost", "equals"])
    else { return nil }
    return bounds(members, as: what)
  }

  mutating func bounds(_ members: YAMLMembers, as what: String) -> NumberPredicate? {
    let keys = ["atLeast", "atMost", "equals"].filter { members[$0] != nil }
    let numbers = keys.compactMap { number(members[$0]) }
    guard numbers.count == keys.count else { return nil }
    if keys.isEmpty {
      if members.hadUnknownKey { return nil }
      report(
        members.mark, "\(what) compares with nothing; expected 'atLeast', 'atMost' or 'equals'")
      return nil
    }
    let predicate = NumberPredicate(
      atLeast: members["atLeast"]?.number, atMost: members["atMost"]?.number,
      equals: members["equals"]?.number)
    if let least = predicate.atLeast, let most = predicate.atMost, least > most {
      report(
        members.mark(of: "atMost"),
        "no number is at least \(FieldValue.number(least).text) and at most "
          + FieldValue.number(most).text)
      return nil
    }
    return predicate
  }
}
