import LogModel
import Patterns

/// Failures of services that had started: causes seen outside failed boots, and instances that end
/// while they run.
///
/// What a start-up survived (a refused connection that a retry healed) is no failure. Outside of
/// start-ups a critical cause counts at its first sight, and so does what ends an instance; anything
/// else from ``leastOccurrences`` on.
struct RuntimeIncidents {
  let library: PatternLibrary
  let index: BootIndex
  let unassigned: ObservationList
  let traces: TraceBook
  let membership: TraceMembership

  /// Occurrences below which a cause of severity `error` is taken for a passing fault.
  static let leastOccurrences = 3

  private struct Group: Hashable {
    var service: ServiceIdentity
    var key: RootCauseKey
  }

  /// 16 bytes: of one cause there may be a million.
  private struct Sighting {
    /// Position of the entry.
    var entry: UInt32
    /// Position of the entry that a signature fired on; ``none`` where a trace or an end is seen.
    var matched = Sighting.none
    /// Index into the traces; ``none`` for no trace.
    var trace = Sighting.none
    /// An instance ended right after it, or this is the end itself.
    var endsInstance = false
    var isEnd = false

    static let none = UInt32.max

    init(_ entry: SeenEntry) { self.entry = entry.position }
  }

  private func entry(of sighting: Sighting) -> SeenEntry {
    SeenEntry(book: traces.book, position: sighting.entry)
  }

  private func trace(of sighting: Sighting) -> TraceEvidence? {
    sighting.trace == Sighting.none ? nil : traces[Int(sighting.trace)]
  }

  /// What a signature captured where it fired.
  private func match(_ signature: String, of sighting: Sighting) -> SignatureMatch? {
    let all: [SignatureMatch]
    if let trace = trace(of: sighting) {
      all = trace.matches
    } else if sighting.matched != Sighting.none {
      all = traces.book.matches(of: SeenEntry(book: traces.book, position: sighting.matched))
    } else {
      return nil
    }
    return all.first { $0.signature == signature }
  }

  /// - Parameter known: incidents of failed boots: what they explain already joins them.
  func drafts(joining known: inout [IncidentDraft]) -> [IncidentDraft] {
    var positions: [Group: Int] = [:]
    for (position, draft) in known.enumerated() {
      positions[Group(service: draft.service, key: draft.key)] = position
    }
    var groups = self.groups()
    // One at a time, in place.
    for index in groups.values.indices { distinct(&groups.values[index]) }
    dropExplained(from: &groups, known)
    var drafts: [IncidentDraft] = []
    for (group, sightings) in groups {
      if let position = positions[group] {
        join(sightings, to: &known[position])
      } else if sightings.count >= leastOccurrences(of: group, sightings),
        let draft = draft(of: group, sightings)
      {
        drafts.append(draft)
      }
    }
    return drafts.sorted { left, right in
      left.firstSeen != right.firstSeen
        ? left.firstSeen < right.firstSeen
        : (left.service, left.key.text) < (right.service, right.key.text)
    }
  }

  private func draft(of group: Group, _ sightings: [Sighting]) -> IncidentDraft? {
    guard let first = sightings.first.map({ entry(of: $0).timestamp }),
      let last = sightings.last.map({ entry(of: $0).timestamp })
    else { return nil }
    let recoveredAt = index.firstReady(of: group.service, after: last)
    var draft = IncidentDraft(
      service: group.service, key: group.key, kind: .runtimeFailure, firstSeen: first,
      lastSeen: last, recoveredAt: recoveredAt,
      downtime: Downtime(
        from: first,
        until: recoveredAt ?? last.advanced(bySeconds: ServingErrorIncidents.neighbourhood)))
    var match: SignatureMatch?
    if case .signature(let id) = group.key {
      match = sightings.lazy.compactMap { self.match(id, of: $0) }.first
    }
    draft.signature = match?.signature
    draft.captures = match?.captures ?? [:]
    draft.chains = sightings.compactMap(trace)
    draft.trace = draft.chains.first
    draft.entries = sightings.map(entry)
    draft.endsInstances = match == nil && sightings.contains(where: \.isEnd)
    return draft
  }

  private func groups() -> [Group: [Sighting]] {
    var groups: [Group: [Sighting]] = [:]
    func add(_ sighting: Sighting, _ key: RootCauseKey) {
      let group = Group(service: entry(of: sighting).origin.service, key: key)
      groups[group, default: []].append(sighting)
    }
    for observation in unassigned {
      for (key, sighting) in sightings(of: observation) { add(sighting, key) }
    }
    // Whoever wrote a rule is told when it fires, whatever became of the boot.
    for boot in index.boots {
      for observation in boot.observations where isOfRule(observation) {
        for (key, sighting) in sightings(of: observation) { add(sighting, key) }
      }
    }
    for boot in index.boots where boot.outcome == .ready || boot.outcome == .inProgress {
      let end = AbruptEnd(of: boot)
      var isExplained = false
      for observation in boot.observations {
        if let readyAt = boot.readyAt, observation.entry.timestamp <= readyAt { continue }
        let isFatal = end?.isCaused(by: observation.entry) ?? false
        for (key, var sighting) in sightings(of: observation) {
          sighting.endsInstance = isFatal
          isExplained = isExplained || isFatal
          add(sighting, key)
        }
      }
      guard let end, !isExplained else { continue }
      if let trace = lastTrace(before: end, of: boot),
        let key = RootCauseKey(of: traces[trace].trace)
      {
        var sighting = Sighting(traces[trace].telling)
        sighting.trace = UInt32(truncatingIfNeeded: trace)
        sighting.endsInstance = true
        add(sighting, key)
      } else {
        let key = RootCauseKey.template(MessageTemplate.mask(end.entry.text))
        var sighting = Sighting(end.entry)
        sighting.isEnd = true
        add(sighting, key)
      }
    }
    return groups
  }

