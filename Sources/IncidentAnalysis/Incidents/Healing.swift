import LogModel

/// Judges whether errors of a running service ended by themselves while the service went on.
struct Healing {
  let activities: [ServiceIdentity: ServiceActivity]

  /// How long a service must go on without the errors at least, in seconds.
  static let leastQuiet = 120.0
  /// Errors that come now and then are over after this many times the longest break between two.
  private static let breaks = 2.0

  /// - Parameter exits: ends of instances that the errors explain.
  func isHealed(_ draft: IncidentDraft, exits: [SeenEntry]) -> Bool {
    guard draft.kind == .runtimeFailure || draft.kind == .servingErrors,
      draft.recoveredAt == nil, !draft.endsInstances, exits.isEmpty, draft.lastSeen.isDated,
      let activity = activities[draft.service], let last = activity.last
    else { return false }
    let quiet = max(Healing.leastQuiet, Healing.breaks * longestBreak(of: draft))
    guard last.seconds(since: draft.lastSeen) >= quiet else { return false }
    // Where users ask, an answer shows it: a service that only logs may be as broken as before.
    guard activity.succeeded.isEmpty, activity.failed.isEmpty else {
      return RequestTally(activity.succeeded).count(in: draft.lastSeen.seconds + 1..<Int64.max) > 0
    }
    return true
  }

  private func longestBreak(of draft: IncidentDraft) -> Double {
    if draft.kind == .servingErrors { return draft.longestBreak }
    return zip(draft.entries.dropFirst(), draft.entries).reduce(0) { longest, pair in
      max(longest, pair.0.timestamp.seconds(since: pair.1.timestamp))
    }
  }
}
