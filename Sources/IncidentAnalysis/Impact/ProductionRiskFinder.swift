import LogModel

/// Judges, for a failure seen outside production, whether these logs show it there or could.
struct ProductionRiskFinder {
  static let production = "production"

  let activities: [ServiceIdentity: ServiceActivity]
  let drafts: [IncidentDraft]
  let boots: [ObservedBoot]

  func risk(of draft: IncidentDraft) -> ProductionRisk? {
    guard draft.service.environment != ProductionRiskFinder.production else { return nil }
    // Of a service without a name or an environment nothing can be said.
    guard let name = draft.service.name, draft.service.environment != "unknown" else { return nil }
    let same = drafts.filter {
      $0.service.environment == ProductionRiskFinder.production && $0.key == draft.key
    }
    if let seen = same.min(by: { $0.firstSeen < $1.firstSeen }) {
      return ProductionRisk(
        level: .high,
        reason: "the same failure is in production in these logs: \(seen.service.name ?? "unknown")"
      )
    }
    let base = ProductionRiskFinder.baseName(name)
    let counterpart = activities.keys.filter {
      $0.environment == ProductionRiskFinder.production
        && $0.name.map(ProductionRiskFinder.baseName) == base
    }.min()
    if draft.recoveredAt != nil {
      return ProductionRisk(
        level: .low,
        reason: "\(name) has recovered; the failure was not seen in production in these logs")
    }
    let isStartup = draft.kind == .crashLoop || draft.kind == .startupFailure
    let failing = Set(draft.failedBoots.compactMap { boots[$0].revision })
    let everyBootFailed =
      isStartup
      && !boots.contains { boot in
        boot.service == draft.service && boot.outcome == .ready
          && (boot.revision.map { failing.contains($0) } ?? true)
      }
    guard let counterpart, let twin = counterpart.name else {
      return ProductionRisk(
        level: everyBootFailed ? .medium : .low,
        reason: everyBootFailed
          ? "every boot of this code failed here; no production service of it is in these logs"
          : "no production service of it is in these logs")
    }
    let shared = (activities[counterpart]?.revisions ?? []).intersection(failing).min()
    if let shared {
      return ProductionRisk(
        level: .high,
        reason:
          "production (\(twin)) runs revision \(shared) too; not seen failing there in these logs")
    }
    return ProductionRisk(
      level: everyBootFailed ? .high : .medium,
      reason: everyBootFailed
        ? "production runs this service too (\(twin)); the failure was not seen there in these logs, "
          + "but every boot of this code failed here: deploying it would take production down"
        : "production runs this service too (\(twin)); the failure was not seen there in these logs"
    )
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