  private func isOfRule(_ observation: Observation) -> Bool {
    guard case .match(let match) = observation.content else { return false }
    return library.signature(match.signature)?.rule != nil
  }

  /// The last trace that no cause explains, right before an instance ended.
  private func lastTrace(before end: AbruptEnd, of boot: ObservedBoot) -> Int? {
    for observation in boot.observations.reversed() {
      guard case .trace(let position) = observation.content, observation.entry.isSerious,
        boot.readyAt.map({ observation.entry.timestamp > $0 }) ?? true,
        end.isCaused(by: observation.entry)
      else { continue }
      return position
    }
    return nil
  }

  private func leastOccurrences(of group: Group, _ sightings: [Sighting]) -> Int {
    if sightings.contains(where: \.endsInstance) { return 1 }
    guard case .signature(let id) = group.key, let signature = library.signature(id) else {
      return RuntimeIncidents.leastOccurrences
    }
    // A group is several occurrences already.
    if signature.severity == .critical || signature.speaksForItself { return 1 }
    // A start-up failure of a service whose boots these logs do not show counts at its first sight.
    let isUnseenStart = signature.startup != nil && index.boots(of: group.service).isEmpty
    return isUnseenStart ? 1 : RuntimeIncidents.leastOccurrences
  }

  private func sightings(of observation: Observation) -> [(RootCauseKey, Sighting)] {
    let entry = observation.entry
    // A service survives what it warns of; the platform warns of what it did.
    guard
      observation.isSerious(in: library) || (entry.severity == .warning && entry.isOfPlatform)
    else { return [] }
    switch observation.content {
    case .match(let match):
      guard library.isCause(match.signature) else { return [] }
      var sighting = Sighting(membership.telling(entry))
      sighting.matched = entry.position
      return [(.signature(match.signature), sighting)]
    case .trace(let position):
      let trace = traces[position]
      return trace.matches.filter { library.isCause($0.signature) }.map { match in
        var sighting = Sighting(trace.telling)
        sighting.trace = UInt32(truncatingIfNeeded: position)
        return (.signature(match.signature), sighting)
      }
    }
  }

  /// One sighting an entry, in time order; one with a trace is preferred.
  private func distinct(_ all: inout [Sighting]) {
    all.sort { $0.entry < $1.entry }
    var kept = 0
    for index in all.indices.dropFirst() {
      guard all[index].entry == all[kept].entry else {
        kept += 1
        all[kept] = all[index]
        continue
      }
      if all[kept].trace == Sighting.none { all[kept].trace = all[index].trace }
      if all[index].endsInstance { all[kept].endsInstance = true }
    }
    all.removeLast(max(0, all.count - kept - 1))
  }

  /// Leaves out what another incident of the service in the same time accounts for.
  private func dropExplained(
    from groups: inout [Group: [Sighting]], _ known: [IncidentDraft]
  ) {
    var spans: [ServiceIdentity: [(id: String, from: Timestamp, to: Timestamp)]] = [:]
    func add(_ service: ServiceIdentity, _ id: String, _ from: Timestamp, _ to: Timestamp) {
      guard library.signature(id).map({ !$0.explains.isEmpty }) ?? false else { return }
      let slack = ServingErrorIncidents.neighbourhood
      spans[service, default: []].append(
        (id, from.advanced(bySeconds: -slack), to.advanced(bySeconds: slack)))
    }
    for draft in known {
      if let id = draft.signature { add(draft.service, id, draft.firstSeen, draft.lastSeen) }
    }
    for (group, sightings) in groups {
      guard case .signature(let id) = group.key,
        let first = sightings.first.map({ entry(of: $0).timestamp }),
        let last = sightings.last.map({ entry(of: $0).timestamp }),
        sightings.count >= leastOccurrences(of: group, sightings)
      else { continue }
      add(group.service, id, first, last)
    }
    for (group, sightings) in groups {
      guard case .signature(let id) = group.key, let own = spans[group.service] else { continue }
      let causes = own.filter { library.explains($0.id, id) }
      guard !causes.isEmpty else { continue }
      let rest = sightings.filter { sighting in
        let time = entry(of: sighting).timestamp
        return !causes.contains { $0.from <= time && time <= $0.to }
      }
      groups[group] = rest.isEmpty ? nil : rest
    }
  }

  /// Warnings of the same cause that a running service survives are no part of its failure to start.
  private func join(_ sightings: [Sighting], to draft: inout IncidentDraft) {
    let present = Set(draft.entries)
    let further = sightings.map(entry).filter { entry in
      entry.isSerious && !present.contains(entry)
    }
    draft.entries = (draft.entries + further).sorted()
    guard let first = draft.entries.first, let last = draft.entries.last else { return }
    if first.timestamp.isDated { draft.firstSeen = min(draft.firstSeen, first.timestamp) }
    draft.lastSeen = max(draft.lastSeen, last.timestamp)
  }
}
