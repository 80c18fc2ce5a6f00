import LogModel

/// What an incident costs: the business, its users, the machines.
extension MarkdownIncident {
  func writeImpact(to page: inout MarkdownPage) {
    page.heading(3, "Impact analysis")
    writeBusiness(to: &page)
    if let users = incident.users, users.requests > 0 {
      page.heading(4, "Users")
      page.paragraph(MarkdownText.paragraph(Phrasing.capitalised(phrases.users ?? "") + "."))
      page.table(
        ["Status", "Requests"],
        users.statuses.sorted { $0.key < $1.key }.map {
          [String($0.key), Phrasing.count($0.value)]
        })
    }
    writeTechnical(to: &page)
    if let risk = incident.productionRisk {
      page.heading(4, "Production risk")
      page.paragraph(
        MarkdownText.paragraph(Phrasing.capitalised(risk.level.rawValue) + ": " + risk.reason))
    }
  }

  private func writeBusiness(to page: inout MarkdownPage) {
    let impact = incident.impact
    guard !impact.capabilities.isEmpty || !impact.tags.isEmpty || impact.text != nil else { return }
    page.heading(4, "Business")
    if let text = impact.text { page.paragraph(MarkdownText.paragraph(text)) }
    page.list(impact.capabilities.map { figures(of: $0) })
    page.labelled("Tags", impact.tags.map(MarkdownText.code).joined(separator: ", "))
  }

  private func writeTechnical(to page: inout MarkdownPage) {
    let boots = incident.boots
    page.heading(4, "Technical")
    page.labelled("Entries that show the root cause", Phrasing.count(incident.occurrences))
    guard boots.counts.total > 0 else { return }
    page.table(
      ["Boots", "Failed", "Ready", "In progress", "Stopped", "Begun before the logs"],
      [
        [
          boots.counts.total, boots.counts.failed, boots.counts.ready, boots.counts.inProgress,
          boots.counts.stopped, boots.truncatedHead,
        ].map { Phrasing.count($0) }
      ])
    var facts: [String] = []
    if let time = Phrasing.duration(boots.medianSecondsToFailure) {
      facts.append("Median time from start to failure: \(time)")
    }
    if let time = Phrasing.duration(boots.medianSecondsBetween) {
      facts.append("Median time between starts: \(time)")
    }
    page.list(facts)
    page.table(
      ["Exit code", "Boots"],
      boots.exitCodes.sorted { $0.key < $1.key }.map { [String($0.key), Phrasing.count($0.value)] })
    let reached = boots.phaseReached.sorted {
      $0.value != $1.value
        ? $0.value > $1.value : $0.key.utf8.lexicographicallyPrecedes($1.key.utf8)
    }
    page.table(
      ["Furthest phase", "Boots"],
      reached.map { [MarkdownText.prose($0.key.uppercased()), Phrasing.count($0.value)] })
  }
}
