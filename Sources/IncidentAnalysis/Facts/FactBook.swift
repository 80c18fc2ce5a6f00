import LogModel

/// The facts of a run as the analysis reads them: in the total order of entries, each once.
final class FactBook: Sendable {
  let facts: OrderedFacts
  /// Positions of facts, ascending, by what they are. Markers, of which there are most, are in a
  /// ``MarkerBook``.
  let matches: [UInt32]
  /// Traces and lines of traces.
  let tracePieces: [UInt32]
  let failedRequests: [UInt32]
  /// Conditions of signatures that take several entries.
  let steps: [UInt32]
  /// Instances of services are numbered from 0 up to here.
  var instanceCount: Int { instances.count }
  /// Source → the number of the service's instance that it is of.
  private let instanceOfSource: [UInt32]
  private let instances: [Instance]
  private let services: [ServiceIdentity]
  /// Fact → the instance that it speaks of, where its entry names none.
  private let owners: [UInt32: UInt32]
  /// Facts that make no boot.
  let silenced: Set<UInt32>

  /// The numbers of a service and of the instance's name, see ``OrderedFacts``.
  private struct Instance: Hashable {
    var service: UInt32
    var name: UInt32
  }

  /// O(facts + sources).
  init(_ set: FactSet) {
    facts = OrderedFacts(set)
    var matches: [UInt32] = []
    var tracePieces: [UInt32] = []
    var failedRequests: [UInt32] = []
    var steps: [UInt32] = []
    let ranks = facts.rules.map(\.sortKey.rank)
    for index in 0..<facts.count {
      let position = UInt32(truncatingIfNeeded: index)
      switch ranks[facts.ruleIndex(at: index)] {
      case 0: break
      case 1: matches.append(position)
      case 2, 3: tracePieces.append(position)
      case 4: failedRequests.append(position)
      default: steps.append(position)
      }
    }
    self.matches = matches
    self.tracePieces = tracePieces
    self.failedRequests = failedRequests
    self.steps = steps
    var services: [ServiceIdentity] = []
    var serviceNumbers: [ServiceIdentity: Int] = [:]
    let serviceOfOrigin = facts.origins.map { origin in
      if let known = serviceNumbers[origin.service] { return known }
      serviceNumbers[origin.service] = services.count
      services.append(origin.service)
      return services.count - 1
    }
    self.services = services
    var numbers: [Instance: UInt32] = [:]
    var instances: [Instance] = []
    let facts = facts
    instanceOfSource = (0..<facts.sourceCount).map { source in
      let service = serviceOfOrigin[facts.originIndex(ofSource: source)]
      let instance = Instance(
        service: UInt32(truncatingIfNeeded: service), name: facts.instanceNumber(ofSource: source))
      if let known = numbers[instance] { return known }
      let number = UInt32(truncatingIfNeeded: instances.count)
      numbers[instance] = number
      instances.append(instance)
      return number
    }
    self.instances = instances
    owners = [:]
    silenced = []
  }

  /// The same facts, some of them of other instances. O(signs).
  init(_ book: FactBook, placing signs: PlatformSigns) {
    facts = book.facts
    matches = book.matches
    tracePieces = book.tracePieces
    failedRequests = book.failedRequests
    steps = book.steps
    instanceOfSource = book.instanceOfSource
    instances = book.instances
    services = book.services
    owners = signs.owners
    silenced = signs.silenced
  }

  /// The entry of a fact.
  func entry(at position: UInt32) -> SeenEntry {
    SeenEntry(book: self, position: UInt32(truncatingIfNeeded: facts.entry(at: Int(position))))
  }

  func instance(at position: UInt32) -> Int {
    if !owners.isEmpty, let owner = owners[position] { return Int(owner) }
    return Int(instanceOfSource[facts.sourceIndex(at: Int(position))])
  }

  func service(ofInstance number: Int) -> ServiceIdentity {
    services[Int(instances[number].service)]
  }

  func hasName(_ instance: Int) -> Bool { instances[instance].name != 0 }

  /// Made anew at every call. O(length).
  func name(ofInstance number: Int) -> String? { facts.instanceName(instances[number].name) }

  /// The facts of an entry, in order.
  func facts(of entry: SeenEntry) -> Range<Int> {
    let first = Int(entry.position)
    var end = first + 1
    while end < facts.count, facts.entry(at: end) == first { end += 1 }
    return first..<end
  }

  /// The signatures that fired on an entry.
  func matches(of entry: SeenEntry) -> [SignatureMatch] {
    facts(of: entry).compactMap { position in
      guard case .match(let match) = facts.kind(at: position) else { return nil }
      return match
    }
  }
}

extension FactBook {
  /// The conditions, of signatures that take several entries, that held on an entry.
  func stepRules(of entry: SeenEntry) -> [FactRule] {
    facts(of: entry).compactMap { position in
      let rule = facts.rules[facts.ruleIndex(at: position)]
      guard case .step = rule else { return nil }
      return rule
    }
  }
}

/// An entry that facts were seen on, by its place in the total order of entries. 16 bytes: what it
/// holds is read where it is asked for.
struct SeenEntry: Hashable, Comparable, Sendable {
  let book: FactBook
  /// Of the entry's first fact.
  let position: UInt32

  var timestamp: Timestamp { book.facts.timestamp(at: Int(position)) }
  var severity: Severity { book.facts.severity(at: Int(position)) }
  /// Made anew at every call. O(length of the instance's name).
  var source: EntrySource { book.facts.source(at: Int(position)) }
  /// All there is to the source but its instance.
  var origin: EntrySource.Origin { book.facts.origin(at: Int(position)) }
  /// Made anew at every call. O(length).
  var text: String { book.facts.text(at: Int(position)) }
  /// The entry as evidence.
  var reference: EntryReference { book.facts.reference(at: Int(position)) }

  // Of one run there is one book.
  static func == (left: SeenEntry, right: SeenEntry) -> Bool { left.position == right.position }
  static func < (left: SeenEntry, right: SeenEntry) -> Bool { left.position < right.position }
  func hash(into hasher: inout Hasher) { hasher.combine(position) }
}

extension SeenEntry {
  /// Logged as an error, or without a severity.
  var isSerious: Bool {
    let severity = severity
    return severity == .default || severity >= .error
  }

  /// Written by the platform about what it runs: the kubelet's events, Cloud Run's system log, audits.
  var isOfPlatform: Bool {
    let log = origin.log
    return log == "events" || log.hasPrefix("run.googleapis.com/varlog/")
      || log.hasPrefix("cloudaudit.googleapis.com/")
  }
}
