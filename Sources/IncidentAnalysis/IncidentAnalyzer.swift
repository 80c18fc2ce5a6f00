public import LogModel
public import Patterns

/// Turns facts and counters into a digest: a pure function of (facts, patterns, now).
public struct IncidentAnalyzer: Sendable {
  private let library: PatternLibrary
  private let now: Timestamp
  private let toolVersion: String
  private let threads: Int

  /// - Parameter threads: that may be used; the digest does not depend on it.
  public init(library: PatternLibrary, now: Timestamp, toolVersion: String, threads: Int = 1) {
    self.threads = threads
    self.library = library
    self.now = now
    self.toolVersion = toolVersion
  }

  /// The digest of a scan. Depends on nothing but the result, the library and `now`.
  public func digest(of result: ScanResult) -> Digest {
    let book = FactBook(result.facts)
    let counters = result.counters
    let traces = TraceBook(book, library: library, threads: threads)
    let history = BootHistory(
      book: book, traces: traces, activities: counters.services, library: library)
    let boots = BootIndex(history.boots)
    let membership = TraceMembership(traces)

    var drafts = StartupIncidents(
      library: library, index: boots, traces: traces, membership: membership, threads: threads
    ).drafts()
    drafts += RuntimeIncidents(
      library: library, index: boots, unassigned: history.unassigned, traces: traces,
      membership: membership
    ).drafts(joining: &drafts)
    let covered = Dictionary(grouping: drafts, by: \.service).mapValues { own in
      Downtime.united(own.map(\.requestSpan))
    }
    drafts += ServingErrorIncidents(
      activities: counters.services, book: book, traces: traces
    )
    .drafts(besides: covered)

    let teller = IncidentTeller(
      library: library, now: now, book: book, index: boots, drafts: drafts,
      activities: counters.services, covered: covered)
    let told = drafts.mapInParallel(threads: threads, least: 2) { teller.incident(from: $0) }
    let incidents = told.sorted { left, right in
      if left.priority != right.priority { return left.priority < right.priority }
      if left.firstSeen != right.firstSeen { return left.firstSeen < right.firstSeen }
      return left.id < right.id
    }
    let unexplained = UnexplainedTemplates(
      counts: counters.templates, traces: traces, isExplained: isExplained,
      told: EntrySet(drafts, of: book))
    return Digest(
      toolVersion: toolVersion, generatedAt: now, from: counters.from, to: counters.to,
      input: input(result, explainedByTraces: unexplained.explainedByTraces),
      summary: summary(incidents, boots: boots.boots, services: counters.services),
      incidents: incidents, unexplained: unexplained.templates)
  }

  /// Whether a signature or a failure marker fired on an entry: the scan has counted it.
  private func isExplained(_ entry: SeenEntry) -> Bool {
    let facts = entry.book.facts
    return entry.book.facts(of: entry).contains { position in
      switch facts.rules[facts.ruleIndex(at: position)] {
      case .match, .marker(_, .failed, _), .marker(_, .exit, _), .marker(_, .phaseFailed, _): true
      case .marker, .trace, .traceFragment, .failedRequest: false
      }
    }
  }

  private func input(_ result: ScanResult, explainedByTraces: Int) -> InputSummary {
    var input = InputSummary()
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
    input.explainedErrorEntries = result.counters.explainedErrorEntries + explainedByTraces
    input.problems = result.problems.sorted()
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
