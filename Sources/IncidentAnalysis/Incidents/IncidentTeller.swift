import LogModel
import Patterns

/// Tells a draft as an incident: phase, boots, users, impact, risk, whys, fixes.
struct IncidentTeller {
  let library: PatternLibrary
  let now: Timestamp
  let boots: [ObservedBoot]
  let drafts: [IncidentDraft]
  let activities: [ServiceIdentity: ServiceActivity]
  private let users: UserImpactFinder
  private let assessment: ImpactAssessment
  private let risks: ProductionRiskFinder

  /// Entries listed as an incident's evidence.
  private static let evidenceLimit = 10
  /// Entries listed as evidence of the root cause.
  private static let rootEvidenceLimit = 5
  /// Instances that end within this many seconds after an occurrence ended because of it.
  private static let exitNeighbourhood = 60.0

  init(
    library: PatternLibrary, now: Timestamp, facts: [Fact], boots: [ObservedBoot],
    drafts: [IncidentDraft], activities: [ServiceIdentity: ServiceActivity]
  ) {
    self.library = library
    self.now = now
    self.boots = boots
    self.drafts = drafts
    self.activities = activities
    users = UserImpactFinder(activities: activities, facts: facts)
    assessment = ImpactAssessment(model: library.impact, now: now)
    risks = ProductionRiskFinder(activities: activities, drafts: drafts, boots: boots)
  }

  func incident(from draft: IncidentDraft) -> Incident {
    let signature = draft.signature.flatMap { library.signature($0) }
    let isStartup = draft.kind == .crashLoop || draft.kind == .startupFailure
    let failed = draft.failedBoots.map { boots[$0] }
    let phases = failed.map { phaseFinding(of: $0, in: draft, signature: signature) }
    let phase = usual(phases.compactMap { $0?.phase })
    let phaseEvidence = phases.compactMap { $0 }.filter { finding in
      finding.phase.name == phase?.name && finding.phase.profile == phase?.profile
    }.flatMap(\.evidence)
    let summary = BootSummarising(library: library, boots: boots).summary(of: draft)
    let userImpact = self.userImpact(of: draft)
    let exits = self.exits(after: draft)
    let chain =
      isStartup
      ? StartupWhys(
        draft: draft, boots: boots, summary: summary, users: userImpact, phase: phase,
        phaseEvidence: phaseEvidence, signature: signature
      ).chain()
      : RuntimeWhys(draft: draft, users: userImpact, signature: signature, exits: exits).chain()
    let impact = assessment.impact(of: draft.service, signature: signature)
    let priority = assessment.priority(
      kind: draft.kind, environment: draft.service.environment,
      level: signature?.severity ?? .error, impact: impact, isRecovered: draft.recoveredAt != nil)
    let rootCause = self.rootCause(of: draft, signature: signature)
    let activity = activities[draft.service]
    return Incident(
      id: IncidentIdentity.id(service: draft.service, key: draft.key), kind: draft.kind,
      state: draft.recoveredAt == nil ? .ongoing : .resolved, priority: priority,
      title: title(of: draft, cause: rootCause.title), service: draft.service,
      platform: activity?.platforms.min(), location: activity?.locations.min(),
      revisions: revisions(of: draft), firstSeen: draft.firstSeen, lastSeen: draft.lastSeen,
      recoveredAt: draft.recoveredAt, rootCause: rootCause, phase: phase, boots: summary,
      users: userImpact, impact: impact, productionRisk: risks.risk(of: draft), whys: chain.whys,
      whysEnd: chain.end, fixes: signature?.fixes ?? [], references: signature?.references ?? [],
      occurrences: max(draft.entries.count, draft.statuses.values.reduce(0, +)),
      evidence: evidence(of: draft, phase: phaseEvidence, exits: exits))
  }

  private func phaseFinding(
    of boot: ObservedBoot, in draft: IncidentDraft, signature: Signature?
  ) -> FailurePhaseFinder.Finding? {
    let first = boot.firstSeen
    let last = boot.lastSeen.advanced(bySeconds: 5)
    let own = draft.chains.first { chain in
      guard let entry = chain.entries.first else { return false }
      return entry.source.instance == boot.instance && entry.timestamp >= first
        && entry.timestamp <= last
    }
    return FailurePhaseFinder(library: library)
      .phase(of: boot, signature: signature, root: own?.trace.root)
  }

