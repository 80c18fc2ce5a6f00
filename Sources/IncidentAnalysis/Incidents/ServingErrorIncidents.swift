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
  let facts: [Fact]

  /// - Parameter others: the incidents of failed boots and runtime failures.
  func drafts(besides others: [IncidentDraft]) -> [IncidentDraft] {
    var drafts: [IncidentDraft] = []
    for (service, activity) in activities.sorted(by: { $0.key < $1.key }) {
      let own = others.filter { $0.service == service }
      let loose = activity.failed.filter { moment, _ in
        let time = Timestamp(nanoseconds: moment.milliseconds * 1_000_000)
        return !own.contains { covers($0, time) }
      }
      let failures = loose.values.reduce(0, +)
      guard failures >= ServingErrorIncidents.leastFailures,
        let from = loose.keys.map(\.milliseconds).min(),
        let to = loose.keys.map(\.milliseconds).max()
      else { continue }
      let succeeded = activity.succeeded.reduce(0) { sum, second in
        (from / 1000...to / 1000).contains(second.key) ? sum + second.value : sum
      }
      guard
        Double(failures) >= ServingErrorIncidents.leastShare * Double(failures + succeeded)
      else { continue }
      var draft = IncidentDraft(
        service: service, key: .template("serving-errors"), kind: .servingErrors,
        firstSeen: Timestamp(nanoseconds: from * 1_000_000),
        lastSeen: Timestamp(nanoseconds: to * 1_000_000))
      draft.downFrom = draft.firstSeen
      for (moment, count) in loose { draft.statuses[moment.status, default: 0] += count }
      draft.entries = facts.filter { fact in
        guard case .failedRequest(let request) = fact.kind, fact.entry.source.service == service
        else { return false }
        return !own.contains { covers($0, request.endedAt) }
      }.prefix(5).map(\.entry)
      guard !draft.entries.isEmpty else { continue }
      drafts.append(draft)
    }
    return drafts
  }

  private func covers(_ draft: IncidentDraft, _ time: Timestamp) -> Bool {
    switch draft.kind {
    case .crashLoop, .startupFailure:
      return (draft.downFrom.map { time >= $0 } ?? true)
        && (draft.recoveredAt.map { time < $0 } ?? true)
    case .runtimeFailure, .servingErrors:
      return time.seconds(since: draft.firstSeen) >= -ServingErrorIncidents.neighbourhood
        && draft.lastSeen.seconds(since: time) >= -ServingErrorIncidents.neighbourhood
    }
  }
}
