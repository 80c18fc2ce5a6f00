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

  /// Failed requests that are cited.
  private static let cited = 3
  /// How far back the time before an incident reaches, in seconds.
  private static let secondsBefore: Int64 = 3600

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

  /// Over surges in time order that do not touch, as one; what came before is that of the first. A
  /// surge begins and ends with a failure: successes of those seconds came with it.
  func impact(
    on service: ServiceIdentity, during spans: [Downtime], besides others: [Range<Int64>]
  ) -> UserImpact? {
    let parts = spans.compactMap { span in
      impact(on: service, during: span, besides: others, seconds: span.touchedSeconds)
    }
    guard var sum = parts.first else { return nil }
    for part in parts.dropFirst() {
      sum.requests += part.requests
      sum.failed += part.failed
      sum.statuses.merge(part.statuses, uniquingKeysWith: +)
      sum.from = sum.from ?? part.from
      sum.to = part.to ?? sum.to
      sum.evidence = Array((sum.evidence + part.evidence).prefix(UserImpactFinder.cited))
    }
    return sum
  }

  /// - Parameters:
  ///   - others: spans whose failed requests belong to other incidents.
  ///   - seconds: whose successes count; nil: the whole ones of the span.
  func impact(
    on service: ServiceIdentity, during downtime: Downtime, besides others: [Range<Int64>] = [],
    seconds: Range<Int64>? = nil
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
    let succeeded = own.succeeded.count(in: seconds ?? downtime.wholeSeconds)
    let failed = statuses.values.reduce(0, +)
    guard failed + succeeded > 0 else { return nil }
    return UserImpact(
      requests: failed + succeeded, failed: failed, statuses: statuses,
      from: first.map { Timestamp(nanoseconds: $0 * 1_000_000) },
      to: last.map { Timestamp(nanoseconds: $0 * 1_000_000) },
      evidence: cited(own.citable, span, besides: others), before: before(downtime, own))
  }

  func sight(of impact: UserImpact?, on service: ServiceIdentity) -> UserSight {
    if let impact { return impact.failed > 0 ? .failed : .noneFailed }
    guard let own = traffic[service] else { return .noRequests }
    return own.failed.isEmpty && own.succeeded.isEmpty ? .noRequests : .noneMeanwhile
  }

  /// The requests before, by whole seconds.
  private func before(_ downtime: Downtime, _ own: Traffic) -> UserImpact.Traffic? {
    guard let start = downtime.from, start.isDated else { return nil }
    let end = start.seconds
    let span = end - UserImpactFinder.secondsBefore..<end
    let milliseconds = span.lowerBound * 1000..<span.upperBound * 1000
    let tallies = own.failed.values
    let failed = tallies.reduce(0) { $0 + $1.count(in: milliseconds) }
    let succeeded = own.succeeded.count(in: span)
    guard failed + succeeded > 0 else { return nil }
    let firstFailed = tallies.compactMap { $0.ends(of: milliseconds, besides: [])?.first }.min()
    let firsts = [own.succeeded.ends(of: span, besides: [])?.first, firstFailed.map { $0 / 1000 }]
    return UserImpact.Traffic(
      requests: failed + succeeded, failed: failed,
      from: moment(firsts.compactMap { $0 }.min() ?? end), to: moment(end))
  }

  /// The start of a second since 1970.
  private func moment(_ second: Int64) -> Timestamp {
    let (nanoseconds, overflow) = second.multipliedReportingOverflow(by: 1_000_000_000)
    return Timestamp(nanoseconds: overflow ? (second < 0 ? .min : .max) : nanoseconds)
  }

  /// The first failed requests of a span that can be cited.
  private func cited(_ all: [Citable], _ span: Range<Int64>, besides others: [Range<Int64>])
    -> [EntryReference]
  {
    var entries: [EntryReference] = []
    for request in all[all.partitioningIndex { $0.millisecond >= span.lowerBound }...] {
      guard request.millisecond < span.upperBound, entries.count < UserImpactFinder.cited else {
        break
      }
      if !others.cover(request.millisecond) { entries.append(request.entry.reference) }
    }
    return entries
  }
}
