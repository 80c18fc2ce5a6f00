import LogModel
import Patterns

/// Tells a draft as an incident: phase, boots, users, impact, risk, whys, fixes.
struct IncidentTeller {
  private let library: PatternLibrary
  private let index: BootIndex
  private let activities: [ServiceIdentity: ServiceActivity]
  /// Spans whose failed requests belong to incidents of boots and runtime failures.
  private let covered: [ServiceIdentity: [Range<Int64>]]
  private let users: UserImpactFinder
  private let assessment: ImpactAssessment
  private let risks: ProductionRiskFinder
  private let phaseFinder: FailurePhaseFinder
  private let deployments: DeploymentBook

  /// Entries listed as an incident's evidence.
  private static let evidenceLimit = 10
  /// Entries listed as evidence of the root cause.
  private static let rootEvidenceLimit = 5

  init(
    library: PatternLibrary, now: Timestamp, book: FactBook, index: BootIndex,
    drafts: [IncidentDraft], activities: [ServiceIdentity: ServiceActivity],
    covered: [ServiceIdentity: [Range<Int64>]], deployments: DeploymentBook
  ) {
    self.deployments = deployments
    self.library = library
    self.index = index
    self.activities = activities
    self.covered = covered
    users = UserImpactFinder(activities: activities, book: book)
    assessment = ImpactAssessment(model: library.impact, now: now)
    phaseFinder = FailurePhaseFinder(library: library)
    risks = ProductionRiskFinder(activities: activities, drafts: drafts, index: index)
  }

  func incident(from draft: IncidentDraft) -> Incident {
    let signature = draft.signature.flatMap { library.signature($0) }
    let isStartup = draft.kind == .crashLoop || draft.kind == .startupFailure
    let phases = PhaseSurvey(of: draft, index: index, signature: signature, finder: phaseFinder)
    let summary = BootSummarising(library: library, index: index).summary(of: draft, phases: phases)
    let userImpact =
      draft.kind == .servingErrors
      ? users.impact(
        on: draft.service, during: draft.surges, besides: covered[draft.service] ?? [])
      : users.impact(on: draft.service, during: draft.downtime)
    let exits = self.exits(after: draft)
    let words = LastWords(of: draft, index: index)
    let deployment = deployments.deployment(before: draft)
    let chain =
      isStartup
      ? StartupWhys(
        draft: draft, index: index, summary: summary, users: userImpact, phases: phases,
        signature: signature,
        symptoms: SymptomFinder(library: library).symptoms(of: draft, index: index), words: words,
        deployment: deployment
      ).chain()
      : RuntimeWhys(
        draft: draft, users: userImpact, signature: signature, exits: exits, words: words,
        deployment: deployment
      ).chain()
    let impact = assessment.impact(of: draft.service, signature: signature)
    let rootCause = self.rootCause(of: draft, signature: signature, words: words)
    let activity = activities[draft.service]
    var incident = Incident(
      id: IncidentIdentity.id(service: draft.service, key: draft.key), kind: draft.kind,
      state: draft.recoveredAt == nil ? .ongoing : .resolved, priority: .p3,
      title: title(of: draft, cause: rootCause, users: userImpact), service: draft.service,
      platform: activity?.platforms.min(), location: activity?.locations.min(),
      revisions: revisions(of: draft), firstSeen: draft.firstSeen, lastSeen: draft.lastSeen,
      recoveredAt: draft.recoveredAt, rootCause: rootCause, phase: phases.phase,
      phaseChange: phases.change?.told, boots: summary,
      users: userImpact, impact: impact, productionRisk: risks.risk(of: draft), whys: chain.whys,
      whysEnd: chain.end, fixes: signature?.fixes ?? [], references: signature?.references ?? [],
      occurrences: max(draft.entries.count, draft.statuses.values.reduce(0, +)),
      evidence: evidence(of: draft, phase: phases.evidence, exits: exits))
    incident.deployment = deployment
    for entry in draft.entries where entry.timestamp.isDated {
      incident.occurrenceTimes.add(entry.timestamp.seconds)
    }
    incident.isHealed = Healing(activities: activities).isHealed(draft, exits: exits)
    incident.userSight = users.sight(of: userImpact, on: draft.service)
    incident.priority = assessment.priority(Urgency(of: incident, library: library))
    return incident
  }

