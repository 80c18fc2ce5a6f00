public import LogModel
public import Patterns

/// Turns facts and counters into a digest: a pure function of (facts, patterns, now).
public struct IncidentAnalyzer: Sendable {
  let library: PatternLibrary
  private let now: Timestamp
  private let toolVersion: String
  let threads: Int

  /// - Parameter threads: that may be used; the digest does not depend on it.
  public init(library: PatternLibrary, now: Timestamp, toolVersion: String, threads: Int = 1) {
    self.threads = threads
    self.library = library
    self.now = now
    self.toolVersion = toolVersion
  }

  /// The digest of a scan. Depends on nothing but the result, the library and `now`.
  public func digest(of result: ScanResult) -> Digest {
    let run = AnalysedRun(result, library: library, threads: threads)
    return digest(of: run, result, told: told(run, result.counters).map(\.incident))
  }

  /// - Parameter incidents: in order.
  func digest(of run: AnalysedRun, _ result: ScanResult, told incidents: [Incident]) -> Digest {
    let counters = result.counters
    let unexplained = UnexplainedTemplates(
      counts: counters.templates, traces: run.traces, isExplained: isExplained,
      told: EntrySet(run.drafts, of: run.book))
    var digest = Digest(
      toolVersion: toolVersion, generatedAt: now, from: counters.from, to: counters.to,
      input: input(result, run, explainedLater: unexplained.explained),
      summary: summary(incidents, boots: run.index.boots, services: counters.services),
      incidents: incidents, unexplained: unexplained.templates)
    digest.related = RelatedFinder().related(among: incidents)
    return digest
  }

  /// The decisions behind the incidents whose id begins with some digits, in the order of the digest,
  /// and the ids of all incidents. Depends on what ``digest(of:)`` depends on.
  public func explanations(of id: String, in result: ScanResult) -> (
    found: [Explanation], all: [String]
  ) {
    let run = AnalysedRun(result, library: library, threads: threads)
    let told = told(run, result.counters)
    let explainer = IncidentExplainer(
      library: library, run: run,
      assessment: ImpactAssessment(model: library.impact, now: now))
    let found = told.filter { $0.incident.id.hasPrefix(id) }
    return (
      found.map { explainer.explanation(of: $0.draft, told: $0.incident) }, told.map(\.incident.id)
    )
  }

  /// The incidents, by priority, first sight and id, each with what it was told from.
  func told(_ run: AnalysedRun, _ counters: Counters)
    -> [(incident: Incident, draft: IncidentDraft)]
  {
    let teller = IncidentTeller(
      library: library, now: now, book: run.book, index: run.index, drafts: run.drafts,
      activities: counters.services, covered: run.covered, deployments: run.deployments)
    let incidents = run.drafts.mapInParallel(threads: threads, least: 2) { draft in
      (incident: teller.incident(from: draft), draft: draft)
    }
    return incidents.sorted { left, right in
      let (left, right) = (left.incident, right.incident)
      if left.priority != right.priority { return left.priority < right.priority }
      if left.firstSeen != right.firstSeen { return left.firstSeen < right.firstSeen }
      return left.id < right.id
    }
  }

  /// Whether a signature of one entry or a failure marker fired on an entry: the scan has counted it.
  private func isExplained(_ entry: SeenEntry) -> Bool {
    let facts = entry.book.facts
    return entry.book.facts(of: entry).contains { position in
      switch facts.rules[facts.ruleIndex(at: position)] {
      case .match(let id): library.signature(id)?.isOfOneEntry ?? true
      case .marker(_, .failed, _), .marker(_, .exit, _), .marker(_, .phaseFailed, _): true
      case .marker, .step, .trace, .traceFragment, .failedRequest: false
      }
    }
  }

  private func input(
    _ result: ScanResult, _ run: AnalysedRun, explainedLater: Int
  ) -> InputSummary {
    var input = InputSummary()
    var givenUp = result.givenUp
    givenUp.formUnion(run.traces.givenUp)
    input.files = result.files
    input.bytesRead = result.counters.bytesRead
    input.bytesInflated = result.counters.bytesInflated
    input.entries = result.counters.entries
    input.duplicates = result.counters.duplicates
    input.leftOut = result.counters.leftOut
    input.deduplicatedAll = result.deduplicatedAll
    input.malformed = result.counters.malformed
    input.truncatedFiles = result.truncatedFiles
    input.errorEntries = result.counters.errorEntries
    input.explainedErrorEntries = result.counters.explainedErrorEntries + explainedLater
    input.problems = (result.problems + givenUp.problems).sorted()
    return input
  }

  private func summary(
    _ incidents: [Incident], boots: [ObservedBoot], services: [ServiceIdentity: ServiceActivity]
  ) -> Summary {
    var summary = Summary()
    summary.incidents = incidents.count
    summary.services = services.filter { $0.key.name != nil && $0.value.entries > 0 }.count
    summary.boots = BootCounts(of: boots)
    for incident in incidents {
      summary.byPriority[incident.priority, default: 0] += 1
      summary.byState[incident.state, default: 0] += 1
    }
    summary.mrrAtRisk = ImpactAssessment.sum(
      incidents.filter { $0.recoveredAt == nil }.flatMap(\.impact.capabilities))
    return summary
  }
}

extension BootCounts {
  init(of boots: some Sequence<ObservedBoot>) {
    self.init()
    for boot in boots {
      switch boot.outcome {
      case .failed: failed += 1
      case .ready: ready += 1
      case .inProgress: inProgress += 1
      case .stopped: stopped += 1
      }
    }
  }
}
