import LogModel

/// Surges of failed requests that no other incident of the service accounts for.
struct ServingErrorIncidents {
  /// Failed requests below this number are no surge.
  static let leastFailures = 10
  /// Share of failed requests, between the first and the last of them, below which there is no surge.
  static let leastShare = 0.1
  /// Failed requests this long before and after a runtime failure belong to it, in seconds.
  static let neighbourhood = 120.0

  let activities: [ServiceIdentity: ServiceActivity]
  let book: FactBook
  let traces: TraceBook

  /// Share of the failed requests that traces of one cause must come with to be told as theirs.
  private static let tracedShare = 0.5
  /// A trace may be stamped this long before or after the request it failed, in seconds.
  private static let traceSlack = 5.0

  /// - Parameter covered: spans whose failed requests belong to other incidents, by service.
  func drafts(besides covered: [ServiceIdentity: [Range<Int64>]]) -> [IncidentDraft] {
    var drafts: [IncidentDraft] = []
    for (service, activity) in activities.sorted(by: { $0.key < $1.key }) {
      let others = covered[service] ?? []
      var statuses: [Int: Int] = [:]
      var failures = 0
      var from = Int64.max
      var to = Int64.min
      for (status, tally) in activity.failed {
        let (moments, counts) = tally.sorted
        for (moment, count) in zip(moments, counts) where !others.cover(moment) {
          statuses[status, default: 0] += count
          failures += count
          (from, to) = (min(from, moment), max(to, moment))
        }
      }
      guard failures >= ServingErrorIncidents.leastFailures else { continue }
      let succeeded = RequestTally(activity.succeeded).count(in: from / 1000..<to / 1000 + 1)
      guard
        Double(failures) >= ServingErrorIncidents.leastShare * Double(failures + succeeded)
      else { continue }
      let first = Timestamp(nanoseconds: from * 1_000_000)
      let last = Timestamp(nanoseconds: to * 1_000_000)
      var draft = IncidentDraft(
        service: service, key: .template("serving-errors"), kind: .servingErrors,
        firstSeen: first, lastSeen: last,
        downtime: Downtime(from: first, until: last.advanced(byNanoseconds: 1_000_000)))
      draft.statuses = statuses
      addTrace(to: &draft, failures: failures)
      drafts.append(draft)
    }
    return citing(drafts, besides: covered)
  }

  /// Adds the exception that most of the requests fail with, if most do.
  private func addTrace(to draft: inout IncidentDraft, failures: Int) {
    let from = draft.firstSeen.advanced(bySeconds: -ServingErrorIncidents.traceSlack)
    let to = draft.lastSeen.advanced(bySeconds: ServingErrorIncidents.traceSlack)
    var groups: [RootCauseKey: [TraceEvidence]] = [:]
    for trace in traces
    where trace.telling.origin.service == draft.service && trace.telling.isSerious
      && from <= trace.telling.timestamp && trace.telling.timestamp <= to
    {
      if let key = RootCauseKey(of: trace.trace) { groups[key, default: []].append(trace) }
    }
    let largest = groups.min { ($1.value.count, $0.key.text) < ($0.value.count, $1.key.text) }
    guard let (key, chains) = largest,
      Double(chains.count) >= ServingErrorIncidents.tracedShare * Double(failures)
    else { return }
    draft.key = key
    draft.chains = chains
    draft.trace = chains.first
  }

  /// Adds the first requests that can be cited; a surge of which none can is left out.
  private func citing(
    _ drafts: [IncidentDraft], besides covered: [ServiceIdentity: [Range<Int64>]]
  ) -> [IncidentDraft] {
    var entries: [ServiceIdentity: [SeenEntry]] = [:]
    for draft in drafts { entries[draft.service] = [] }
    guard !drafts.isEmpty else { return [] }
    for position in book.failedRequests {
      guard case .failedRequest(let request) = book.facts.kind(at: Int(position)) else { continue }
      let service = book.facts.origin(at: Int(position)).service
      guard let own = entries[service], own.count < 5,
        !(covered[service] ?? []).cover(Downtime.millisecond(request.endedAt))
      else { continue }
      entries[service, default: []].append(book.entry(at: position))
    }
    return drafts.compactMap { draft in
      guard let own = entries[draft.service], !own.isEmpty else { return nil }
      var cited = draft
      cited.entries = own
      return cited
    }
  }
}
