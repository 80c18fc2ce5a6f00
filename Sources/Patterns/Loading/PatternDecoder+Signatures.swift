import LogModel

extension PatternDecoder {
  static let signatureKeys = [
    "id", "title", "severity", "role", "tags", "match", "sequence", "set", "count", "explains",
    "startup", "why", "impact", "fixes", "references", "crossFires", "examples",
  ]

  mutating func signature(_ node: YAMLNode) -> Signature? {
    guard let members = members(of: node, as: "a signature", keys: PatternDecoder.signatureKeys)
    else { return nil }
    let what = "every signature"
    let id = kebabCase(required("id", in: members, of: what), "id")
    if let id { define(.signature, id, at: members.mark(of: "id")) }
    let title = line(required("title", in: members, of: what))
    let severity: Signature.Level? = choice(
      required("severity", in: members, of: what), "severity")
    let role: Signature.Role? = choice(required("role", in: members, of: what), "role")
    let matcher = matcher(members)
    let needsTimes = matcher?.group != nil
    let examples = required("examples", in: members, of: what).flatMap {
      self.examples($0, needTimes: needsTimes)
    }
    let tags = texts(members["tags"], of: "tags")
    let explains = signatureIDs(members["explains"])
    let crossFires = signatureIDs(members["crossFires"])
    if role == .symptom, members["explains"] != nil {
      report(
        members.mark(of: "explains"),
        "a symptom explains nothing; expected 'role: cause', or no "
          + "'explains'")
    }
    if let id {
      for key in ["explains", "crossFires"]
      where (key == "explains" ? explains : crossFires).contains(id) {
        report(members.mark(of: key), "'\(key)' names the signature itself")
      }
    }
    let startup = members["startup"].flatMap { self.startup($0) }
    let why = texts(members["why"], of: "answers")
    let impact = signatureImpact(members["impact"])
    let fixes = items(members["fixes"], of: "fixes").compactMap { fix($0) }
    let references = links(members["references"])
    guard let id, let title, let severity, let role, let matcher, let examples else { return nil }
    return Signature(
      id: id, title: title, severity: severity, role: role, tags: tags,
      match: matcher.match, group: matcher.group,
      explains: explains, startup: startup, why: why, impactCapabilities: impact.capabilities,
      impactTags: impact.tags, fixes: fixes, references: references, crossFires: crossFires,
      examples: examples, location: location(members.mark(of: "id")))
  }

  /// The one of match, sequence, set and count that is there.
  private mutating func matcher(_ members: YAMLMembers) -> (
    match: Condition?, group: EntryGroup?
  )? {
    let kinds = members.members.filter {
      ["match", "sequence", "set", "count"].contains($0.key)
    }
    guard let first = kinds.first else {
      if !members.meantKeys.contains("match") {
        report(
          members.mark,
          "missing key 'match'; every signature needs one, or 'sequence', 'set' or 'count'")
      }
      return nil
    }
    if kinds.count > 1 {
      report(
        kinds[1].keyMark,
        "a signature has one of 'match', 'sequence', 'set' and 'count'; "
          + "'\(first.key)' is given on line \(first.keyMark.line)")
    }
    switch first.key {
    case "sequence": return sequence(first.value).map { (nil, $0) }
    case "set": return set(first.value).map { (nil, $0) }
    case "count": return count(first.value).map { (nil, $0) }
    default: return condition(first.value).map { ($0, nil) }
    }
  }

  private mutating func signatureIDs(_ node: YAMLNode?) -> [String] {
    items(node, of: "ids of signatures").compactMap { item in
      guard let id = text(item) else { return nil }
      references.append(
        PatternName(kind: .signature, name: id, location: location(item.mark)))
      return id
    }
  }

  private mutating func startup(_ node: YAMLNode) -> Signature.Startup? {
    guard let members = members(of: node, as: "'startup'", keys: ["phase", "frames"]) else {
      return nil
    }
    let phase = phaseReference(members["phase"])
    var frames: [String: String] = [:]
    if let node = members["frames"] {
      if case .mapping(let functions) = node.content {
        for member in functions { frames[member.key] = phaseReference(member.value) }
      } else {
        reportMismatch(node, expected: "a mapping of functions to phases")
      }
    }
    return Signature.Startup(phase: phase, frames: frames)
  }

  private mutating func phaseReference(_ node: YAMLNode?) -> String? {
    guard let node, let name = text(node) else { return nil }
    references.append(PatternName(kind: .phase, name: name, location: location(node.mark)))
    return name
  }

  private mutating func signatureImpact(_ node: YAMLNode?) -> (
    capabilities: [String], tags: [String]
  ) {
    guard let node,
      let members = members(of: node, as: "'impact'", keys: ["capabilities", "tags"])
    else { return ([], []) }
    return (
      texts(members["capabilities"], of: "capabilities"), texts(members["tags"], of: "tags")
    )
  }

  private mutating func fix(_ node: YAMLNode) -> Fix? {
    guard let members = members(of: node, as: "a fix", keys: ["horizon", "text", "files"]) else {
      return nil
    }
    let horizon: Fix.Horizon? = choice(
      required("horizon", in: members, of: "every fix"), "horizon")
    let text = text(required("text", in: members, of: "every fix"))
    let files = texts(members["files"], of: "files")
    guard let horizon, let text else { return nil }
    return Fix(horizon: horizon, text: text, files: files)
  }

  /// Only addresses that a browser opens: they become links in reports.
  private mutating func links(_ node: YAMLNode?) -> [String] {
    items(node, of: "addresses").compactMap { item in
      guard let link = line(item) else { return nil }
      if link.hasPrefix("https://") || link.hasPrefix("http://") { return link }
      reportMismatch(item, expected: "an address that begins with https:// or http://")
      return nil
    }
  }
}
