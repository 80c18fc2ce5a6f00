import LogModel
import Patterns

/// What the rules of an impact file ask of an incident.
struct Urgency {
  var kind: Incident.Kind
  var environment: String
  /// Of the root cause's signature; `error` where there is none.
  var level: Signature.Level
  /// The largest among the capabilities hit, 0…1.
  var valueShare: Double
  /// The sum over the capabilities hit.
  var money: Int
  var isRecovered: Bool
  var isHealed: Bool
  /// Failed requests.
  var failed: Int
  /// Of the failed requests among all, 0…1.
  var share: Double
  var occurrences: Int

  init(of incident: Incident, library: PatternLibrary) {
    kind = incident.kind
    environment = incident.service.environment
    level = incident.rootCause.signature.flatMap { library.signature($0)?.severity } ?? .error
    valueShare = incident.impact.capabilities.compactMap(\.valueShare).max() ?? 0
    money = ImpactAssessment.sum(incident.impact.capabilities)?.amount ?? 0
    isRecovered = incident.recoveredAt != nil
    isHealed = incident.isHealed
    failed = incident.users?.failed ?? 0
    share = incident.users?.share ?? 0
    occurrences = incident.occurrences
  }
}

extension ImpactModel.PriorityRule {
  /// What healed is urgent only where a rule says so of what healed.
  static let mostUrgentOfHealed = Priority.p2

  func holds(of urgency: Urgency) -> Bool {
    if urgency.isHealed, healed == nil, priority < Self.mostUrgentOfHealed { return false }
    return (kinds.isEmpty || kinds.contains(urgency.kind))
      && (environments.isEmpty || environments.contains(urgency.environment))
      && (severities.isEmpty || severities.contains(urgency.level))
      && (recovered.map { $0 == urgency.isRecovered } ?? true)
      && (healed.map { $0 == urgency.isHealed } ?? true) && holdsOfNumbers(of: urgency)
  }

  private func holdsOfNumbers(of urgency: Urgency) -> Bool {
    (valueShare?.holds(urgency.valueShare) ?? true)
      && (mrrAtRisk?.holds(Double(urgency.money)) ?? true)
      && (failed?.holds(Double(urgency.failed)) ?? true)
      && (share?.holds(urgency.share) ?? true)
      && (occurrences?.holds(Double(urgency.occurrences)) ?? true)
  }
}
