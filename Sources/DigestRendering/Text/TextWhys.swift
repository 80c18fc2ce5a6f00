import LogModel

/// The chain of whys in the report for a terminal: questions beside answers, evidence below.
struct TextWhys {
  let incident: Incident
  let clock: Clock
  let paint: Paint

  private static let indent = 4
  private static let evidenceIndent = 6
  /// Below this width answers stand below their questions.
  private static let narrow = 80
  private static let known = "(known)"

  func write(to page: inout TextPage) {
    let column = answerColumn(width: page.width)
    for why in incident.whys {
      let number = String(why.number)
      let padding = String(repeating: " ", count: max(0, 3 - number.count))
      let lead = padding + paint.number(number)
      let leadColumns = padding.count + number.count
      let note = why.basis == .known ? TextWhys.known : ""
      let indent = max(TextWhys.indent, leadColumns + 1)
      if let column {
        page.add(
          left: TextPage.block(why.question, right: note, width: column - indent - 2),
          at: indent, right: TextPage.wrap(why.answer, width: page.width - column), at: column,
          lead: lead, leadColumns: leadColumns)
      } else {
        page.add(
          why.question, right: note, indent: indent, lead: lead, leadColumns: leadColumns)
        page.add(why.answer, indent: TextWhys.evidenceIndent)
      }
      writeEvidence(of: why, to: &page)
    }
    if let end = incident.whysEnd { page.add(end, indent: TextWhys.indent) }
  }

  /// Where answers begin: as near as the questions allow; nil where they stand below them.
  private func answerColumn(width: Int) -> Int? {
    guard width >= TextWhys.narrow else { return nil }
    let longest =
      incident.whys.map { why in
        DisplayWidth.columns(VisibleText.line(why.question))
          + (why.basis == .known ? 2 + DisplayWidth.columns(TextWhys.known) : 0)
      }.max() ?? 0
    return max(30, min(TextWhys.indent + longest + 3, width * 46 / 100))
  }

  private func writeEvidence(of why: Why, to page: inout TextPage) {
    guard let first = why.evidence.first else { return }
    let further = why.furtherEvidence + why.evidence.count - 1
    let note = further > 0 ? "+" + Phrasing.count(further) : ""
    let time = clock.time(first.timestamp, milliseconds: true) ?? place(of: first)
    let lead = String(repeating: " ", count: TextWhys.evidenceIndent) + paint.time(time)
    let leadColumns = TextWhys.evidenceIndent + DisplayWidth.columns(time)
    let isNarrow = page.width - leadColumns < 24
    let indent = isNarrow ? TextWhys.evidenceIndent + 2 : leadColumns + 2
    let room = page.width - indent - (note.isEmpty ? 0 : note.count + 2)
    let text = EvidenceExcerpt.cut(
      VisibleText.line(first.text), limit: room,
      keeping: exceptions)
    let shown = text.isEmpty ? first.severity.name : text
    if isNarrow {
      page.addLead(lead)
      page.add(shown, right: note, indent: indent)
    } else {
      page.add(shown, right: note, indent: indent, lead: lead, leadColumns: leadColumns)
    }
  }

  /// The root exception as its trace spells it, and its message alone.
  private var exceptions: [String] {
    let cause = incident.rootCause
    guard let message = cause.exceptionMessage, !message.isEmpty else { return [] }
    return [cause.exceptionType.map { $0 + ": " + message }, message].compactMap { $0 }
      .map(VisibleText.line)
  }

  /// `boot.log:12` for an entry without a time.
  private func place(of entry: EntryReference) -> String {
    let file = VisibleText.line(entry.file.split(separator: "/").last.map(String.init) ?? "-")
    return EvidenceExcerpt.middleCut(file[...], limit: 20) + ":" + String(entry.ordinal)
  }
}
