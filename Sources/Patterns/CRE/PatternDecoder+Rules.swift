import LogModel

/// Files of the CRE format.
///
/// What such files hold that has no meaning here is told as a warning, never as an error: they are other
/// people's and are to be taken as they are.
extension PatternDecoder {
  static let rulesKeys = ["rules", "terms", "section", "version"]
  static let ruleKeys = ["cre", "metadata", "rule"]
  static let creKeys = [
    "id", "severity", "title", "category", "author", "description", "cause", "impact",
    "impactScore", "mitigation", "mitigationScore", "references", "applications", "tags", "reports",
    "version", "pillar",
  ]
  private static let mostTerms = 64
  private static let longestID = 100

  /// The rules of a document.
  mutating func rules(_ node: YAMLNode) -> [Signature] {
    let members = lenientMembers(of: node, as: "a file of rules", keys: PatternDecoder.rulesKeys)
    guard let members, let list = members["rules"] else { return [] }
    var named: [String: YAMLNode] = [:]
    if let terms = members["terms"], !terms.isNull {
      if case .mapping(let terms) = terms.content {
        for term in terms { named[term.key] = term.value }
      } else {
        reportMismatch(terms, expected: "'terms': a mapping of names to terms")
      }
    }
    return items(list, of: "rules").compactMap { rule($0, terms: named) }
  }

  private mutating func rule(_ node: YAMLNode, terms: [String: YAMLNode]) -> Signature? {
    guard let members = lenientMembers(of: node, as: "a rule", keys: PatternDecoder.ruleKeys),
      let cre = required("cre", in: members, of: "every rule"),
      let about = lenientMembers(of: cre, as: "'cre'", keys: PatternDecoder.creKeys)
    else { return nil }
    let id = required("id", in: about, of: "every 'cre'").flatMap { creID($0) }
    let severity = about["severity"].map { creSeverity($0) } ?? .critical
    let rule = required("rule", in: members, of: "every rule").flatMap {
      matcher($0, terms: terms)
    }
    guard let id, let severity, let rule else { return nil }
    func items(_ key: String) -> [String] {
      guard let value = about[key], !value.isNull, case .scalar(let scalar) = value.content else {
        return []
      }
      return RuleProse.items(of: scalar.text)
    }
    func prose(_ key: String) -> String? {
      let items = items(key)
      return items.isEmpty ? nil : items.joined(separator: "; ")
    }
    var tags = about["tags"].map { foreignTexts($0, of: "tags") } ?? []
    if let category = prose("category"), !tags.contains(category) { tags.insert(category, at: 0) }
    let references = (about["references"].map { foreignTexts($0, of: "addresses") } ?? [])
      .filter { $0.hasPrefix("https://") || $0.hasPrefix("http://") }
    return Signature(
      id: id, title: prose("title") ?? id, severity: severity, role: .cause, tags: tags,
      match: nil, rule: rule, explains: [], startup: nil, why: prose("cause").map { [$0] } ?? [],
      impactCapabilities: [], impactTags: [], impactText: prose("impact"),
      fixes: items("mitigation").map { Fix(horizon: .immediate, text: $0, files: []) },
      references: references, crossFires: [], examples: Examples(matches: [], ignores: []),
      location: location(about.mark(of: "id")))
  }

  private mutating func creID(_ node: YAMLNode) -> String? {
    guard let id = text(node) else { return nil }
    let isSound = id.utf8.allSatisfy {
      (0x30...0x39).contains($0) || (0x61...0x7A).contains($0 | 0x20) || $0 == 0x2D
    }
    if isSound, id.utf8.count <= PatternDecoder.longestID { return id }
    report(
      node.mark, "bad id \(quoted(id)); expected letters, digits and hyphens, such as CRE-2025-0001"
    )
    return nil
  }

  /// 0 critical, 1 high, 2 medium, 3 low, 4 information.
  private mutating func creSeverity(_ node: YAMLNode) -> Signature.Level? {
    guard let number = wholeNumber(node) else { return nil }
    switch number {
    case 0: return .critical
    case 1: return .error
    case 2: return .warning
    case 3, 4: return .info
    default:
      report(node.mark, "expected a severity from 0 (critical) to 4, found \(number)")
      return nil
    }
  }

  private mutating func foreignTexts(_ node: YAMLNode, of what: String) -> [String] {
    if node.isNull { return [] }
    return oneOrMore(node, of: what).compactMap { item in
      guard case .scalar(let scalar) = item.content, !scalar.text.isEmpty else { return nil }
      return scalar.text
    }
  }

