import LogModel
import Patterns

/// The deployments that the logs of a run show, to be asked which one an incident follows.
///
/// A deployment is what the platform logs as one (slot `deployed` of a profile), else the first sight
/// of a revision where another one was seen before. A revision that the logs begin with is none: when
/// it was deployed is not in them.
struct DeploymentBook {
  /// What the platform logged.
  private struct Statement {
    var at: Timestamp
    /// Nil where the call does not name what it creates.
    var revision: String?
    var entry: SeenEntry
  }

  /// Platforms log a deployment in one environment's words or another's: project and name decide.
  private struct Target: Hashable {
    var project: String?
    var name: String
  }

  /// What comes longer after a deployment than this is not told with it, in seconds.
  static let reach = 3600.0
  /// Another revision must have been seen this long before a new one, in seconds: those that logs
  /// begin with appear within moments of each other.
  static let leastLead = 30.0
  /// Clocks of the platform and of what it runs differ by this at most, in seconds.
  private static let clockSlack = 2.0

  private let index: BootIndex
  private let activities: [ServiceIdentity: ServiceActivity]
  /// In time order.
  private var statements: [Target: [Statement]] = [:]

  /// O(facts), O(1) where no rule tells of deployments.
  init(_ book: FactBook, activities: [ServiceIdentity: ServiceActivity], index: BootIndex) {
    self.index = index
    self.activities = activities
    let tells = book.facts.rules.map { rule in
      if case .marker(_, .deployed, _) = rule { true } else { false }
    }
    guard tells.contains(true) else { return }
    for position in 0..<book.facts.count where tells[book.facts.ruleIndex(at: position)] {
      let origin = book.facts.origin(at: position)
      let at = book.facts.timestamp(at: position)
      let name = book.facts.capture("service", at: position) ?? origin.service.name
      guard at.isDated, let name else { continue }
      let revision = book.facts.capture("revision", at: position) ?? origin.revision
      statements[Target(project: origin.service.project, name: name), default: []].append(
        Statement(
          at: at, revision: revision,
          entry: book.entry(at: UInt32(truncatingIfNeeded: position))))
    }
  }

  /// The last deployment before an incident of what fails; nil where the logs show none.
  func deployment(before draft: IncidentDraft) -> Deployment? {
    guard draft.firstSeen.isDated, let name = draft.service.name else { return nil }
    let failing = revision(of: draft)
    return stated(before: draft, name, failing) ?? firstSight(of: failing, before: draft)
  }

  /// Of the first thing that fails.
  private func revision(of draft: IncidentDraft) -> String? {
    if let boot = draft.failedBoots.first { return index.boots[boot].revision }
    return draft.entries.lazy.compactMap(\.origin.revision).first
  }

  private func stated(before draft: IncidentDraft, _ name: String, _ failing: String?)
    -> Deployment?
  {
    let all = statements[Target(project: draft.service.project, name: name)] ?? []
    let end = all.partitioningIndex { $0.at > draft.firstSeen }
    let first = activities[draft.service]?.firstOfRevision ?? [:]
    for statement in all[..<end].reversed() {
      let seconds = draft.firstSeen.seconds(since: statement.at)
      guard seconds <= DeploymentBook.reach else { return nil }
      let revision: String?
      if let named = statement.revision {
        guard isOf(named, failing, draft) else { continue }
        revision = named
      } else if let failing {
        // The call brought what was first seen after it; what ran before it is another deployment's.
        guard let sight = first[failing],
          sight.seconds(since: statement.at) >= -DeploymentBook.clockSlack
        else { continue }
        revision = failing
      } else {
        revision = nil
      }
      let what = revision.map { "revision \($0) was deployed" } ?? "\(name) was deployed"
      return Deployment(
        revision: revision, at: statement.at, secondsBefore: seconds, basis: .auditLog,
        text: "started \(IncidentAnalysis.seconds(seconds)) after \(what)",
        evidence: [statement.entry.reference])
    }
    return nil
  }

  /// Whether a revision that was deployed is the one that fails. Pods carry the name of their
  /// replica set.
  private func isOf(_ deployed: String, _ failing: String?, _ draft: IncidentDraft) -> Bool {
    if let failing { return failing == deployed }
    let instance =
      draft.failedBoots.first.flatMap { index.boots[$0].instance }
      ?? draft.entries.lazy.compactMap(\.source.instance).first
    return instance.map { $0.hasPrefix(deployed + "-") } ?? true
  }

  private func firstSight(of failing: String?, before draft: IncidentDraft) -> Deployment? {
    guard let failing, let all = activities[draft.service]?.firstOfRevision,
      let at = all[failing], at <= draft.firstSeen
    else { return nil }
    let seconds = draft.firstSeen.seconds(since: at)
    let before = all.filter { $0.value < at }
      .max { ($0.value, $0.key) < ($1.value, $1.key) }
    guard seconds <= DeploymentBook.reach, let before,
      all.values.contains(where: { at.seconds(since: $0) >= DeploymentBook.leastLead }),
      let entry = firstEntry(of: failing, draft)
    else { return nil }
    let text =
      seconds < 0.05
      ? "started with revision \(failing), which the logs show for the first time then; "
        + "\(before.key) ran before"
      : "started \(IncidentAnalysis.seconds(seconds)) after revision \(failing) was first seen; \(before.key) ran before"
    return Deployment(
      revision: failing, at: at, secondsBefore: seconds, basis: .revisionChange, text: text,
      evidence: [entry.reference])
  }

  /// The first entry of a revision that can be cited.
  private func firstEntry(of revision: String, _ draft: IncidentDraft) -> SeenEntry? {
    let boot = index.boots(of: draft.service).lazy.map { index.boots[$0] }
      .first { $0.revision == revision }
    return boot?.markers.first?.entry ?? draft.entries.first { $0.origin.revision == revision }
  }
}
