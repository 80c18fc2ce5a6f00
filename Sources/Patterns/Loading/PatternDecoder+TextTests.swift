extension PatternDecoder {
  static let textKeys = ["contains", "equals", "regex", "ignoreCase", "any"]
  /// Bytes of a regex.
  static let longestRegex = 16_384

  /// A test of the text that `leaf` names; all keys must hold.
  mutating func textCondition(
    _ node: YAMLNode, as what: String, leaf: (TextPredicate) -> Condition
  ) -> Condition? {
    guard let members = members(of: node, as: what, keys: PatternDecoder.textKeys) else {
      return nil
    }
    guard let tests = textTests(members, as: what, leaf: leaf) else { return nil }
    if tests.isEmpty {
      if members.hadUnknownKey { return nil }
      report(node.mark, "\(what) tests nothing; expected 'contains', 'equals', 'regex' or 'any'")
      return nil
    }
    return tests.count == 1 ? tests[0] : .all(tests)
  }

  /// The conditions that the text keys of a mapping state; nil where one is wrong.
  mutating func textTests(
    _ members: YAMLMembers, as what: String, leaf: (TextPredicate) -> Condition
  ) -> [Condition]? {
    var ignoreCase = false
    var isSound = true
    if let node = members["ignoreCase"] {
      if let value = boolean(node) { ignoreCase = value } else { isSound = false }
    }
    var tests: [Condition] = []
    for member in members.members {
      let test: TextPredicate.Test?
      switch member.key {
      case "contains": test = text(member.value).map { .contains($0) }
      case "equals":
        test = scalar(member.value, expected: "text").map { .equals($0.text) }
      case "regex": test = regex(member.value, ignoreCase: ignoreCase).map { .regex($0) }
      case "any":
        let alternatives = items(member.value, of: "text tests")
        let conditions = alternatives.compactMap { textCondition($0, as: what, leaf: leaf) }
        if alternatives.isEmpty { report(member.keyMark, "'any' lists no test, so it never holds") }
        if conditions.isEmpty || conditions.count < alternatives.count {
          isSound = false
        } else {
          tests.append(conditions.count == 1 ? conditions[0] : .any(conditions))
        }
        continue
      default: continue
      }
      guard let test else {
        isSound = false
        continue
      }
      tests.append(
        leaf(
          TextPredicate(test: test, ignoreCase: ignoreCase, location: location(member.value.mark))))
    }
    return isSound ? tests : nil
  }

  /// A regex that compiles and needs at least one character to match.
  mutating func regex(_ node: YAMLNode, ignoreCase: Bool) -> Regex? {
    guard let scalar = scalar(node, expected: "a regex") else { return nil }
    if scalar.text.utf8.count > PatternDecoder.longestRegex {
      report(node.mark, "the regex is longer than \(PatternDecoder.longestRegex) bytes; split it")
      return nil
    }
    do throws(Regex.CompileError) {
      let regex = try Regex(scalar.text, ignoreCase: ignoreCase)
      if regex.canMatchEmpty {
        report(
          node.mark,
          "the regex \(quoted(scalar.text)) can match the empty text, so it would hold "
            + "of every entry; expected at least one character that must occur")
        return nil
      }
      return regex
    } catch {
      let (mark, place) = self.mark(ofByte: error.offset, in: scalar, at: node.mark)
      report(mark, "invalid regex: \(error.message)\(place)")
      return nil
    }
  }

  /// The place of a byte of a scalar's text, or the scalar's own place and words for the rest where
  /// escapes or line breaks hide it.
  private func mark(
    ofByte offset: Int, in scalar: YAMLNode.Scalar, at start: YAMLNode.Mark
  ) -> (YAMLNode.Mark, String) {
    let before = String(decoding: scalar.text.utf8.prefix(offset), as: UTF8.self).unicodeScalars
    let whole = scalar.text.unicodeScalars
    func exact(_ shift: Int) -> (YAMLNode.Mark, String) {
      var mark = start
      mark.column = Int32(clamping: Int(start.column) + shift)
      return (mark, "")
    }
    func quotes(_ text: String.UnicodeScalarView) -> Int { text.count { $0 == "'" } }
    if let width = scalar.width {
      switch scalar.style {
      case .plain where Int(width) == whole.count: return exact(before.count)
      case .doubleQuoted where Int(width) == whole.count + 2: return exact(before.count + 1)
      case .singleQuoted where Int(width) == whole.count + quotes(whole) + 2:
        return exact(before.count + quotes(before) + 1)
      default: break
      }
    }
    return (start, " (at character \(before.count + 1) of the pattern)")
  }
}