  // MARK: What must be seen

  private mutating func matcher(_ node: YAMLNode, terms: [String: YAMLNode]) -> ReliabilityRule? {
    guard let members = lenientMembers(of: node, as: "'rule'", keys: ["set", "sequence"]) else {
      return nil
    }
    if let sequence = members["sequence"] {
      if members["set"] != nil {
        warn(members.mark(of: "set"), "'set' is not used where there is a 'sequence'")
      }
      return matcher(sequence, .sequence, list: "order", terms)
    }
    guard let set = members["set"] else {
      report(node.mark, "a rule has neither 'set' nor 'sequence'; expected one of them")
      return nil
    }
    return matcher(set, .set, list: "match", terms)
  }

  private mutating func matcher(
    _ node: YAMLNode, _ kind: ReliabilityRule.Kind, list: String, _ named: [String: YAMLNode]
  ) -> ReliabilityRule? {
    let what = "'\(kind.rawValue)'"
    guard
      let members = lenientMembers(
        of: node, as: what, keys: ["event", list, "window", "negate"],
        unused: ["correlations", "origin"]),
      let listed = required(list, in: members, of: what)
    else { return nil }
    if let event = members["event"] {
      _ = lenientMembers(of: event, as: "'event'", keys: ["source"], unused: ["origin"])
    }
    let items = items(listed, of: "terms")
    let terms = items.compactMap { term($0, named) }
    var window: Int64? = 0
    if let node = members["window"] { window = goDuration(node) }
    var negated: [YAMLNode] = []
    if let node = members["negate"], !node.isNull { negated = self.items(node, of: "terms") }
    let positives = terms.reduce(0) { $0 + $1.count }
    let vetoes = negated.compactMap { veto($0, named, positives: positives) }
    guard let window, terms.count == items.count, vetoes.count == negated.count else { return nil }
    let collapsed = PatternDecoder.collapsed(terms, kind)
    guard
      isSound(
        kind, positives, distinct: max(collapsed.count, vetoes.count), window: window,
        mark: members["window"]?.mark, at: listed.mark)
    else { return nil }
    return ReliabilityRule(kind: kind, terms: collapsed, vetoes: vetoes, window: window)
  }

  private mutating func isSound(
    _ kind: ReliabilityRule.Kind, _ positives: Int, distinct: Int, window: Int64,
    mark: YAMLNode.Mark?, at list: YAMLNode.Mark
  ) -> Bool {
    let before = errors.count
    if let mark, window < 0 { report(mark, "expected a window above 0") }
    switch kind {
    case .sequence:
      if positives < 2 {
        report(list, "a sequence needs two terms or more; expected a 'set' where one line tells")
      }
      if window == 0 {
        report(mark ?? list, "a sequence needs a 'window', such as 30s")
      }
    case .set:
      if positives == 0 { report(list, "the set lists no term; expected one or more") }
      if positives == 1, window > 0, let mark {
        report(mark, "a set of one term is one line and takes no 'window'; leave it out")
      }
      if positives > 1, window == 0 {
        report(mark ?? list, "a set of several terms needs a 'window', such as 30s")
      }
    }
    if distinct > PatternDecoder.mostTerms {
      report(list, "\(distinct) different terms; expected \(PatternDecoder.mostTerms) at most")
    }
    return errors.count == before
  }

  /// The same test twice is one that needs two lines: anywhere in a set, in succession in a sequence.
  private static func collapsed(
    _ terms: [ReliabilityRule.Term], _ kind: ReliabilityRule.Kind
  ) -> [ReliabilityRule.Term] {
    var collapsed: [ReliabilityRule.Term] = []
    for term in terms {
      let candidates = kind == .set ? Array(collapsed.indices) : Array(collapsed.indices.suffix(1))
      if let place = candidates.first(where: { collapsed[$0].test.isSame(as: term.test) }) {
        collapsed[place].count += term.count
      } else {
        collapsed.append(term)
      }
    }
    return collapsed
  }

  // MARK: Terms

  private static let termKeys = ["value", "regex", "jq", "count"]
  private static let vetoKeys = termKeys + ["window", "slide", "anchor", "absolute"]
  private static let unusedTermKeys = ["field", "extract"]
  private static let nestingKeys = ["set", "sequence", "promql", "script"]

