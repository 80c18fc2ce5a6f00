import LogModel

/// Where to change what, and how the incident went.
extension MarkdownIncident {
  /// Boots listed in the timeline.
  private static let mostBoots = 10

  func writeDetails(to page: inout MarkdownPage) {
    let frames = incident.rootCause.frames
    let files = filesToUpdate
    guard !frames.isEmpty || !files.isEmpty else { return }
    page.heading(3, "Technical details")
    if !frames.isEmpty {
      page.heading(4, "Call stack")
      page.list(
        frames.map { frame in
          let place = MarkdownText.code(Phrasing.place(of: frame))
          let function = frame.function.map { " in " + MarkdownText.code($0) } ?? ""
          return place + function + (frame.isApplication ? "" : " (library)")
        }, isNumbered: true)
    }
    if !files.isEmpty {
      page.heading(4, "Files requiring updates")
      page.list(files.map(MarkdownText.code), isNumbered: true)
    }
  }

  /// Files that fixes name, each once, in the order in which fixes are read.
  private var filesToUpdate: [String] {
    var seen: Set<String> = []
    return Fix.Horizon.reading.flatMap { horizon in
      incident.fixes.filter { $0.horizon == horizon }.flatMap(\.files)
    }.filter { !$0.isEmpty && seen.insert($0).inserted }
  }

  func writeSolutions(to page: inout MarkdownPage) {
    guard !incident.fixes.isEmpty else { return }
    page.heading(3, "Recommended solutions")
    for horizon in Fix.Horizon.reading {
      let fixes = incident.fixes.filter { $0.horizon == horizon }
      guard !fixes.isEmpty else { continue }
      page.heading(4, MarkdownIncident.heading(horizon))
      page.list(
        fixes.map { fix in
          let files = fix.files.map(MarkdownText.code).joined(separator: ", ")
          return MarkdownText.paragraph(fix.text) + (files.isEmpty ? "" : " (\(files))")
        })
    }
  }

  private static func heading(_ horizon: Fix.Horizon) -> String {
    switch horizon {
    case .immediate: "Immediate"
    case .longTerm: "Long-term"
    case .prevention: "Prevention"
    }
  }

  func writeTimeline(to page: inout MarkdownPage) {
    let events = self.events
    let boots = incident.boots.list.prefix(MarkdownIncident.mostBoots)
    guard !events.isEmpty || !boots.isEmpty else { return }
    page.heading(3, "Timeline")
    page.table(["Time", "Event"], events.map { [$0.time, $0.what] })
    guard !boots.isEmpty else { return }
    let total = incident.boots.counts.total
    page.paragraph(
      boots.count < total
        ? "The newest \(boots.count) of \(Phrasing.count(total)) boots, newest first:"
        : "Boots, newest first:")
    page.table(
      ["Started", "Ended", "Outcome", "Exit code", "Last phase", "Instance", "Revision"],
      boots.map { boot in
        let last = boot.phases.last { $0.startedAt != nil } ?? boot.phases.last
        return [
          clock.time(boot.startedAt) ?? "", clock.time(boot.endedAt) ?? "",
          MarkdownIncident.word(boot.outcome), boot.exitCode.map(String.init) ?? "",
          MarkdownText.prose(last.map { $0.name.uppercased() } ?? ""),
          MarkdownText.prose(MarkdownIncident.short(boot.instance ?? "")),
          MarkdownText.prose(boot.revision ?? ""),
        ]
      })
  }

  /// Dated events in time order.
  private var events: [(time: String, what: String)] {
    let isBooting = incident.boots.counts.failed > 0
    var events: [(Timestamp?, String)] = [
      (incident.firstSeen, isBooting ? "first failed boot" : "first seen"),
      (incident.users?.from, "first failed request"),
      (incident.users?.to, "last failed request"),
      (incident.lastSeen, "last sign of the failure"),
      (incident.recoveredAt, "recovered"),
    ]
    if incident.users.map({ $0.failed < 2 }) ?? false {
      events[1].1 = "failed request"
      events.remove(at: 2)
    }
    return events.enumerated().compactMap { index, event in
      event.0.map { (moment: $0, index: index, what: event.1) }
    }.sorted { ($0.moment, $0.index) < ($1.moment, $1.index) }.compactMap { event in
      clock.time(event.moment, milliseconds: true).map { ($0, event.what) }
    }
  }

  private static func word(_ outcome: Boot.Outcome) -> String {
    switch outcome {
    case .failed: "failed"
    case .ready: "ready"
    case .inProgress: "in progress"
    case .stopped: "stopped"
    }
  }

  /// Instance ids of Cloud Run have 120 digits; their last ones tell them apart.
  private static func short(_ instance: String) -> String {
    instance.count > 20 ? "…" + instance.suffix(12) : instance
  }

  func writeReferences(to page: inout MarkdownPage) {
    guard !incident.references.isEmpty else { return }
    page.heading(3, "References")
    page.list(incident.references.map { MarkdownText.link($0) ?? MarkdownText.code($0) })
  }
}
