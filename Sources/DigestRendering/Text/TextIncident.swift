import LogModel

/// One incident in the report for a terminal.
struct TextIncident {
  let incident: Incident
  let phrases: IncidentPhrases
  let clock: Clock
  let paint: Paint

  private static let indent = 4
  /// Where the text after a label begins.
  private static let labelled = 15
  /// Below this width labels stand on lines of their own.
  private static let narrow = 50

  func writeFull(to page: inout TextPage) {
    writeHead(to: &page)
    for capability in incident.impact.capabilities {
      let phrases = CapabilityPhrases(capability: capability)
      add("impact", phrases.figures, right: phrases.source, to: &page)
    }
    if let text = incident.impact.text { add("impact", text, to: &page) }
    if incident.impact.capabilities.isEmpty, !incident.impact.tags.isEmpty {
      add("impact", incident.impact.tags.joined(separator: ", "), to: &page)
    }
    if let users = phrases.users { add("users", users, to: &page) }
    if let phase = phrases.phase {
      add(incident.phase == nil ? "fails" : "fails in", phase, to: &page)
    }
    if let change = phrases.phaseChange { add("change", change, to: &page) }
    if let progress = phrases.progress { add("progress", progress, to: &page) }
    if let risk = phrases.risk { add("risk", risk, to: &page) }
    if !incident.whys.isEmpty || incident.whysEnd != nil { page.addBlank() }
    TextWhys(incident: incident, clock: clock, paint: paint).write(to: &page)
    page.addBlank()
    for horizon in Fix.Horizon.reading {
      var label = TextIncident.label(horizon)
      for fix in incident.fixes where fix.horizon == horizon {
        write(fix, label, to: &page)
        label = ""
      }
    }
    writeMore(to: &page)
  }

  /// A fix with its files, on one line where both fit.
  private func write(_ fix: Fix, _ label: String, to page: inout TextPage) {
    let files = fix.files.joined(separator: ", ")
    let both = DisplayWidth.columns(VisibleText.line(fix.text + " " + files)) + 2
    if both <= page.width - TextIncident.labelled {
      add(label, fix.text, right: files, to: &page)
    } else {
      add(label, fix.text, to: &page)
      if !files.isEmpty { add("", files, to: &page) }
    }
  }

  /// Title, extent, and what the title does not say: the author's answer, else where it was raised.
  func writeShort(to page: inout TextPage) {
    writeHead(to: &page)
    let known = incident.whys.first { $0.basis == .known }?.answer
    let raised = phrases.origin.map { "raised in " + $0 }
    guard let cause = known ?? raised else { return }
    let room = 2 * (page.width - TextIncident.labelled) - 20
    add("cause", EvidenceExcerpt.middleCut(VisibleText.line(cause)[...], limit: room), to: &page)
  }

  private func writeHead(to page: inout TextPage) {
    let priority = incident.priority
    page.add(
      incident.title, indent: TextIncident.indent, lead: paint.priority(priority),
      leadColumns: DisplayWidth.columns(priority.rawValue))
    page.add(
      phrases.headline, right: phrases.environment ?? "", indent: TextIncident.indent)
  }

  /// Where to read on: the first piece of evidence, as a link where it has one.
  private func writeMore(to page: inout TextPage) {
    add("more", "incident " + incident.id, to: &page)
    let cited = incident.rootCause.evidence + incident.evidence + incident.whys.flatMap(\.evidence)
    if let url = cited.lazy.compactMap(\.logsExplorerURL).first {
      page.addUnbreakable(
        url, indent: page.width < TextIncident.narrow ? 0 : TextIncident.labelled)
    } else if let entry = cited.first {
      add("", "\(entry.file), entry \(Phrasing.count(entry.ordinal))", to: &page)
    }
  }

  private func add(
    _ label: String, _ text: String, right: String = "", to page: inout TextPage
  ) {
    let lead = String(repeating: " ", count: TextIncident.indent) + label
    if page.width < TextIncident.narrow {
      if !label.isEmpty { page.add(label, indent: TextIncident.indent) }
      page.add(text, right: right, indent: TextIncident.indent + 2)
    } else {
      page.add(text, right: right, indent: TextIncident.labelled, lead: lead)
    }
  }

  private static func label(_ horizon: Fix.Horizon) -> String {
    switch horizon {
    case .immediate: "now"
    case .longTerm: "later"
    case .prevention: "prevent"
    }
  }
}