  private mutating func term(
    _ node: YAMLNode, _ named: [String: YAMLNode]
  ) -> ReliabilityRule.Term? {
    guard let found = test(node, named, keys: PatternDecoder.termKeys) else { return nil }
    var count = 1
    if let node = found.count {
      guard let number = wholeNumber(node) else { return nil }
      if number > PatternDecoder.mostCounted {
        report(node.mark, "expected a count of \(PatternDecoder.mostCounted) at most")
        return nil
      }
      count = max(1, number)
    }
    return ReliabilityRule.Term(test: found.test, count: count)
  }

  private mutating func veto(
    _ node: YAMLNode, _ named: [String: YAMLNode], positives: Int
  ) -> ReliabilityRule.Veto? {
    guard let found = test(node, named, keys: PatternDecoder.vetoKeys) else { return nil }
    if let node = found.count, let number = wholeNumber(node), number > 1 {
      report(node.mark, "a term of 'negate' has no count above 1; one line with it is enough")
      return nil
    }
    var veto = ReliabilityRule.Veto(
      test: found.test, window: 0, slide: 0, anchor: 0, isAbsolute: false)
    guard let members = found.members else { return veto }
    var isSound = true
    if let node = members["window"] {
      if let span = goDuration(node) { veto.window = span } else { isSound = false }
    }
    if let node = members["slide"] {
      if let span = goDuration(node) { veto.slide = span } else { isSound = false }
    }
    if let node = members["absolute"] {
      if let flag = boolean(node) { veto.isAbsolute = flag } else { isSound = false }
    }
    if let node = members["anchor"] {
      guard let anchor = wholeNumber(node) else { return nil }
      if anchor >= positives {
        report(
          node.mark,
          "the anchor \(anchor) is none of the \(positives) terms that must be seen; expected 0"
            + (positives > 1 ? " to \(positives - 1)" : ""))
        return nil
      }
      veto.anchor = anchor
    }
    return isSound ? veto : nil
  }

  /// The test of a term, or of the one that it names.
  private mutating func test(
    _ node: YAMLNode, _ named: [String: YAMLNode], keys: [String]
  ) -> (test: LineTest, count: YAMLNode?, members: YAMLMembers?)? {
    if case .scalar(let scalar) = node.content {
      if let meant = named[scalar.text] { return test(meant, [:], keys: keys) }
      return lineText(node).map { (.text($0), nil, nil) }
    }
    guard case .mapping(let raw) = node.content else {
      reportMismatch(node, expected: "a term: text, or a mapping with 'value', 'regex' or 'jq'")
      return nil
    }
    if let nested = raw.first(where: { PatternDecoder.nestingKeys.contains($0.key) }) {
      report(
        nested.keyMark,
        "'\(nested.key)' within a rule is not supported; expected 'value', 'regex' or 'jq'")
      return nil
    }
    guard
      let members = lenientMembers(
        of: node, as: "a term", keys: keys, unused: PatternDecoder.unusedTermKeys)
    else { return nil }
    let kinds = members.members.filter {
      ["value", "regex", "jq"].contains($0.key) && !$0.value.isNull
    }
    guard let kind = kinds.first else {
      report(node.mark, "the term looks for nothing; expected 'value', 'regex' or 'jq'")
      return nil
    }
    if kinds.count > 1 {
      report(kinds[1].keyMark, "a term has one of 'value', 'regex' and 'jq', not several")
      return nil
    }
    switch kind.key {
    case "value":
      if case .scalar(let scalar) = kind.value.content, let meant = named[scalar.text],
        let found = test(meant, [:], keys: keys)
      {
        return (found.test, members["count"] ?? found.count, members)
      }
      return lineText(kind.value).map { (.text($0), members["count"], members) }
    case "regex": return lineRegex(kind.value).map { (.text($0), members["count"], members) }
    default: return jq(kind.value).map { ($0, members["count"], members) }
    }
  }

  /// Without the white space around it.
  private mutating func trimmed(_ node: YAMLNode) -> String? {
    guard let text = text(node) else { return nil }
    var scalars = text.unicodeScalars[...]
    while let first = scalars.first, first.properties.isWhitespace { scalars.removeFirst() }
    while let last = scalars.last, last.properties.isWhitespace { scalars.removeLast() }
    return String(scalars)
  }

  private mutating func lineText(_ node: YAMLNode) -> TextPredicate? {
    trimmed(node).map {
      TextPredicate(test: .contains($0), ignoreCase: false, location: location(node.mark))
    }
  }

