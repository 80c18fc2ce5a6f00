import LogModel

/// What belongs to an incident, and what its id stands for.
struct IdentityDecisions {
  let draft: IncidentDraft
  let incident: Incident
  /// Incidents of the same service in the run, this one included.
  let siblings: [IncidentDraft]

  func section() -> Explanation.Section? {
    var list = DecisionList()
    let service = draft.service
    let place =
      "project \(service.project ?? "(none)"), environment \(service.environment), "
      + "service \(service.name ?? "(none)")"
    list.add(
      .taken,
      "Incident \(incident.id) is what fails in \(place), for the root cause \(cause). The id is "
        + "made of these alone and is the same in every run.")
    switch draft.kind {
    case .crashLoop:
      list.add(.taken, "A crash loop: \(plural(draft.failedBoots.count, "boot")) failed for it.")
    case .startupFailure: list.add(.taken, "A start-up failure: one boot failed for it.")
    case .runtimeFailure: list.add(.taken, "A runtime failure: the service had started.")
    case .servingErrors:
      list.add(.taken, "Serving errors: requests failed, and no failed boot accounts for them.")
    }
    let others = siblings.count - 1
    if others > 0 {
      list.add(
        .rejected,
        "\(plural(others, "other incident")) of the service \(others == 1 ? "has" : "have") another "
          + "root cause.")
    }
    return list.section("What is one incident here?")
  }

  private var cause: String {
    switch draft.key {
    case .signature(let id): return "signature \(id)"
    case .exception(let type, let file, let function):
      let origin = [function, file].filter { !$0.isEmpty }.joined(separator: " in ")
      return type + (origin.isEmpty ? "" : ", raised in \(origin)")
    case .template(let template): return "of the words \"\(template)\""
    }
  }
}
