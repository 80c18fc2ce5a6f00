import LogModel
import Patterns

/// Groups failed boots into incidents: by service and root cause.
struct StartupIncidents {
  let library: PatternLibrary
  let boots: [ObservedBoot]
  let traces: [TraceEvidence]

  private struct Group: Hashable {
    var service: ServiceIdentity
    var key: RootCauseKey
  }

  /// In the order of their first failed boots.
  func drafts() -> [IncidentDraft] {
    let finder = BootCauseFinder(library: library, traces: traces)
    let failed = boots.indices.filter { boots[$0].outcome == .failed }
    var causes: [Int: BootCause] = [:]
    for index in failed { causes[index] = finder.cause(of: boots[index]) }
    var order: [Group] = []
    var members: [Group: [Int]] = [:]
    for index in failed {
      let key = causes[index]?.key ?? key(ofBootWithoutEvidence: index, failed, causes)
      let group = Group(service: boots[index].service, key: key)
      if members[group] == nil { order.append(group) }
      members[group, default: []].append(index)
    }
    return order.map { group in
      draft(group, boots: members[group] ?? [], causes)
    }
  }

  /// A failed boot without evidence of its own joins the nearest failed boot of its service and
  /// revision that has some; else it is known by the words of its failure marker or exit.
  private func key(
    ofBootWithoutEvidence index: Int, _ failed: [Int], _ causes: [Int: BootCause]
  ) -> RootCauseKey {
    let boot = boots[index]
    func distance(_ other: Int) -> Double {
      abs(boots[other].firstSeen.seconds(since: boot.firstSeen))
    }
    let neighbours = failed.filter { other in
      causes[other] != nil && boots[other].service == boot.service
        && (boots[other].revision == boot.revision || boot.revision == nil)
    }
    if let nearest = neighbours.min(by: { (distance($0), $0) < (distance($1), $1) }),
      let cause = causes[nearest]
    {
      return cause.key
    }
    let telling = boot.markers.first { $0.marker.captures["error"] != nil }
    let words =
      telling?.marker.captures["error"]
      ?? boot.markers.first { $0.isEnd }?.entry.text ?? boot.markers.last?.entry.text ?? ""
    return .template(MessageTemplate.mask(words))
  }

  private func draft(_ group: Group, boots indices: [Int], _ causes: [Int: BootCause])
    -> IncidentDraft
  {
    let first = boots[indices[0]]
    var draft = IncidentDraft(
      service: group.service, key: group.key,
      kind: indices.count >= 2 ? .crashLoop : .startupFailure,
      firstSeen: first.firstSeen, lastSeen: first.lastSeen)
    draft.failedBoots = indices
    draft.downFrom = first.startedAt
    var seen: Set<EntryKey> = []
    for index in indices {
      draft.lastSeen = max(draft.lastSeen, boots[index].lastSeen)
      guard let cause = causes[index] else { continue }
      if draft.signature == nil, let signature = cause.signature {
        draft.signature = signature
        draft.captures = cause.captures
      }
      if let trace = cause.trace {
        draft.chains.append(trace)
        if draft.trace == nil { draft.trace = trace }
      }
      for entry in cause.entries where seen.insert(EntryKey(entry)).inserted {
        draft.entries.append(entry)
      }
    }
    draft.entries.sort { EntryReference.precedes($0, $1) }
    let lastFailure = indices.map { boots[$0].lastSeen }.max() ?? draft.lastSeen
    draft.recoveredAt = recovery(of: group.service, after: lastFailure)
    return draft
  }

  /// When the first boot of a service after a moment became ready.
  private func recovery(of service: ServiceIdentity, after moment: Timestamp) -> Timestamp? {
    boots.lazy.filter { $0.service == service && $0.outcome == .ready }
      .compactMap(\.readyAt).filter { $0 > moment }.min()
  }
}
