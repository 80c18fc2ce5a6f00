import LogModel
import Patterns

/// A symptom that failed boots showed, with the entries.
struct SeenSymptom {
  var title: String
  var entries: [SeenEntry]
}

/// Finds the symptoms of failed boots: what is known of a failure though its cause is not.
struct SymptomFinder {
  let library: PatternLibrary

  /// The most frequent first; of equals by id.
  func symptoms(of draft: IncidentDraft, index: BootIndex) -> [SeenSymptom] {
    guard draft.signature == nil else { return [] }
    var entries: [String: [SeenEntry]] = [:]
    for boot in draft.failedBoots {
      for observation in index.boots[boot].observations {
        guard case .match(let match) = observation.content, observation.entry.isSerious,
          library.signature(match.signature)?.role == .symptom
        else { continue }
        entries[match.signature, default: []].append(observation.entry)
      }
    }
    return entries.sorted { ($1.value.count, $0.key) < ($0.value.count, $1.key) }.map { id, seen in
      SeenSymptom(title: library.signature(id)?.title ?? id, entries: seen)
    }
  }
}
