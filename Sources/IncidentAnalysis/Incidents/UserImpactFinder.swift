import LogModel

/// What users of a service got while an incident lasted, by the time requests ended.
struct UserImpactFinder {
  /// Failed requests of a service that can be cited, in time order.
  struct Citable {
    var millisecond: Int64
    var entry: SeenEntry
  }

  /// The requests of a service.
  private struct Traffic {
    /// Status → requests by the millisecond.
    var failed: [Int: RequestTally] = [:]
    /// By the second.
    var succeeded = RequestTally(MomentCounts())
    var citable: [Citable] = []
  }

  private var traffic: [ServiceIdentity: Traffic] = [:]

  init(activities: [ServiceIdentity: ServiceActivity], book: FactBook) {
    for (service, activity) in activities {
      traffic[service] = Traffic(
        failed: activity.failed.mapValues(RequestTally.init),
        succeeded: RequestTally(activity.succeeded))
    }
    for position in book.failedRequests {
      guard case .failedRequest(let request) = book.facts.kind(at: Int(position)) else { continue }
      traffic[book.facts.origin(at: Int(position)).service]?.citable.append(
        Citable(
          millisecond: Downtime.millisecond(request.endedAt), entry: book.entry(at: position)))
    }
    for service in traffic.keys {
      traffic[service]?.citable.sort { left, right in
        left.millisecond != right.millisecond
          ? left.millisecond < right.millisecond
          : left.entry < right.entry
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
    for (status, tally) in own.failed {
      // The other spans do not overlap: what lies in them is taken away.
      let count = others.reduce(tally.count(in: span)) { rest, other in
        rest - tally.count(in: other.clamped(to: span))
      }
      guard count > 0, let ends = tally.ends(of: span, besides: others) else { continue }
      statuses[status] = count
      first = min(first ?? ends.first, ends.first)
      last = max(last ?? ends.last, ends.last)
    }
    // Successes are counted by the second: only whole seconds inside count.
    let succeeded = own.succeeded.count(in: downtime.wholeSeconds)
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
      if !others.cover(request.millisecond) { entries.append(request.entry.reference) }
    }
    return entries
  }
}
