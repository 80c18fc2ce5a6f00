public import LogModel
public import Patterns

/// Which signatures a scan fired, on entries and on traces that were logged in pieces.
public enum SignatureFindings {
  public static func ids(in result: ScanResult, library: PatternLibrary) -> Set<String> {
    let facts = result.facts.sorted
    var ids: Set<String> = []
    for fact in facts {
      if case .match(let match) = fact.kind { ids.insert(match.signature) }
    }
    for trace in TraceJoining(library: library).join(facts) {
      ids.formUnion(trace.matches.map(\.signature))
    }
    return ids
  }
}
