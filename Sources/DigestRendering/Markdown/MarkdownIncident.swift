import LogModel

/// One incident in the Markdown report: what it is and why it happened.
struct MarkdownIncident {
  let incident: Incident
  let phrases: IncidentPhrases
  let clock: Clock

  /// Of an exception's message more than this says nothing more.
  private static let longestError = 4000

  func write(to page: inout MarkdownPage) {
    page.heading(2, "\(incident.priority.rawValue): \(MarkdownText.prose(incident.title))")
    writeSummary(to: &page)
    writeProblem(to: &page)
    writeWhys(to: &page)
    writeRootCause(to: &page)
    writeImpact(to: &page)
    writeDetails(to: &page)
    writeSolutions(to: &page)
    writeTimeline(to: &page)
    writeReferences(to: &page)
  }

  private func writeSummary(to page: inout MarkdownPage) {
    page.heading(3, "Executive summary")
    page.labelled("What", MarkdownText.prose(Phrasing.capitalised(phrases.headline)))
    page.labelled("Where", MarkdownText.prose(place))
    page.labelled(
      "Business impact",
      incident.impact.capabilities.map { figures(of: $0) }.joined(separator: "; "))
    page.labelled(
      "Change", incident.deployment.map { MarkdownText.prose(Phrasing.capitalised($0.text)) })
    page.labelled("Root cause", MarkdownText.prose(incident.rootCause.title))
    let status = [phrases.status, phrases.novelty].compactMap { $0 }.joined(separator: ", ")
    page.labelled("Status", MarkdownText.prose(Phrasing.capitalised(status)))
    page.labelled("Production risk", phrases.risk.map(MarkdownText.prose))
    page.labelled("Incident", MarkdownText.code(incident.id))
  }

  /// `acme-backend-staging, environment staging, project acme-staging, cloud-run in europe-west1`.
  private var place: String {
    var parts: [String] = []
    if let name = incident.service.name { parts.append(name) }
    if let environment = phrases.environment { parts.append("environment " + environment) }
    if let project = incident.service.project { parts.append("project " + project) }
    switch (incident.platform, incident.location) {
    case (let platform?, let location?): parts.append("\(platform) in \(location)")
    case (let platform?, nil): parts.append(platform)
    case (nil, let location?): parts.append(location)
    case (nil, nil): break
    }
    if !incident.revisions.isEmpty {
      let noun = incident.revisions.count == 1 ? "revision " : "revisions "
      parts.append(noun + incident.revisions.joined(separator: ", "))
    }
    return parts.joined(separator: ", ")
  }

  /// Figures with their source: they are never shown without.
  func figures(of capability: CapabilityImpact) -> String {
    let phrases = CapabilityPhrases(capability: capability)
    return MarkdownText.paragraph(phrases.figures) + " (" + MarkdownText.prose(phrases.source) + ")"
  }

  private func writeProblem(to page: inout MarkdownPage) {
    page.heading(3, "Problem statement")
    let shown = incident.rootCause.evidence.first ?? incident.evidence.first
    if let error = phrases.exception ?? shown?.text, !error.isEmpty {
      page.paragraph("**Exact error from the logs**:")
      page.block(
        MarkdownText.block(Excerpt.middleCut(error, limit: MarkdownIncident.longestError)))
    }
    var mode = Phrasing.capitalised(phrases.kind)
    if let phase = phrases.phase { mode += (incident.phase == nil ? ": " : ": fails in ") + phase }
    page.labelled("Failure mode", MarkdownText.prose(mode))
    page.labelled("Change", phrases.phaseChange.map(MarkdownText.prose))
    page.labelled("Progress", phrases.progress.map(MarkdownText.prose))
    page.labelled("System impact", phrases.users.map(MarkdownText.prose))
  }

  private func writeWhys(to page: inout MarkdownPage) {
    guard !incident.whys.isEmpty || incident.whysEnd != nil else { return }
    page.heading(3, "Five whys")
    for why in incident.whys {
      page.heading(4, "Why \\#\(why.number): \(MarkdownText.prose(why.question))")
      page.labelled("Answer", MarkdownText.prose(why.answer))
      if why.basis == .known {
        let author = incident.rootCause.signature.map { " " + MarkdownText.code($0) } ?? ""
        page.paragraph("Known from the signature\(author), not seen in these logs.")
      }
      writeEvidence(why.evidence, further: why.furtherEvidence, to: &page)
    }
    if let end = incident.whysEnd { page.paragraph(MarkdownText.paragraph(end)) }
  }

  /// A list of entries, each with its time, text, place and link.
  private func writeEvidence(
    _ entries: [EntryReference], further: Int, to page: inout MarkdownPage
  ) {
    guard !entries.isEmpty else { return }
    page.paragraph("**Evidence**:")
    page.block(entries.flatMap(item))
    if further > 0 {
      let noun = further == 1 ? "entry shows" : "entries show"
      page.paragraph("\(Phrasing.count(further)) further \(noun) the same.")
    }
  }

  /// A list item; a text of several lines stands in a block of its own below.
  private func item(_ entry: EntryReference) -> [String] {
    var item = clock.time(entry.timestamp, milliseconds: true).map { $0 + " " } ?? ""
    item += entry.severity.name
    var place = "\(MarkdownText.code(entry.file)), entry \(Phrasing.count(entry.ordinal))"
    if let link = entry.logsExplorerURL.flatMap({ MarkdownText.link($0, label: "Logs Explorer") }) {
      place += ", " + link
    }
    if VisibleText.lines(entry.text).count > 1 {
      return ["- \(item) (\(place)):"] + MarkdownText.block(entry.text).map { "  " + $0 }
    }
    let text = MarkdownText.code(entry.text)
    return ["- " + [item, text, "(\(place))"].filter { !$0.isEmpty }.joined(separator: " ")]
  }

  private func writeRootCause(to page: inout MarkdownPage) {
    let cause = incident.rootCause
    page.heading(3, "True root cause")
    page.paragraph(MarkdownText.paragraph(cause.title))
    if let answer = incident.whys.last(where: { $0.basis == .known })?.answer {
      page.paragraph(MarkdownText.paragraph(answer))
    }
    page.labelled("Raised in", phrases.origin.map(MarkdownText.code))
    page.labelled(
      "Signature", cause.signature.map(MarkdownText.code) ?? "none; no known signature explains it")
    let captures = cause.captures.sorted { $0.key.utf8.lexicographicallyPrecedes($1.key.utf8) }
    if !captures.isEmpty {
      page.paragraph("**Values in the logs**:")
      page.list(captures.map { "\(MarkdownText.code($0.key)): \(MarkdownText.code($0.value))" })
    }
  }
}
