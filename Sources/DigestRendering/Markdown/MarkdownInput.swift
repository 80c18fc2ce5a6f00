import LogModel

/// The end of the Markdown report: what stays unexplained, and what was read.
struct MarkdownInput {
  let digest: Digest
  let clock: Clock
  let phrases: InputPhrases

  private static let mostTemplates = 20
  private static let mostProblems = 50

  func write(to page: inout MarkdownPage) {
    writeUnexplained(to: &page)
    page.heading(2, "Input")
    var facts = [phrases.extent + "."]
    if let errors = phrases.errors { facts.append(errors + ".") }
    page.list((facts + phrases.remarks).map(MarkdownText.paragraph))
    writeProblems(to: &page)
    page.paragraph(
      MarkdownText.paragraph("fivewhys \(digest.toolVersion)")
        + (clock.moment(digest.generatedAt).map { ", " + $0 } ?? ""))
  }

  private func writeUnexplained(to page: inout MarkdownPage) {
    let templates = digest.unexplained.prefix(MarkdownInput.mostTemplates)
    guard !templates.isEmpty else { return }
    page.heading(2, "Unexplained")
    page.paragraph("Error entries that no signature explains, by message:")
    page.table(
      ["Entries", "Severity", "Services", "First seen", "Last seen", "Message"],
      templates.map { template in
        [
          Phrasing.count(template.count), template.severity.name,
          MarkdownText.prose(template.services.joined(separator: ", ")),
          clock.time(template.firstSeen) ?? "", clock.time(template.lastSeen) ?? "",
          MarkdownText.prose(InputPhrases.template(template)),
        ]
      })
    let rest = digest.unexplained.count - templates.count
    if rest > 0 { page.paragraph("and \(Phrasing.count(rest, "further message"))") }
  }

  private func writeProblems(to page: inout MarkdownPage) {
    let problems = digest.input.problems.sorted()
    guard !problems.isEmpty else { return }
    page.heading(3, "Problems")
    var items = problems.prefix(MarkdownInput.mostProblems).map {
      MarkdownText.paragraph(InputPhrases.problem($0))
    }
    let rest = problems.count - items.count
    if rest > 0 { items.append("and \(Phrasing.count(rest)) more") }
    page.list(items)
  }
}
