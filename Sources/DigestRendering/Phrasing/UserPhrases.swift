import LogModel

/// What is said of the users of a service that failed.
struct UserPhrases {
  let incident: Incident
  let clock: Clock

  /// `37 of 37 requests answered 503, 09:02:19 – 09:12:58; none of 1,204 failed before`; nil where
  /// nobody sends requests to what failed.
  var sentence: String? {
    if let users = incident.users, users.requests > 0 { return counted(users) }
    switch incident.userSight {
    case .failed, .noneFailed: return nil
    case .noneMeanwhile: return isTask ? nil : "no request in that time, so no user impact was seen"
    case .noRequests: return isTask ? nil : "no requests in these logs"
    }
  }

  /// A task of a job serves nobody.
  private var isTask: Bool { incident.platform == "cloud-run-job" }

  private func counted(_ users: UserImpact) -> String {
    let requests = "of " + Phrasing.count(users.requests, "request")
    guard users.failed > 0 else {
      let hasCrashed = incident.kind == .crashLoop || incident.kind == .startupFailure
      return (hasCrashed ? "crashed, " : "") + "no user impact seen: none \(requests) failed"
    }
    let statuses = users.statuses.sorted { $0.key < $1.key }
    var text = "\(Phrasing.count(users.failed)) \(requests) "
    if statuses.count == 1, let only = statuses.first {
      text += "answered \(only.key)"
    } else {
      let list = statuses.map { "\($0.key) × \(Phrasing.count($0.value))" }
      text += "failed" + (list.isEmpty ? "" : " (\(list.joined(separator: ", ")))")
    }
    return text + (clock.span(users.from, users.to).map { ", " + $0 } ?? "") + before(users)
  }

  /// What was usual before.
  private func before(_ users: UserImpact) -> String {
    guard let before = users.before else { return "" }
    let failed = before.failed == 0 ? "none" : Phrasing.count(before.failed)
    return "; \(failed) of \(Phrasing.count(before.requests)) failed before"
  }
}
