import LogModel

/// The decisions behind an incident as an appendix to its report.
struct ExplanationMarkdown {
  let explanation: Explanation

  var text: String {
    var page = MarkdownPage()
    let incident = explanation.incident
    page.heading(1, MarkdownText.prose(incident.title))
    page.paragraph(
      MarkdownText.paragraph(
        "Incident \(incident.id), \(incident.priority.rawValue), \(incident.kind.rawValue), "
          + "\(incident.state.rawValue), \(incident.service.environment)."))
    for section in explanation.sections {
      page.heading(2, MarkdownText.prose(section.question))
      page.block(section.decisions.flatMap(lines))
    }
    return page.text
  }

  private func lines(of decision: Explanation.Decision) -> [String] {
    let item = "- **\(decision.verdict.word)**: " + MarkdownText.prose(decision.text)
    var cited = decision.evidence.map { "  - " + line(of: $0) }
    if decision.furtherEvidence > 0 {
      cited.append("  - and \(Phrasing.count(decision.furtherEvidence)) more")
    }
    return [item] + cited
  }

  private func line(of entry: EntryReference) -> String {
    let time = Clock.dated.time(entry.timestamp, milliseconds: true) ?? "entry \(entry.ordinal)"
    let label = entry.logsExplorerURL.flatMap { MarkdownText.link($0, label: time) } ?? time
    let excerpt = EvidenceExcerpt.middleCut(VisibleText.line(entry.text)[...], limit: 160)
    return label + " " + (excerpt.isEmpty ? entry.severity.name : MarkdownText.code(excerpt))
  }
}
