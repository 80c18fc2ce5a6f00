import LogModel
import Patterns

/// Finds the entries on which a rule of the CRE format fires that takes more than one line.
enum ReliabilityFinder {
  private struct Scope: Hashable {
    /// Of a service, where it is known; else the service as a whole.
    var instance: Int
    /// Of lines without a time: what else they have is their order in a file.
    var file: String?
  }

  /// The entries of all hits, each once. O(sightings × terms).
  static func found(
    among sightings: [GroupSearch.Sighting], _ rule: ReliabilityRule, _ book: FactBook
  ) -> [SeenEntry] {
    var numbers: [Scope: Int] = [:]
    var scopes: [[GroupSearch.Sighting]] = []
    for sighting in sightings {
      var scope = Scope(instance: book.instance(at: sighting.entry))
      if !sighting.time.isDated {
        scope.file = SeenEntry(book: book, position: sighting.entry).reference.file
      }
      if let number = numbers[scope] {
        scopes[number].append(sighting)
      } else {
        numbers[scope] = scopes.count
        scopes.append([sighting])
      }
    }
    var found: Set<SeenEntry> = []
    for sightings in scopes {
      let lines = sightings.map { sighting in
        ReliabilitySearch.Line(
          time: sighting.time.isDated ? sighting.time.nanoseconds : 0, held: sighting.held)
      }
      var search = ReliabilitySearch(rule, lines)
      for line in search.found().joined() {
        found.insert(SeenEntry(book: book, position: sightings[line].entry))
      }
    }
    return found.sorted()
  }
}
