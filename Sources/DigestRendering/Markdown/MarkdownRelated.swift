import LogModel

/// Incidents of several services that one cause explains, in the Markdown report.
struct MarkdownRelated {
  let related: [RelatedIncidents]
  let clock: Clock

  func write(to page: inout MarkdownPage) {
    guard !related.isEmpty else { return }
    page.heading(2, "Related incidents")
    for group in related {
      let since = clock.span(group.from, group.to).map { ", \($0)" } ?? ""
      page.paragraph(
        MarkdownText.paragraph(Phrasing.capitalised(group.text) + since + ".")
          + " Incidents " + group.incidents.map(MarkdownText.code).joined(separator: ", ") + ".")
      page.list(
        group.evidence.map { entry in
          let time = clock.time(entry.timestamp, milliseconds: true).map { $0 + " " } ?? ""
          let service = entry.source.service.name.map { MarkdownText.prose($0) + ": " } ?? ""
          let place = "\(MarkdownText.code(entry.file)), entry \(Phrasing.count(entry.ordinal))"
          return "\(time)\(service)\(MarkdownText.code(entry.text)) (\(place))"
        })
    }
  }
}
