import LogModel

/// Error entries that no signature explains, and how many are.
struct UnexplainedTemplates {
  private(set) var templates: [UnexplainedTemplate] = []
  /// Error entries of traces that a signature explains or an incident tells.
  private(set) var explainedByTraces = 0

  /// - Parameters:
  ///   - isExplained: whether the scan saw an entry explained already.
  ///   - told: entries of the traces that an incident tells.
  init(
    counts: [TemplateKey: TemplateCount], traces: [TraceEvidence], isExplained: (SeenEntry) -> Bool,
    told: Set<SeenEntry>
  ) {
    var all = counts
    for trace in traces {
      let errors = trace.entries.filter {
        $0.severity >= .error && !isExplained($0)
      }
      guard let first = errors.first else { continue }
      if !trace.matches.isEmpty || told.contains(first) {
        explainedByTraces += errors.count
        continue
      }
      guard let root = trace.trace.root else { continue }
      let text = root.message.isEmpty ? root.type : "\(root.type): \(root.message)"
      let key = TemplateKey(template: MessageTemplate.mask(text), severity: first.severity)
      let one = TemplateCount(
        count: errors.count, services: [first.origin.service], first: first.reference,
        last: errors.last?.timestamp ?? first.timestamp)
      all[key] = all[key].map { $0.adding(one) } ?? one
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
