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
}
