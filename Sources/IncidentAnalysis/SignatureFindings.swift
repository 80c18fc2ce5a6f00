public import LogModel
public import Patterns

/// Which signatures a scan fired, on entries and on traces that were logged in pieces.
public enum SignatureFindings {
  public static func ids(in result: ScanResult, library: PatternLibrary) -> Set<String> {
    let book = FactBook(GroupFinder.completed(result.facts, library: library))
    var ids: Set<String> = []
    for rule in book.facts.rules {
      if case .match(let signature) = rule { ids.insert(signature) }
    }
    for trace in TraceBook(book, library: library) {
      ids.formUnion(trace.matches.map(\.signature))
    }
    return ids
  }

  /// Something that a signature fired on.
  public enum Firing: Hashable, Sendable {
    case trace(TraceKind)
    /// An entry that is no trace, by the template of its text.
    case message(template: String, severity: Severity)
  }

  /// What some signatures fired on, each once, and how often.
  public static func firings(
    of ids: Set<String>, in result: ScanResult, library: PatternLibrary, threads: Int = 1
  ) -> [String: [Firing: Int]] {
    let book = FactBook(GroupFinder.completed(result.facts, library: library))
    var firings: [String: [Firing: Int]] = [:]
    var ofTraces = EntrySet(book)
    for trace in TraceBook(book, library: library, threads: threads) {
      let entries = trace.entries
      for entry in entries { ofTraces.insert(entry) }
      let matched = trace.matches.map(\.signature).filter(ids.contains)
      guard !matched.isEmpty, let kind = TraceKind(trace.trace) else { continue }
      for id in matched { firings[id, default: [:]][.trace(kind), default: 0] += 1 }
    }
    for position in book.matches {
      guard case .match(let id) = book.facts.rules[book.facts.ruleIndex(at: Int(position))],
        ids.contains(id)
      else { continue }
      let entry = book.entry(at: position)
      guard !ofTraces.contains(entry) else { continue }
      let template = MessageTemplate.mask(entry.text)
      firings[id, default: [:]][
        .message(template: template, severity: entry.severity), default: 0] += 1
    }
    return firings
  }
}
