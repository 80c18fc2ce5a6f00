import LogModel

/// The decisions behind an incident for a terminal: questions, and below each what was decided, with
/// the entries that show it.
struct ExplanationText {
  let explanation: Explanation
  let options: RenderOptions

  private static let indent = 4
  private static let evidenceIndent = 6
  /// Evidence beside its time needs this many columns.
  private static let leastRoom = 24

  var text: String {
    var page = TextPage(width: options.width)
    let incident = explanation.incident
    let paint = Paint(isOn: options.color)
    page.add(
      incident.title, indent: ExplanationText.indent, lead: paint.priority(incident.priority),
      leadColumns: DisplayWidth.columns(incident.priority.rawValue))
    page.add(
      "incident \(incident.id), \(incident.kind.rawValue), \(incident.state.rawValue)",
      right: incident.service.environment, indent: ExplanationText.indent)
    for section in explanation.sections {
      page.addBlank()
      page.add(section.question, indent: 0)
      for decision in section.decisions { write(decision, paint, to: &page) }
    }
    page.addBlank()
    let legend = Explanation.Verdict.allCases.map { "\($0.mark) \($0.word)" }
    page.add(legend.joined(separator: ", ") + ".", indent: 0)
    return page.text
  }

  private func write(_ decision: Explanation.Decision, _ paint: Paint, to page: inout TextPage) {
    page.add(
      decision.text, indent: ExplanationText.indent, lead: "  " + decision.verdict.mark,
      leadColumns: 3)
    for (number, entry) in decision.evidence.enumerated() {
      let isLast = number + 1 == decision.evidence.count
      let further = isLast ? decision.furtherEvidence : 0
      write(entry, further > 0 ? "+" + Phrasing.count(further) : "", paint, to: &page)
    }
  }

  private func write(
    _ entry: EntryReference, _ note: String, _ paint: Paint, to page: inout TextPage
  ) {
    let time = Clock.dated.time(entry.timestamp, milliseconds: true) ?? "entry \(entry.ordinal)"
    let lead = String(repeating: " ", count: ExplanationText.evidenceIndent) + paint.time(time)
    let leadColumns = ExplanationText.evidenceIndent + DisplayWidth.columns(time)
    let isNarrow = page.width - leadColumns < ExplanationText.leastRoom
    let indent = isNarrow ? ExplanationText.evidenceIndent + 2 : leadColumns + 2
    let room = page.width - indent - (note.isEmpty ? 0 : note.count + 2)
    let excerpt = EvidenceExcerpt.cut(VisibleText.line(entry.text), limit: room, keeping: [])
    let shown = excerpt.isEmpty ? entry.severity.name : excerpt
    if isNarrow {
      page.addLead(lead)
      page.add(shown, right: note, indent: indent)
    } else {
      page.add(shown, right: note, indent: indent, lead: lead, leadColumns: leadColumns)
    }
  }
}
