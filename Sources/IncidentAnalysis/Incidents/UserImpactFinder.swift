import LogModel

/// What users of a service got while an incident lasted, by the time requests ended.
struct UserImpactFinder {
  let activities: [ServiceIdentity: ServiceActivity]
  /// Failed requests that can be cited, per service, in time order.
  private let citable: [ServiceIdentity: [Fact]]

  init(activities: [ServiceIdentity: ServiceActivity], facts: [Fact]) {
    self.activities = activities
    var citable: [ServiceIdentity: [Fact]] = [:]
    for fact in facts {
      if case .failedRequest = fact.kind {
        citable[fact.entry.source.service, default: []].append(fact)
      }
    }
    self.citable = citable
  }

  /// - Parameters:
  ///   - from: nil: since before the logs.
  ///   - until: nil: until after the logs.
  func impact(on service: ServiceIdentity, from: Timestamp?, until: Timestamp?) -> UserImpact? {
    guard let activity = activities[service] else { return nil }
    func isInside(_ time: Timestamp) -> Bool {
      (from.map { time >= $0 } ?? true) && (until.map { time < $0 } ?? true)
    }
    var statuses: [Int: Int] = [:]
    for (moment, count) in activity.failed
    where isInside(Timestamp(nanoseconds: moment.milliseconds * 1_000_000 + 999_999)) {
      statuses[moment.status, default: 0] += count
    }
    // Successes are counted by the second: only whole seconds inside count.
    let succeeded = activity.succeeded.reduce(0) { sum, second in
      let start = Timestamp(nanoseconds: second.key * 1_000_000_000)
      return isInside(start) && isInside(start.advanced(byNanoseconds: 999_999_999))
        ? sum + second.value : sum
    }
    let failed = statuses.values.reduce(0, +)
    guard failed + succeeded > 0 else { return nil }
    let inside = activity.failed.keys.map { Timestamp(nanoseconds: $0.milliseconds * 1_000_000) }
      .filter { isInside($0.advanced(byNanoseconds: 999_999)) }
    let cited = (citable[service] ?? []).filter { fact in
      guard case .failedRequest(let request) = fact.kind else { return false }
      return isInside(request.endedAt)
    }
    return UserImpact(
      requests: failed + succeeded, failed: failed, statuses: statuses, from: inside.min(),
      to: inside.max(), evidence: cited.prefix(3).map(\.entry))
  }
}