  /// The phase that most boots fail in; of how that is known the most frequent, then the better
  /// basis, then the first.
  private func usual(_ phases: [FailurePhase]) -> FailurePhase? {
    struct Place: Hashable {
      var profile: String
      var name: String
      init(_ phase: FailurePhase) {
        profile = phase.profile
        name = phase.name
      }
    }
    var places: [Place: Int] = [:]
    var counts: [FailurePhase: Int] = [:]
    for phase in phases {
      places[Place(phase), default: 0] += 1
      counts[phase, default: 0] += 1
    }
    func rank(_ phase: FailurePhase, _ offset: Int) -> (Int, Int, Int, Int) {
      (
        -(places[Place(phase)] ?? 0), -(counts[phase] ?? 0),
        FailurePhase.Basis.allCases.firstIndex(of: phase.basis) ?? 9, offset
      )
    }
    return phases.enumerated()
      .min { rank($0.element, $0.offset) < rank($1.element, $1.offset) }?.element
  }

  private func userImpact(of draft: IncidentDraft) -> UserImpact? {
    let until: Timestamp?
    switch draft.kind {
    case .crashLoop, .startupFailure: until = draft.recoveredAt
    case .runtimeFailure:
      until =
        draft.recoveredAt
        ?? draft.lastSeen.advanced(bySeconds: ServingErrorIncidents.neighbourhood)
    case .servingErrors: until = draft.lastSeen.advanced(byNanoseconds: 1_000_000)
    }
    return users.impact(on: draft.service, from: draft.downFrom, until: until)
  }

  /// Ends of instances that follow an occurrence of a runtime failure.
  private func exits(after draft: IncidentDraft) -> [EntryReference] {
    guard draft.kind == .runtimeFailure else { return [] }
    return boots.compactMap { boot in
      guard boot.service == draft.service, boot.outcome == .ready,
        let end = boot.markers.first(where: { $0.isEnd && !$0.isStop })
      else { return nil }
      let isClose = draft.entries.contains { entry in
        entry.source.instance == boot.instance
          && abs(end.time.seconds(since: entry.timestamp)) <= IncidentTeller.exitNeighbourhood
      }
      return isClose ? end.entry : nil
    }
  }

  private func rootCause(of draft: IncidentDraft, signature: Signature?) -> RootCause {
    let root = draft.trace?.trace.root
    let title: String
    if let signature {
      title = signature.title
    } else if let root {
      let message = root.message.split(separator: "\n").first.map(String.init) ?? ""
      title = message.isEmpty ? root.shortType : Excerpt.middleCut("\(root.shortType): \(message)", limit: 160)
    } else if draft.kind == .servingErrors {
      title = "requests fail without a known cause"
    } else {
      title = "start-up ends without an explanation in the logs"
    }
    return RootCause(
      signature: draft.signature, title: title, exceptionType: root?.type,
      exceptionMessage: root?.message, origin: draft.trace?.trace.origin,
      frames: root?.frames ?? [], captures: draft.captures,
      evidence: Array(draft.entries.prefix(IncidentTeller.rootEvidenceLimit)))
  }

  private func title(of draft: IncidentDraft, cause: String) -> String {
    let name = draft.service.name ?? "a service without a name"
    switch draft.kind {
    case .crashLoop, .startupFailure:
      return draft.recoveredAt == nil ? "\(name) cannot start: \(cause)" : "\(name) could not start: \(cause)"
    case .runtimeFailure:
      let hasStarted = boots.contains { $0.service == draft.service && $0.outcome == .ready }
      return "\(name) fails\(hasStarted ? " while running" : ""): \(cause)"
    case .servingErrors:
      return "\(name) answers with errors: \(draft.statuses.values.reduce(0, +)) failed requests"
    }
  }

  private func revisions(of draft: IncidentDraft) -> [String] {
    let ofBoots = draft.failedBoots.compactMap { boots[$0].revision }
    let ofEntries = draft.entries.compactMap(\.source.revision)
    return Set(ofBoots.isEmpty ? ofEntries : ofBoots).sorted()
  }

  /// The first entries that carry the incident: root cause, phase, ends, in time order.
  private func evidence(
    of draft: IncidentDraft, phase: [EntryReference], exits: [EntryReference]
  ) -> [EntryReference] {
    let ends = draft.failedBoots.compactMap { boots[$0].markers.first { $0.isEnd }?.entry }
    var chosen: [EntryReference] = []
    var seen: Set<EntryKey> = []
    let share = [draft.entries.prefix(4), phase.prefix(3), (ends + exits).prefix(3)]
    for entry in share.joined() where seen.insert(EntryKey(entry)).inserted { chosen.append(entry) }
    return Array(
      chosen.sorted { EntryReference.precedes($0, $1) }.prefix(IncidentTeller.evidenceLimit))
  }
}
