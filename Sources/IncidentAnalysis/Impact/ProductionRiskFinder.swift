import LogModel

/// Judges, for a failure seen outside production, whether these logs show it there or could.
struct ProductionRiskFinder {
  static let production = "production"

  private let activities: [ServiceIdentity: ServiceActivity]
  private let index: BootIndex
  /// Names of production services, by root cause, of the earliest incident first.
  private let failing: [RootCauseKey: [String?]]
  /// Production services by their names without an environment; of several the first.
  private let counterparts: [String: ServiceIdentity]

  init(
    activities: [ServiceIdentity: ServiceActivity], drafts: [IncidentDraft], index: BootIndex
  ) {
    self.activities = activities
    self.index = index
    let inProduction = drafts.filter {
      $0.service.environment == ProductionRiskFinder.production
    }.sorted { ($0.firstSeen, $0.service) < ($1.firstSeen, $1.service) }
    failing = Dictionary(grouping: inProduction, by: \.key).mapValues { $0.map(\.service.name) }
    var counterparts: [String: ServiceIdentity] = [:]
    for service in activities.keys.sorted()
    where service.environment == ProductionRiskFinder.production {
      guard let name = service.name.map(ProductionRiskFinder.baseName) else { continue }
      if counterparts[name] == nil { counterparts[name] = service }
    }
    self.counterparts = counterparts
  }

  func risk(of draft: IncidentDraft) -> ProductionRisk? {
    guard draft.service.environment != ProductionRiskFinder.production else { return nil }
    // Of a service without a name or an environment nothing can be said.
    guard let name = draft.service.name, draft.service.environment != "unknown" else { return nil }
    if let seen = sameFailure(as: draft, of: name) {
      return ProductionRisk(
        level: .high, reason: "the same failure is in production in these logs: \(seen)")
    }
    if draft.recoveredAt != nil {
      return ProductionRisk(
        level: .low,
        reason: "\(name) has recovered; the failure was not seen in production in these logs")
    }
    let revisions = Set(draft.failedBoots.compactMap { index.boots[$0].revision })
    let isStartup = draft.kind == .crashLoop || draft.kind == .startupFailure
    let outcomes = isStartup ? index.outcomes(of: draft.service, in: revisions) : [.ready]
    let noneReady = !outcomes.contains(.ready)
    let boots =
      outcomes == [.failed] ? "every boot of this code failed" : "no boot of this code became ready"
    guard let counterpart = counterparts[ProductionRiskFinder.baseName(name)],
      let twin = counterpart.name
    else {
      return ProductionRisk(
        level: noneReady ? .medium : .low,
        reason: noneReady
          ? "\(boots) here; no production service of it is in these logs"
          : "no production service of it is in these logs")
    }
    let running = Set(activities[counterpart]?.revisions ?? [])
    if let shared = running.intersection(revisions).min() {
      return ProductionRisk(
        level: .high,
        reason: "production (\(twin)) runs revision \(shared) too; "
          + "not seen failing there in these logs")
    }
    let unseen =
      "production runs this service too (\(twin)); the failure was not seen there in these logs"
    return ProductionRisk(
      level: noneReady ? .high : .medium,
      reason: noneReady
        ? "\(unseen), but \(boots) here: deploying it would take production down"
        : unseen)
  }

  /// The name of a production service that fails for the same reason. Words alone (`Container called
  /// exit(<n>).`) are the same failure only of the same service.
  private func sameFailure(as draft: IncidentDraft, of name: String) -> String? {
    let all = failing[draft.key] ?? []
    if case .template = draft.key {
      let base = ProductionRiskFinder.baseName(name)
      return all.lazy.compactMap { $0 }.first { ProductionRiskFinder.baseName($0) == base }
    }
    return all.first.map { $0 ?? "a service without a name" }
  }

  /// A service's name without the parts that name an environment.
  static func baseName(_ name: String) -> String {
    let marks: Set<Substring> = [
      "staging", "stage", "stg", "production", "prod", "prd", "development", "dev", "test", "qa",
      "uat", "sandbox", "preview", "live",
    ]
    return name.split(separator: "-").filter { !marks.contains($0) }.joined(separator: "-")
  }
}
