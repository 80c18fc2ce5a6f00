public import LogModel

/// Writes what somebody reads who was paged two minutes ago.
///
/// The order of the answers: what, since when, how bad, why, what now. Without incidents one line,
/// and what the input leaves open.
public struct TextRenderer: DigestRenderer {
  /// From more incidents than this on, those below P1 but the first are told in short.
  private static let toldInFull = 3

  public init() {}

  public var format: DigestFormat { .text }

  public func render(_ digest: Digest, options: RenderOptions) -> String {
    let clock = Clock(digest)
    var page = TextPage(width: options.width)
    TextRelated(related: digest.related, clock: clock).write(to: &page)
    for (index, incident) in digest.incidents.enumerated() {
      page.addBlank()
      let section = TextIncident(
        incident: incident, phrases: IncidentPhrases(incident: incident, clock: clock),
        clock: clock, paint: Paint(isOn: options.color))
      let isShort =
        index > 0 && digest.incidents.count > TextRenderer.toldInFull && incident.priority > .p1
      if isShort { section.writeShort(to: &page) } else { section.writeFull(to: &page) }
    }
    page.addBlank()
    TextFooter(digest: digest, clock: clock).write(to: &page)
    return page.text
  }
}
