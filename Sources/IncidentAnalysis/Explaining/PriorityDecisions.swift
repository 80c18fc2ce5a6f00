import LogModel
import Patterns

/// What an incident costs by whom, and which rule makes it as urgent as it is.
struct PriorityDecisions {
  let library: PatternLibrary
  let incident: Incident
  /// Index of the rule of the impact model that holds; nil where none does.
  let rule: Int?

  func section() -> Explanation.Section? {
    var list = DecisionList()
    for capability in incident.impact.capabilities {
      var text = "It takes away \(capability.name), as \(capability.source) states"
      if let share = capability.valueShare { text += ", \(percent(share)) of the value" }
      if let money = capability.mrrAtRisk {
        text += ", \(money.atLeast ? "at least " : "")\(money.amount) \(money.currency) a month"
      }
      if let asOf = capability.asOf { text += ", as of \(asOf)" }
      list.add(.taken, text + (capability.stale ? ", which is stale." : "."))
    }
    if incident.impact.capabilities.isEmpty {
      list.add(.missing, "No impact file names a capability that the service carries.")
    }
    guard let rule else {
      list.add(.taken, "No rule of the impact file's priorities holds, so it is P3.")
      return list.section("Why this priority?")
    }
    list.add(
      .taken,
      "\(incident.priority.rawValue), by rule \(rule + 1) of the impact file's "
        + "\(library.impact.priorities.count) priorities, the first that holds: "
        + "\(condition(library.impact.priorities[rule])).")
    return list.section("Why this priority?")
  }

  private func condition(_ rule: ImpactModel.PriorityRule) -> String {
    var parts: [String] = []
    if !rule.kinds.isEmpty {
      parts.append("kind " + rule.kinds.map(\.rawValue).joined(separator: " or "))
    }
    if !rule.environments.isEmpty {
      parts.append("environment " + rule.environments.joined(separator: " or "))
    }
    if !rule.severities.isEmpty {
      parts.append("severity " + rule.severities.map(\.rawValue).joined(separator: " or "))
    }
    if let recovered = rule.recovered { parts.append(recovered ? "recovered" : "not recovered") }
    if let healed = rule.healed { parts.append(healed ? "healed" : "not healed") }
    if rule.failed != nil { parts.append("its bounds of the failed requests") }
    if rule.share != nil { parts.append("its bounds of their share") }
    if rule.occurrences != nil { parts.append("its bounds of the occurrences") }
    if rule.valueShare != nil { parts.append("its bounds of the value share") }
    if rule.mrrAtRisk != nil { parts.append("its bounds of the money at risk") }
    return parts.isEmpty ? "any incident" : parts.joined(separator: ", ")
  }

  private func percent(_ share: Double) -> String { "\(Int((share * 100).rounded())) %" }
}