  /// Ends of instances that an occurrence of a runtime failure explains, in time order.
  private func exits(after draft: IncidentDraft) -> [SeenEntry] {
    guard draft.kind == .runtimeFailure else { return [] }
    var entries: [String?: [SeenEntry]] = [:]
    for entry in draft.entries { entries[entry.source.instance, default: []].append(entry) }
    let ends = index.boots(of: draft.service).compactMap { position -> SeenEntry? in
      let boot = index.boots[position]
      guard let end = AbruptEnd(of: boot), let own = entries[boot.instance] else { return nil }
      // The last occurrence that is not after the end, or the first after it.
      let after = own.partitioningIndex { $0.timestamp > end.entry.timestamp }
      let isCaused = [after - 1, after].filter(own.indices.contains)
        .contains { end.isCaused(by: own[$0]) || own[$0] == end.entry }
      return isCaused ? end.entry : nil
    }
    return ends.sorted()
  }

  private func rootCause(
    of draft: IncidentDraft, signature: Signature?, words: LastWords?
  ) -> RootCause {
    let root = draft.trace?.trace.root
    let title: String
    if let signature {
      title = signature.title
    } else if let root {
      let message = root.message.split(separator: "\n").first.map(String.init) ?? ""
      title =
        message.isEmpty
        ? root.shortType : Excerpt.middleCut("\(root.shortType): \(message)", limit: 160)
    } else if let words {
      title = words.text
    } else if draft.kind == .servingErrors {
      title = "requests fail without a known cause"
    } else if draft.kind == .runtimeFailure {
      title = "its instances end without an explanation in the logs"
    } else {
      title = "start-up ends without an explanation in the logs"
    }
    // Of several rules with one id each is told by that.
    let id = draft.signature.map { id in
      signature?.rule == nil ? id : String(id.prefix { $0 != "#" })
    }
    return RootCause(
      signature: id, title: title, exceptionType: root?.type,
      exceptionMessage: root?.message, origin: draft.trace?.trace.origin,
      frames: root?.frames ?? [], captures: draft.captures,
      evidence: draft.entries.prefix(IncidentTeller.rootEvidenceLimit).map(\.reference))
  }

  private func title(of draft: IncidentDraft, cause rootCause: RootCause, users: UserImpact?)
    -> String
  {
    var name = draft.service.name ?? "a service without a name"
    let revisions = revisions(of: draft)
    // While another revision serves, it is not the service that cannot start.
    if !draft.failedBoots.isEmpty, revisions.count == 1, let users, users.failed < users.requests {
      name += " in revision \(revisions[0])"
    }
    let cause = rootCause.title + particulars(of: rootCause)
    switch draft.kind {
    case .crashLoop, .startupFailure:
      if draft.isTask(index) { return "\(name) fails: \(cause)" }
      return draft.recoveredAt == nil
        ? "\(name) cannot start: \(cause)" : "\(name) could not start: \(cause)"
    case .runtimeFailure:
      let hasStarted = index.hasReadyBoots(of: draft.service)
      return "\(name) fails\(hasStarted ? " while running" : ""): \(cause)"
    case .servingErrors:
      let count = plural(draft.statuses.values.reduce(0, +), "failed request")
      return "\(name) answers with errors: \(count)" + (draft.trace == nil ? "" : ", \(cause)")
    }
  }

  /// What a signature captured, such as the name of the missing module.
  private func particulars(of cause: RootCause) -> String {
    guard cause.signature != nil else { return "" }
    let values = cause.captures.sorted { $0.key < $1.key }
      .filter { name, value in
        !IncidentTeller.technicalCaptures.contains(name) && !value.isEmpty && value.count <= 60
          && !value.contains("\n") && !cause.title.contains(value)
      }.map(\.value)
    return values.isEmpty ? "" : " (\(values.prefix(2).joined(separator: ", ")))"
  }

  /// Captures that mean something to the analysis, not to a reader.
  static let technicalCaptures: Set<String> = [
    "pid", "exitCode", "signal", "stop", "error",
  ]

  private func revisions(of draft: IncidentDraft) -> [String] {
    let ofBoots = draft.failedBoots.compactMap { index.boots[$0].revision }
    let ofEntries = draft.entries.compactMap(\.origin.revision)
    return Set(ofBoots.isEmpty ? ofEntries : ofBoots).sorted()
  }

  /// The first entries that carry the incident: root cause, phase, ends, in time order.
  private func evidence(
    of draft: IncidentDraft, phase: [SeenEntry], exits: [SeenEntry]
  ) -> [EntryReference] {
    let ends = draft.failedBoots.compactMap { index.boots[$0].markers.first { $0.isEnd }?.entry }
    var chosen: Set<SeenEntry> = []
    let share = [draft.entries.prefix(4), phase.prefix(3), (ends + exits).prefix(3)]
    for entry in share.joined() { chosen.insert(entry) }
    return chosen.sorted().prefix(IncidentTeller.evidenceLimit).map(\.reference)
  }
}
