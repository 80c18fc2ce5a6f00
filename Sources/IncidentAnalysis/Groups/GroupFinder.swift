import LogModel
import Patterns

/// Signatures that take several entries: facts of their conditions become matches, one on each entry of a
/// group.
enum GroupFinder {
  /// The facts with the matches of all groups. Depends on nothing but the facts and the library.
  static func completed(_ facts: FactSet, library: PatternLibrary, threads: Int = 1) -> FactSet {
    guard library.hasGroups else { return facts }
    let book = FactBook(facts)
    var completed = facts
    for (signature, sightings) in sightings(in: book, library: library, threads: threads) {
      if let rule = library.signatures[signature].rule {
        for entry in ReliabilityFinder.found(among: sightings, rule, book) {
          let match = SignatureMatch(signature: library.signatures[signature].id, captures: [:])
          completed.insert(Fact(entry: entry.reference, kind: .match(match)))
        }
      }
      guard let group = library.signatures[signature].group else { continue }
      for (search, sightings) in searches(among: sightings, group, book) {
        var search = search
        for found in search.found() {
          let match = SignatureMatch(
            signature: library.signatures[signature].id, captures: found.captures)
          for member in found.members {
            let entry = SeenEntry(book: book, position: sightings[member].entry)
            completed.insert(Fact(entry: entry.reference, kind: .match(match)))
          }
        }
      }
    }
    return completed
  }

  /// Of each signature, by its index, the entries that its conditions held on, in order.
  private static func sightings(
    in book: FactBook, library: PatternLibrary, threads: Int
  ) -> [(signature: Int, sightings: [GroupSearch.Sighting])] {
    var found: [Int: [GroupSearch.Sighting]] = [:]
    func add(_ step: SignatureStep, _ signature: Int, on entry: SeenEntry) {
      // What has no time is neither before nor after anything; lines of one file are.
      guard entry.timestamp.isDated || library.signatures[signature].rule != nil else { return }
      var sighting = GroupSearch.Sighting(entry: entry.position, time: entry.timestamp)
      sighting.held = 1 << UInt128(step.step)
      if !step.captures.isEmpty { sighting.captures[step.step] = step.captures }
      found[signature, default: []].append(sighting)
    }
    var numbers: [String: Int] = [:]
    for (index, signature) in library.signatures.enumerated()
    where signature.group != nil || signature.rule != nil {
      numbers[signature.id] = index
    }
    let signatures = book.facts.rules.map { rule -> Int? in
      guard case .step(let id, _) = rule else { return nil }
      return numbers[id]
    }
    for position in book.steps {
      guard let signature = signatures[book.facts.ruleIndex(at: Int(position))],
        case .step(let step) = book.facts.kind(at: Int(position))
      else { continue }
      add(step, signature, on: book.entry(at: position))
    }
    // A trace that was logged in pieces is seen as a whole by nobody else.
    for (entry, step) in TraceBook(book, library: library, threads: threads).steps {
      guard let signature = numbers[step.signature] else { continue }
      add(step, signature, on: entry)
    }
    return found.sorted { $0.key < $1.key }.map { ($0.key, united($0.value)) }
  }

  /// One sighting an entry, in order.
  private static func united(_ sightings: [GroupSearch.Sighting]) -> [GroupSearch.Sighting] {
    var united: [GroupSearch.Sighting] = []
    for sighting in sightings.sorted(by: { $0.entry < $1.entry }) {
      if let last = united.indices.last, united[last].entry == sighting.entry {
        united[last].held |= sighting.held
        united[last].captures.merge(sighting.captures) { first, _ in first }
      } else {
        united.append(sighting)
      }
    }
    return united
  }

  private struct Scope: Hashable {
    var instance: Int?
    var service: ServiceIdentity?
    var environment: String?
    /// What the entries captured alike.
    var shared: [String]
  }

  /// The searches of all scopes, the one first that is seen first.
  ///
  /// What a group is none with counts for every group of its scope, unless it captured what the entries of
  /// a group have to capture alike: then for those of the same values. O(sightings × conditions).
  private static func searches(
    among sightings: [GroupSearch.Sighting], _ group: EntryGroup, _ book: FactBook
  ) -> [(search: GroupSearch, sightings: [GroupSearch.Sighting])] {
    var numbers: [Scope: Int] = [:]
    var scopes: [(scope: Scope, sightings: [GroupSearch.Sighting])] = []
    var vetoes: [Scope: [Timestamp]] = [:]
    for sighting in sightings {
      let wide = scope(of: sighting, group, book)
      // One entry may have captured other values under other conditions.
      var held: [[String]: UInt128] = [:]
      for condition in group.conditions.indices where sighting.held & 1 << UInt128(condition) != 0 {
        let values = group.sharing.compactMap { sighting.captures[condition]?[$0] }
        if values.count == group.sharing.count {
          held[values, default: 0] |= 1 << UInt128(condition)
        } else if condition >= group.steps.count {
          vetoes[wide, default: []].append(sighting.time)
        }
      }
      for (values, conditions) in held.sorted(by: { $0.key.lexicographicallyPrecedes($1.key) }) {
        var scope = wide
        scope.shared = values
        var own = sighting
        own.held = conditions
        if let number = numbers[scope] {
          scopes[number].sightings.append(own)
        } else {
          numbers[scope] = scopes.count
          scopes.append((scope, [own]))
        }
      }
    }
    return scopes.map { scope, sightings in
      var wide = scope
      wide.shared = []
      return (GroupSearch(group, sightings, vetoes: vetoes[wide] ?? []), sightings)
    }
  }

  private static func scope(
    of sighting: GroupSearch.Sighting, _ group: EntryGroup, _ book: FactBook
  ) -> Scope {
    let entry = SeenEntry(book: book, position: sighting.entry)
    let service = entry.origin.service
    switch group.scope {
    case .instance: return Scope(instance: book.instance(at: sighting.entry), shared: [])
    case .service: return Scope(service: service, shared: [])
    case .environment: return Scope(environment: service.environment, shared: [])
    case .any: return Scope(shared: [])
    }
  }
}
