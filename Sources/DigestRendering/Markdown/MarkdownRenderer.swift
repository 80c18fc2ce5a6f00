public import LogModel

/// Writes an incident report in Markdown: for each incident summary, problem, whys, root cause,
/// impact, details, solutions and timeline; then what stays unexplained, and what was read.
///
/// A section without data is left out. Times are UTC and carry their dates, since a report is read
/// later.
public struct MarkdownRenderer: DigestRenderer {
  public init() {}

  public var format: DigestFormat { .markdown }

  public func render(_ digest: Digest, options: RenderOptions) -> String {
    let clock = Clock(digest, keepsDates: true)
    var page = MarkdownPage()
    let input = InputPhrases(digest: digest, clock: clock)
    page.heading(1, "Five Whys Root Cause Analysis")
    let zone = clock.window == nil ? "" : " All times are UTC."
    page.paragraph(MarkdownText.paragraph(opening(digest, input) + zone))
    if digest.incidents.count > 1 { writeOverview(of: digest, clock, to: &page) }
    MarkdownRelated(related: digest.related, clock: clock).write(to: &page)
    for incident in digest.incidents {
      MarkdownIncident(
        incident: incident, phrases: IncidentPhrases(incident: incident, clock: clock), clock: clock
      ).write(to: &page)
    }
    MarkdownInput(digest: digest, clock: clock, phrases: input).write(to: &page)
    return page.text
  }

  private func opening(_ digest: Digest, _ input: InputPhrases) -> String {
    let count = digest.incidents.count
    let nothing = digest.input.entries == 0 ? "Nothing to judge" : "No incidents"
    let found = count == 0 ? nothing : Phrasing.count(count, "incident")
    let services = digest.incidents.isEmpty ? input.services.map { "; " + $0 } ?? "" : ""
    return "\(found) in \(input.extent)\(services)."
  }

  private func writeOverview(of digest: Digest, _ clock: Clock, to page: inout MarkdownPage) {
    let rows = digest.incidents.map { incident in
      let phrases = IncidentPhrases(incident: incident, clock: clock)
      return [
        incident.priority.rawValue, MarkdownText.prose(incident.title),
        MarkdownText.prose(phrases.environment ?? ""), clock.time(incident.firstSeen) ?? "",
        MarkdownText.prose(phrases.status ?? ""), MarkdownText.prose(incident.id),
      ]
    }
    page.table(["Priority", "Incident", "Environment", "Since", "Status", "Id"], rows)
  }
}
