import LogModel

/// What one impact file states; the keys it lacks stay as earlier files have them.
struct ImpactPart {
  var currency: String?
  var environments: [ImpactModel.Environment]?
  var capabilities: [ImpactModel.Capability]?
  var priorities: [ImpactModel.PriorityRule]?
}

extension ImpactModel {
  /// Replaces what a later file states.
  mutating func apply(_ part: ImpactPart) {
    currency = part.currency ?? currency
    environments = part.environments ?? environments
    capabilities = part.capabilities ?? capabilities
    priorities = part.priorities ?? priorities
  }
}

extension PatternDecoder {
  static let impactKeys = ["currency", "environments", "capabilities", "priorities"]

  mutating func impact(_ node: YAMLNode) -> ImpactPart? {
    guard let members = members(of: node, as: "an impact file", keys: PatternDecoder.impactKeys)
    else { return nil }
    var part = ImpactPart()
    part.currency = currency(members["currency"])
    if members["environments"] != nil {
      part.environments = named(members["environments"], "environment") { decoder, item in
        decoder.environment(item)
      }
    }
    if members["capabilities"] != nil {
      part.capabilities = named(members["capabilities"], "capability") { decoder, item in
        decoder.capability(item)
      }
    }
    if members["priorities"] != nil {
      part.priorities = items(members["priorities"], of: "rules").compactMap { priorityRule($0) }
    }
    return part
  }

  private mutating func currency(_ node: YAMLNode?) -> String? {
    guard let node, let text = text(node) else { return nil }
    if text.utf8.count == 3, text.utf8.allSatisfy({ (0x41...0x5A).contains($0) }) { return text }
    reportMismatch(node, expected: "an ISO 4217 currency such as USD")
    return nil
  }

  /// The items of a list whose names must differ.
  private mutating func named<Item>(
    _ node: YAMLNode?, _ what: String,
    decode: (inout PatternDecoder, YAMLNode) -> (name: String, item: Item)?
  ) -> [Item] {
    var firstMarks: [String: YAMLNode.Mark] = [:]
    return items(node, of: what == "capability" ? "capabilities" : "\(what)s").compactMap { item in
      guard let decoded = decode(&self, item) else { return nil }
      if let first = firstMarks[decoded.name] {
        report(item.mark, "duplicate \(what) \(quoted(decoded.name)); first on line \(first.line)")
      } else {
        firstMarks[decoded.name] = item.mark
      }
      return decoded.item
    }
  }

  private mutating func environment(
    _ node: YAMLNode
  ) -> (name: String, item: ImpactModel.Environment)? {
    guard let members = members(of: node, as: "an environment", keys: ["name", "match"]) else {
      return nil
    }
    let name = line(required("name", in: members, of: "every environment"))
    let match = required("match", in: members, of: "every environment").flatMap {
      condition($0, scope: .environment)
    }
    guard let name, let match else { return nil }
    return (name, ImpactModel.Environment(name: name, match: match))
  }

  private mutating func capability(
    _ node: YAMLNode
  ) -> (name: String, item: ImpactModel.Capability)? {
    let keys = [
      "name", "services", "mrrAtRisk", "atLeast", "valueShare", "owner", "asOf", "tags",
    ]
    guard let members = members(of: node, as: "a capability", keys: keys) else { return nil }
    let name = line(required("name", in: members, of: "every capability"))
    let mrrAtRisk = wholeNumber(members["mrrAtRisk"])
    let atLeast = boolean(members["atLeast"])
    if let atLeast, atLeast, members["mrrAtRisk"] == nil {
      report(members.mark(of: "atLeast"), "'atLeast' belongs to 'mrrAtRisk', which is missing")
    }
    let capability = ImpactModel.Capability(
      name: name ?? "", services: globs(members["services"]), mrrAtRisk: mrrAtRisk,
      atLeast: atLeast ?? false, valueShare: share(members["valueShare"]),
      owner: line(members["owner"]), asOf: date(members["asOf"]),
      tags: texts(members["tags"], of: "tags"), location: location(node.mark))
    return name.map { ($0, capability) }
  }

  private mutating func priorityRule(_ node: YAMLNode) -> ImpactModel.PriorityRule? {
    guard let members = members(of: node, as: "a rule", keys: ["priority", "when"]) else {
      return nil
    }
    let priority: Priority? = choice(
      required("priority", in: members, of: "every rule"), "priority")
    let keys = [
      "kind", "environment", "severity", "valueShare", "mrrAtRisk", "recovered", "healed", "failed",
      "share", "occurrences",
    ]
    let when = members["when"].flatMap { self.members(of: $0, as: "'when'", keys: keys) }
    let kinds: [Incident.Kind] = choices(when?["kind"], "kind")
    let severities: [Signature.Level] = choices(when?["severity"], "severity")
    let environments = when?["environment"].map { node in
      oneOrMore(node, of: "an environment or a list of them").compactMap { text($0) }
    }
    let valueShare = shareBounds(when?["valueShare"], "valueShare")
    let mrrAtRisk = when?["mrrAtRisk"].flatMap { bounds($0, as: "'mrrAtRisk'") }
    let recovered = boolean(when?["recovered"])
    let healed = boolean(when?["healed"])
    let failed = when?["failed"].flatMap { bounds($0, as: "'failed'") }
    let share = shareBounds(when?["share"], "share")
    let occurrences = when?["occurrences"].flatMap { bounds($0, as: "'occurrences'") }
    guard let priority else { return nil }
    return ImpactModel.PriorityRule(
      priority: priority, kinds: kinds, environments: environments ?? [], severities: severities,
      valueShare: valueShare, mrrAtRisk: mrrAtRisk, recovered: recovered, healed: healed,
      failed: failed, share: share, occurrences: occurrences)
  }

  /// Bounds of a share of one.
  private mutating func shareBounds(_ node: YAMLNode?, _ key: String) -> NumberPredicate? {
    guard let node, let bounds = bounds(node, as: "'\(key)'") else { return nil }
    for bound in [bounds.atLeast, bounds.atMost, bounds.equals] {
      if let bound, !(0...1).contains(bound) {
        report(node.mark, "a share lies between 0 and 1, found \(bound)")
      }
    }
    return bounds
  }

  /// One value of an enumeration or a list of them.
  private mutating func choices<Choice: CaseIterable & RawRepresentable>(
    _ node: YAMLNode?, _ what: String
  ) -> [Choice] where Choice.RawValue == String {
    guard let node else { return [] }
    return oneOrMore(node, of: "a \(what) or a list of them").compactMap { choice($0, what) }
  }
}
