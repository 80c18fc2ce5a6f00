import LogModel
import Patterns

/// What of a service that had started, or that only answers with errors, makes an incident.
struct OccurrenceDecisions {
  let draft: IncidentDraft
  let incident: Incident

  func section() -> Explanation.Section? {
    var list = DecisionList()
    switch draft.kind {
    case .crashLoop, .startupFailure: return nil
    case .runtimeFailure:
      let ends = draft.endsInstances
      list.add(
        .taken,
        ends
          ? "\(plural(draft.entries.count, "instance")) of the service ended while running, and "
            + "nobody asked for it."
          : "\(entries(draft.entries.count)) outside failed boots \(verb("show", draft.entries.count)) "
            + "this cause.", draft.entries)
      list.add(
        .rejected,
        "What a start-up survived, such as a refused connection that a retry healed, is not counted."
      )
    case .servingErrors:
      let failed = draft.statuses.values.reduce(0, +)
      list.add(
        .taken,
        "\(plural(failed, "request")) failed between the first and the last of them, at least "
          + "\(ServingErrorIncidents.leastFailures) and at least "
          + "\(Int(ServingErrorIncidents.leastShare * 100)) % of the requests in that time.",
        draft.entries)
      list.add(
        .rejected,
        "Requests that failed while a boot or a running instance of the service did are counted there."
      )
    }
    return list.section("What counts as an occurrence?")
  }

  private func entries(_ count: Int) -> String { count == 1 ? "1 entry" : "\(count) entries" }
}
