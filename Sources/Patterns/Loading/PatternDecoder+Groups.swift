extension PatternDecoder {
  /// Steps, and entries that are counted, at most.
  static let mostSteps = 64
  static let mostCounted = 100_000
  /// A day, in seconds.
  static let longestWindow = 86_400.0

  /// `sequence: { within, scope, steps, unless, where }`
  mutating func sequence(_ node: YAMLNode) -> EntryGroup? { steps(node, .sequence, key: "steps") }

  /// `set: { within, scope, all, unless, where }`
  mutating func set(_ node: YAMLNode) -> EntryGroup? { steps(node, .set, key: "all") }

  private mutating func steps(
    _ node: YAMLNode, _ kind: EntryGroup.Kind, key: String
  ) -> EntryGroup? {
    let what = "'\(kind.rawValue)'"
    guard
      let members = members(
        of: node, as: what, keys: ["within", "scope", key, "unless", "where"])
    else { return nil }
    let within = duration(required("within", in: members, of: what))
    var steps: [Condition]?
    if let list = required(key, in: members, of: what) {
      let items = items(list, of: "conditions")
      steps = conditions(items)
      if case .sequence = list.content, !(2...PatternDecoder.mostSteps).contains(items.count) {
        report(
          list.mark,
          "'\(key)' lists \(items.count == 1 ? "one condition" : "\(items.count) conditions"); "
            + "expected 2 to \(PatternDecoder.mostSteps)"
            + (items.count == 1 ? ", or 'match' where one entry tells" : ""))
        steps = nil
      }
    }
    let rest = rest(members, steps: steps ?? [])
    guard let within, let steps, let rest else { return nil }
    return EntryGroup(
      kind: kind, steps: steps, atLeast: steps.count, within: within, scope: rest.scope,
      unless: rest.unless, sharing: rest.sharing)
  }

  /// `count: { atLeast, within, scope, of, unless, where }`
  mutating func count(_ node: YAMLNode) -> EntryGroup? {
    guard
      let members = members(
        of: node, as: "'count'", keys: ["atLeast", "within", "scope", "of", "unless", "where"])
    else { return nil }
    let within = duration(required("within", in: members, of: "'count'"))
    var atLeast: Int?
    if let node = required("atLeast", in: members, of: "'count'"), let number = wholeNumber(node) {
      if (2...PatternDecoder.mostCounted).contains(number) {
        atLeast = number
      } else {
        report(
          node.mark,
          "expected 2 to \(PatternDecoder.mostCounted) entries"
            + (number == 1 ? ", or 'match' where one entry tells" : ""))
      }
    }
    let condition = required("of", in: members, of: "'count'").flatMap { self.condition($0) }
    let rest = rest(members, steps: condition.map { [$0] } ?? [])
    guard let within, let atLeast, let condition, let rest else { return nil }
    return EntryGroup(
      kind: .count, steps: [condition], atLeast: atLeast, within: within, scope: rest.scope,
      unless: rest.unless, sharing: rest.sharing)
  }

  /// What all kinds have.
  private mutating func rest(_ members: YAMLMembers, steps: [Condition]) -> (
    scope: EntryGroup.Scope, unless: [Condition], sharing: [String]
  )? {
    var scope: EntryGroup.Scope? = .service
    if let node = members["scope"] { scope = choice(node, "scope") }
    var unless: [Condition]? = []
    if let node = members["unless"] {
      unless = conditions(oneOrMore(node, of: "conditions"))
      if let count = unless?.count, count > PatternDecoder.mostSteps {
        report(node.mark, "'unless' lists more than \(PatternDecoder.mostSteps) conditions")
        unless = nil
      }
    }
    var sharing: [String] = []
    for item in members["where"].map({ oneOrMore($0, of: "names of captures") }) ?? [] {
      guard let name = text(item) else { continue }
      sharing.append(name)
      for (index, step) in steps.enumerated() where !step.captureNames.contains(name) {
        let place = steps.count == 1 ? "'of'" : "condition \(index + 1)"
        let remedy = Suggestion.nearest(to: name, among: step.captureNames.sorted())
        report(
          item.mark,
          "\(place) captures no \(quoted(name)); expected a group (?<\(name)>…) in a regex of it"
            + (remedy.map { ", or did you mean '\($0)'?" } ?? ""))
      }
    }
    guard let scope, let unless else { return nil }
    return (scope, unless, sharing)
  }

  /// Nil where one of them is wrong.
  private mutating func conditions(_ nodes: [YAMLNode]) -> [Condition]? {
    let conditions = nodes.compactMap { condition($0) }
    return conditions.count < nodes.count ? nil : conditions
  }

  /// A span such as `500ms`, `30s`, `5m`, `1h`; in seconds.
  private mutating func duration(_ node: YAMLNode?) -> Double? {
    guard let node else { return nil }
    let expected = "a span such as 500ms, 30s, 5m or 1h"
    guard let scalar = scalar(node, expected: expected) else { return nil }
    let digits = scalar.text.prefix { $0.isASCII && $0.isNumber }
    let factors = ["ms": 0.001, "s": 1, "m": 60, "h": 3600]
    guard let number = Int(digits), digits.utf8.count <= 9,
      let factor = factors[String(scalar.text.dropFirst(digits.count))]
    else {
      reportMismatch(node, expected: expected)
      return nil
    }
    let seconds = Double(number) * factor
    guard seconds > 0, seconds <= PatternDecoder.longestWindow else {
      report(node.mark, "expected a span above 0 and up to 24h, found \(quoted(scalar.text))")
      return nil
    }
    return seconds
  }
}

extension Condition {
  /// The named groups of the regexes that ``captures(of:)`` may read.
  var captureNames: Set<String> {
    switch self {
    case .message(let predicate): predicate.captureNames
    case .field(_, .text(let predicate)): predicate.captureNames
    case .exception(let predicate): predicate.message?.captureNames ?? []
    case .any(let conditions), .all(let conditions):
      conditions.reduce(into: []) { $0.formUnion($1.captureNames) }
    case .field, .severity, .source, .httpStatus, .not: []
    }
  }
}

extension TextPredicate {
  fileprivate var captureNames: Set<String> {
    guard case .regex(let regex) = test else { return [] }
    return Set(regex.groupNames)
  }
}