  private mutating func lineRegex(_ node: YAMLNode) -> TextPredicate? {
    guard let pattern = trimmed(node) else { return nil }
    if pattern.utf8.count > PatternDecoder.longestRegex {
      report(node.mark, "the regex is longer than \(PatternDecoder.longestRegex) bytes; split it")
      return nil
    }
    do throws(RE2Syntax.Refusal) {
      let translated = try RE2Syntax.pcre(pattern)
      do throws(Regex.CompileError) {
        let regex = try Regex(translated, ignoreCase: false)
        return TextPredicate(test: .regex(regex), ignoreCase: false, location: location(node.mark))
      } catch {
        report(node.mark, "invalid regex \(quoted(pattern)): \(error.message)")
      }
    } catch {
      let place = String(decoding: pattern.utf8.prefix(error.offset), as: UTF8.self)
      report(
        node.mark,
        "invalid regex: \(error.message) (at character \(place.unicodeScalars.count + 1) of the "
          + "pattern, which is in RE2's syntax)")
    }
    return nil
  }

  private mutating func jq(_ node: YAMLNode) -> LineTest? {
    guard let program = trimmed(node) else { return nil }
    do throws(JQProgram.SetupError) {
      _ = try JQProgram(program)
      return .jq(program, location: location(node.mark))
    } catch {
      switch error {
      case .missingLibrary:
        report(
          node.mark,
          "a term of jq needs libjq, which is not installed; install it (Debian: libjq1), or leave "
            + "the rule out")
      case .invalid(let words): report(node.mark, "invalid jq program: \(words)")
      }
      return nil
    }
  }

  // MARK: Foreign files

  /// The members of a mapping of somebody else's; what is not expected is told as a warning.
  private mutating func lenientMembers(
    of node: YAMLNode, as what: String, keys: [String], unused: [String] = []
  ) -> YAMLMembers? {
    guard case .mapping(let members) = node.content else {
      reportMismatch(node, expected: "\(what): a mapping with \(Suggestion.alternatives(keys))")
      return nil
    }
    var known = YAMLMembers(mark: node.mark, members: [])
    for member in members {
      if keys.contains(member.key) {
        known.members.append(member)
      } else if unused.contains(member.key) {
        warn(member.keyMark, "'\(member.key)' has no effect here")
      } else {
        warn(
          member.keyMark,
          "\(quoted(member.key)) is not supported\(Suggestion.remedy(for: member.key, among: keys))"
        )
      }
    }
    return known
  }

  /// A span as Go writes it, `1h30m`, `1.5s`, `-10s`; in nanoseconds.
  private mutating func goDuration(_ node: YAMLNode) -> Int64? {
    let expected = "a span such as 30s, 1m30s or 500ms"
    guard let scalar = scalar(node, expected: expected) else { return nil }
    guard let span = GoDuration.nanoseconds(scalar.text) else {
      reportMismatch(node, expected: expected)
      return nil
    }
    return span
  }
}

/// Spans of time as Go's standard library reads them.
///
/// Source: https://pkg.go.dev/time#ParseDuration
enum GoDuration {
  /// Nanoseconds; nil for what is no span of 290 years at most.
  static func nanoseconds(_ text: String) -> Int64? {
    var rest = Substring(text)
    var isNegative = false
    if let sign = rest.first, sign == "-" || sign == "+" {
      isNegative = sign == "-"
      rest.removeFirst()
    }
    if rest == "0" { return 0 }
    guard !rest.isEmpty else { return nil }
    var total = 0.0
    while !rest.isEmpty {
      let number = rest.prefix { $0.isASCII && ($0.isNumber || $0 == ".") }
      guard let value = Double(number.hasSuffix(".") ? "\(number)0" : "0\(number)"),
        number != "."
      else { return nil }
      rest = rest.dropFirst(number.count)
      let unit = rest.prefix { !($0.isASCII && ($0.isNumber || $0 == ".")) }
      rest = rest.dropFirst(unit.count)
      let factors: [String: Double] = [
        "ns": 1, "us": 1e3, "µs": 1e3, "μs": 1e3, "ms": 1e6, "s": 1e9, "m": 60e9, "h": 3600e9,
      ]
      guard let factor = factors[String(unit)] else { return nil }
      total += value * factor
    }
    guard total < 9.2e18 else { return nil }
    return Int64(total.rounded()) * (isNegative ? -1 : 1)
  }
}
