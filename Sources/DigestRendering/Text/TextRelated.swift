import LogModel

/// Incidents of several services that one cause explains, in the report for a terminal: a line or two
/// above the incidents, since who knows it need not read each.
struct TextRelated {
  let related: [RelatedIncidents]
  let clock: Clock

  private static let indent = 4
  /// Ids that are named.
  private static let named = 6

  func write(to page: inout TextPage) {
    for group in related {
      var text = group.text
      if let since = clock.moment(group.from) { text += ", since " + since }
      page.add(text, indent: TextRelated.indent, lead: "!")
      let ids = group.incidents.prefix(TextRelated.named).joined(separator: ", ")
      let more = group.incidents.count - TextRelated.named
      page.add(
        "incidents " + ids + (more > 0 ? " and \(more) more" : ""), indent: TextRelated.indent)
    }
  }
}
