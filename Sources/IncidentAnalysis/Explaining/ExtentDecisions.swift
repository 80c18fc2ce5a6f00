import LogModel
import Patterns

/// How long an incident lasted, whom it hit, and whether it is over.
struct ExtentDecisions {
  let index: BootIndex
  let draft: IncidentDraft
  let incident: Incident

  func users() -> Explanation.Section? {
    var list = DecisionList()
    guard let users = incident.users else {
      list.add(.missing, "These logs hold no request of the service in that time.")
      return list.section("What did users get?")
    }
    let statuses = users.statuses.sorted { $0.key < $1.key }
      .map { "\($0.value) × \($0.key)" }.joined(separator: ", ")
    list.add(
      .taken,
      "\(plural(users.requests, "request")) ended \(span); of these \(users.failed) failed"
        + (statuses.isEmpty ? "." : " (\(statuses)).")
        + " A request counts where it ended: its time stamp and its latency.",
      citing: users.evidence, of: users.failed)
    if users.failed == 0 { list.add(.missing, "None of them failed: no user impact was seen.") }
    return list.section("What did users get?")
  }

  private var span: String {
    let from = draft.downtime.from.map { "from \(moment($0))" } ?? "from before these logs on"
    let until = draft.downtime.until.map { "until \(moment($0))" } ?? "with no end in these logs"
    return "\(from) \(until)"
  }

  func recovery() -> Explanation.Section? {
    var list = DecisionList()
    if let recoveredAt = draft.recoveredAt {
      let boot = index.boots(of: draft.service).lazy.map { index.boots[$0] }
        .first { $0.outcome == .ready && $0.readyAt == recoveredAt }
      let ready = boot.flatMap { $0.markers.first { $0.slot == .ready } }
      list.add(
        .taken,
        "Resolved: a boot of the service became ready at \(moment(recoveredAt)), after the last "
          + "failure" + (boot?.revision.map { ", in revision \($0)." } ?? "."),
        ready.map { [$0.entry] } ?? [])
    } else if draft.failedBoots.isEmpty {
      list.add(.missing, "No boot of the service became ready after the last occurrence.")
    } else {
      list.add(.missing, "No boot of the service became ready after the last failed one: ongoing.")
      let meanwhile = index.readyBoots(of: draft.service, from: draft.firstSeen, before: nil)
      if meanwhile > 0 {
        list.add(
          .rejected,
          "\(plural(meanwhile, "boot")) became ready before the last failure, which is no recovery."
        )
      }
    }
    return list.section("Is it over?")
  }

  private func moment(_ time: Timestamp) -> String {
    time.isDated ? time.rfc3339 : "an unknown time"
  }
}
