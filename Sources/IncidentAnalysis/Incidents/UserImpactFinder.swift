import LogModel

/// What users of a service got while an incident lasted, by the time requests ended.
struct UserImpactFinder {
  /// Failed requests of a service that can be cited, in time order.
  struct Citable {
    var millisecond: Int64
    var entry: EntryReference
  }

  /// The requests of a service, in order of time.
  private struct Traffic {
    var failed: [(moment: ServiceActivity.FailedMoment, count: Int)] = []
    var seconds: [Int64] = []
    /// Requests that succeeded before the second of the same index; one element more than `seconds`.
    var succeededBefore: [Int] = [0]
    var citable: [Citable] = []
  }

  private var traffic: [ServiceIdentity: Traffic] = [:]

  init(activities: [ServiceIdentity: ServiceActivity], facts: [Fact]) {
    for (service, activity) in activities {
      var own = Traffic()
      own.failed = activity.failed.map { (moment: $0.key, count: $0.value) }.sorted {
        ($0.moment.milliseconds, $0.moment.status) < ($1.moment.milliseconds, $1.moment.status)
      }
      for (second, count) in activity.succeeded.sorted(by: { $0.key < $1.key }) {
        own.seconds.append(second)
        own.succeededBefore.append((own.succeededBefore.last ?? 0) + count)
      }
      traffic[service] = own
    }
    for fact in facts {
      guard case .failedRequest(let request) = fact.kind else { continue }
      traffic[fact.entry.source.service]?.citable.append(
        Citable(millisecond: Downtime.millisecond(request.endedAt), entry: fact.entry))
    }
    for service in traffic.keys {
      traffic[service]?.citable.sort { left, right in
        left.millisecond != right.millisecond
          ? left.millisecond < right.millisecond
          : EntryReference.precedes(left.entry, right.entry)
      }
    }
  }

  /// - Parameter others: spans whose failed requests belong to other incidents.
  func impact(
    on service: ServiceIdentity, during downtime: Downtime, besides others: [Range<Int64>] = []
  ) -> UserImpact? {
    guard let own = traffic[service] else { return nil }
    let span = downtime.milliseconds
    var statuses: [Int: Int] = [:]
    var first: Int64?
    var last: Int64?
    let start = own.failed.partitioningIndex { $0.moment.milliseconds >= span.lowerBound }
    for (moment, count) in own.failed[start...] {
      guard moment.milliseconds < span.upperBound else { break }
      if others.cover(moment.milliseconds) { continue }
      statuses[moment.status, default: 0] += count
      if first == nil { first = moment.milliseconds }
      last = moment.milliseconds
    }
    // Successes are counted by the second: only whole seconds inside count.
    let seconds = downtime.wholeSeconds
    let from = own.seconds.partitioningIndex { $0 >= seconds.lowerBound }
    let to = own.seconds.partitioningIndex { $0 >= seconds.upperBound }
    let succeeded = max(0, own.succeededBefore[to] - own.succeededBefore[from])
    let failed = statuses.values.reduce(0, +)
    guard failed + succeeded > 0 else { return nil }
    return UserImpact(
      requests: failed + succeeded, failed: failed, statuses: statuses,
      from: first.map { Timestamp(nanoseconds: $0 * 1_000_000) },
      to: last.map { Timestamp(nanoseconds: $0 * 1_000_000) },
      evidence: cited(own.citable, span, besides: others))
  }

  /// The first failed requests of a span that can be cited.
  private func cited(_ all: [Citable], _ span: Range<Int64>, besides others: [Range<Int64>])
    -> [EntryReference]
  {
    var entries: [EntryReference] = []
    for request in all[all.partitioningIndex { $0.millisecond >= span.lowerBound }...] {
      guard request.millisecond < span.upperBound, entries.count < 3 else { break }
      if !others.cover(request.millisecond) { entries.append(request.entry) }
    }
    return entries
  }
}
