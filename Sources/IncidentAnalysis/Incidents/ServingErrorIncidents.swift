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

  /// Failed requests of one moment, in milliseconds since 1970.
  private struct Failures {
    var moment: Int64
    var status: Int
    var count: Int
  }

  /// - Parameter covered: spans whose failed requests belong to other incidents, by service.
  func drafts(besides covered: [ServiceIdentity: [Range<Int64>]]) -> [IncidentDraft] {
    var drafts: [IncidentDraft] = []
    for (service, activity) in activities.sorted(by: { $0.key < $1.key }) {
      let failures = failures(in: activity, besides: covered[service] ?? [])
      let surges = surges(among: failures, succeeded: RequestTally(activity.succeeded))
      guard let first = surges.first?.first, let last = surges.last?.last else { continue }
      let (from, to) = (ServingErrorIncidents.time(first), ServingErrorIncidents.time(last))
      var draft = IncidentDraft(
        service: service, key: .template("serving-errors"), kind: .servingErrors,
        firstSeen: from, lastSeen: to, downtime: ServingErrorIncidents.span(first, last))
      for surge in surges {
        guard let first = surge.first, let last = surge.last else { continue }
        draft.surges.append(ServingErrorIncidents.span(first, last))
        for failure in surge { draft.statuses[failure.status, default: 0] += failure.count }
        for (next, one) in zip(surge.dropFirst(), surge) {
          draft.longestBreak = max(draft.longestBreak, Double(next.moment - one.moment) / 1000)
        }
      }
      addTrace(to: &draft, failures: draft.statuses.values.reduce(0, +))
      drafts.append(draft)
    }
    return citing(drafts, besides: covered)
  }

  private static func time(_ failures: Failures) -> Timestamp {
    Timestamp(nanoseconds: failures.moment * 1_000_000)
  }

  private static func span(_ first: Failures, _ last: Failures) -> Downtime {
    Downtime(from: time(first), until: time(last).advanced(byNanoseconds: 1_000_000))
  }

  /// In time order. O(n log n).
  private func failures(
    in activity: ServiceActivity, besides others: [Range<Int64>]
  ) -> [Failures] {
    var failures: [Failures] = []
    for (status, tally) in activity.failed {
      let (moments, counts) = tally.sorted
      for (moment, count) in zip(moments, counts) where !others.cover(moment) {
        failures.append(Failures(moment: moment, status: status, count: count))
      }
    }
    return failures.sorted { ($0.moment, $0.status) < ($1.moment, $1.status) }
  }

  /// All failures, where they make a surge together; else those that do among the ones that follow
  /// each other closely: an hour of faultless service between is no part of either.
  private func surges(among all: [Failures], succeeded: RequestTally) -> [ArraySlice<Failures>] {
    if isSurge(all[...], succeeded) { return [all[...]] }
    var surges: [ArraySlice<Failures>] = []
    var start = 0
    for index in 1..<max(1, all.count + 1) {
      if index < all.count,
        Double(all[index].moment - all[index - 1].moment)
          <= ServingErrorIncidents.neighbourhood * 1000
      {
        continue
      }
      let part = all[start..<min(index, all.count)]
      if isSurge(part, succeeded) { surges.append(part) }
      start = index
    }
    return surges
  }

  private func isSurge(_ failures: ArraySlice<Failures>, _ succeeded: RequestTally) -> Bool {
    guard let first = failures.first, let last = failures.last else { return false }
    let failed = failures.reduce(0) { $0 + $1.count }
    guard failed >= ServingErrorIncidents.leastFailures else { return false }
    let span = first.moment / 1000..<last.moment / 1000 + 1
    return Double(failed)
      >= ServingErrorIncidents.leastShare * Double(failed + succeeded.count(in: span))
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
    let surges = Dictionary(grouping: drafts, by: \.service).mapValues { own in
      Downtime.united(own.flatMap(\.surges))
    }
    guard !drafts.isEmpty else { return [] }
    for position in book.failedRequests {
      guard case .failedRequest(let request) = book.facts.kind(at: Int(position)) else { continue }
      let service = book.facts.origin(at: Int(position)).service
      guard let own = entries[service], own.count < 5,
        !(covered[service] ?? []).cover(Downtime.millisecond(request.endedAt)),
        surges[service]?.cover(Downtime.millisecond(request.endedAt)) ?? false
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
