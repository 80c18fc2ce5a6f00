extension PatternDecoder {
  private static let fieldKeys = textKeys + ["exists", "atLeast", "atMost"]

  /// `field: { path: test, … }`; all paths must hold.
  mutating func fieldCondition(_ node: YAMLNode) -> Condition? {
    guard case .mapping(let members) = node.content, !members.isEmpty else {
      reportMismatch(node, expected: "a mapping of paths such as 'jsonPayload.error.type' to tests")
      return nil
    }
    let conditions = members.compactMap { member -> Condition? in
      do throws(FieldPath.SyntaxError) {
        let path = try FieldPath.parse(member.key)
        return fieldTest(member.value, path: path)
      } catch {
        report(
          member.keyMark,
          "bad path \(quoted(member.key)): \(error.message); expected names joined "
            + #"by dots, such as labels."k8s-pod/app""#)
        return nil
      }
    }
    guard conditions.count == members.count else { return nil }
    return conditions.count == 1 ? conditions[0] : .all(conditions)
  }

  private mutating func fieldTest(_ node: YAMLNode, path: [String]) -> Condition? {
    guard
      let members = members(of: node, as: "a test of a field", keys: PatternDecoder.fieldKeys)
    else { return nil }
    let isNumeric = members["equals"]?.number != nil
    let numberKeys = isNumeric ? ["atLeast", "atMost", "equals"] : ["atLeast", "atMost"]
    var textual = members
    textual.members.removeAll { numberKeys.contains($0.key) }
    var numeric = members
    numeric.members.removeAll { !numberKeys.contains($0.key) }

    var conditions: [Condition] = []
    var isSound = true
    if let node = members["exists"] {
      if let exists = boolean(node) {
        conditions.append(.field(path: path, .exists(exists)))
      } else {
        isSound = false
      }
    }
    if !numeric.members.isEmpty {
      if let predicate = bounds(numeric, as: "a test of a field") {
        conditions.append(.field(path: path, .number(predicate)))
      } else {
        isSound = false
      }
    }
    if let tests = textTests(
      textual, as: "a test of a field", leaf: { .field(path: path, .text($0)) })
    {
      conditions += tests
    } else {
      isSound = false
    }
    guard isSound else { return nil }
    if conditions.isEmpty {
      if members.hadUnknownKey { return nil }
      report(
        node.mark,
        "a test of a field tests nothing; expected "
          + Suggestion.alternatives(PatternDecoder.fieldKeys.filter { $0 != "ignoreCase" }))
      return nil
    }
    return conditions.count == 1 ? conditions[0] : .all(conditions)
  }
}
