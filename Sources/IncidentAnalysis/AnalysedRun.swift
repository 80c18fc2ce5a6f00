import LogModel
import Patterns

/// Everything that the analysis concludes from the facts of a run before it tells incidents.
struct AnalysedRun {
  let book: FactBook
  let traces: TraceBook
  let membership: TraceMembership
  let index: BootIndex
  let deployments: DeploymentBook
  /// One for each incident: of boots, of running services, of requests.
  let drafts: [IncidentDraft]
  /// Spans whose failed requests belong to incidents of boots and of running services.
  let covered: [ServiceIdentity: [Range<Int64>]]

  init(_ result: ScanResult, library: PatternLibrary, threads: Int) {
    let facts = GroupFinder.completed(result.facts, library: library, threads: threads)
    var book = FactBook(facts)
    let services = result.counters.services
    traces = TraceBook(book, library: library, threads: threads)
    var history = BootHistory(
      book: book, traces: traces, activities: services, library: library)
    let signs = PlatformSigns(book, boots: history.boots, library: library)
    if !signs.isEmpty {
      book = FactBook(book, placing: signs)
      history = BootHistory(book: book, traces: traces, activities: services, library: library)
    }
    self.book = book
    index = BootIndex(history.boots)
    membership = TraceMembership(traces)
    deployments = DeploymentBook(book, activities: services, index: index)
    var drafts = StartupIncidents(
      library: library, index: index, traces: traces, membership: membership, threads: threads
    ).drafts()
    for index in drafts.indices {
      drafts[index].unplaced = (signs.unplaced[drafts[index].service] ?? []).filter {
        drafts[index].isSeen(at: $0.timestamp)
      }
    }
    drafts += RuntimeIncidents(
      library: library, index: index, unassigned: history.unassigned, traces: traces,
      membership: membership
    ).drafts(joining: &drafts)
    covered = Dictionary(grouping: drafts, by: \.service).mapValues { own in
      Downtime.united(own.map(\.requestSpan))
    }
    drafts += ServingErrorIncidents(activities: services, book: book, traces: traces)
      .drafts(besides: covered)
    self.drafts = drafts
  }
}
