import LogModel

/// What was read, what of it no signature explains, and what was wrong with it.
struct TextFooter {
  let digest: Digest
  let clock: Clock

  private static let indent = 4
  private static let mostTemplates = 5
  private static let mostProblems = 10

  func write(to page: inout TextPage) {
    let phrases = InputPhrases(digest: digest, clock: clock)
    var text = phrases.extent
    if digest.incidents.isEmpty {
      let found = digest.input.entries == 0 ? "Nothing to judge: no entries. " : "No incidents. "
      text = found + text + (phrases.services.map { "; " + $0 } ?? "")
    }
    text += "."
    let templates = digest.unexplained.prefix(TextFooter.mostTemplates)
    if let errors = phrases.errors {
      text += " " + errors + (templates.isEmpty ? "." : "; top unexplained:")
    } else if !templates.isEmpty {
      text += " Top unexplained:"
    }
    page.add(text, indent: 0)
    writeTemplates(templates, to: &page)
    for remark in phrases.remarks { page.add(remark, indent: 0) }
    writeProblems(to: &page)
  }

  private func writeTemplates(_ templates: ArraySlice<UnexplainedTemplate>, to page: inout TextPage)
  {
    let counts = templates.map { Phrasing.count($0.count) }
    let digits = counts.map(\.count).max() ?? 0
    for (template, count) in zip(templates, counts) {
      let lead =
        String(repeating: " ", count: TextFooter.indent + digits - count.count) + count + " ×"
      let indent = DisplayWidth.columns(lead) + 2
      let services =
        template.services.isEmpty ? "" : " " + template.services.joined(separator: ", ")
      let text = InputPhrases.template(template, quote: "\"")
      page.add("\(template.severity.name)\(services) \(text)", indent: indent, lead: lead)
    }
  }

  private func writeProblems(to page: inout TextPage) {
    let problems = digest.input.problems.sorted()
    guard !problems.isEmpty else { return }
    let head = Phrasing.count(problems.count, "problem") + ":"
    if problems.count == 1, let only = problems.first {
      page.add(head + " " + InputPhrases.problem(only), indent: 0)
      return
    }
    page.add(head, indent: 0)
    for problem in problems.prefix(TextFooter.mostProblems) {
      page.add(InputPhrases.problem(problem), indent: TextFooter.indent)
    }
    let rest = problems.count - TextFooter.mostProblems
    if rest > 0 { page.add("and \(Phrasing.count(rest)) more", indent: TextFooter.indent) }
  }
}
