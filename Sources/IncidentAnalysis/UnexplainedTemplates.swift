import LogModel

/// Error entries that no signature explains, and how many are.
struct UnexplainedTemplates {
  private(set) var templates: [UnexplainedTemplate] = []
  /// Error entries that the scan could not judge and that are explained: of traces that a signature knows or
  /// an incident tells, and of groups.
  private(set) var explained = 0

  /// Traces come in the order of their first entries; of few of them more is ever shown.
  private struct Count {
    var count = 0
    var services: Set<ServiceIdentity> = []
    var first: SeenEntry
    var last: Timestamp

    init(first: SeenEntry, last: Timestamp) {
      self.first = first
      self.last = last
    }

    mutating func take(_ errors: [SeenEntry]) {
      count += errors.count
      for entry in errors {
        services.insert(entry.origin.service)
        first = min(first, entry)
        last = max(last, entry.timestamp)
      }
    }
  }

  /// - Parameters:
  ///   - isExplained: whether the scan saw an entry explained already.
  ///   - told: entries of the traces that an incident tells.
  init(
    counts: [TemplateKey: TemplateCount], traces: TraceBook, isExplained: (SeenEntry) -> Bool,
    told: EntrySet
  ) {
    var all = counts
    var leftOpen: [TemplateKey: Count] = [:]
    var judged = EntrySet(traces.book)
    for trace in traces {
      let entries = trace.entries
      for entry in entries { judged.insert(entry) }
      let errors = entries.filter {
        $0.severity >= .error && !isExplained($0)
      }
      guard let first = errors.first else { continue }
      if !trace.matches.isEmpty || told.contains(first) {
        explained += errors.count
        continue
      }
      guard let root = trace.trace.root else { continue }
      let text = root.message.isEmpty ? root.type : "\(root.type): \(root.message)"
      let key = TemplateKey(template: MessageTemplate.mask(text), severity: first.severity)
      leftOpen[key, default: Count(first: first, last: first.timestamp)].take(errors)
    }
    // What the scan left open: lines that look like parts of a trace, and belong to none, are entries like
    // any other, and so are those of groups that are none.
    for position in [traces.book.tracePieces, traces.book.steps].joined() {
      let entry = traces.book.entry(at: position)
      guard entry.severity >= .error, !judged.contains(entry), !isExplained(entry) else { continue }
      judged.insert(entry)
      if !traces.book.matches(of: entry).isEmpty {
        explained += 1
        continue
      }
      let key = TemplateKey(template: MessageTemplate.mask(entry.text), severity: entry.severity)
      leftOpen[key, default: Count(first: entry, last: entry.timestamp)].take([entry])
    }
    for (key, count) in leftOpen {
      let own = TemplateCount(
        count: count.count, services: count.services, first: count.first.reference,
        last: count.last)
      all[key] = all[key].map { $0.adding(own) } ?? own
    }
    templates = all.map { key, count in
      UnexplainedTemplate(
        template: key.template, severity: key.severity, count: count.count,
        services: Set(count.services.compactMap(\.name)).sorted(), firstSeen: count.first.timestamp,
        lastSeen: count.last, example: count.first)
    }.sorted { left, right in
      if left.count != right.count { return left.count > right.count }
      if left.template != right.template { return left.template < right.template }
      return left.severity > right.severity
    }
  }
}
