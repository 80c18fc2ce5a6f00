import LogModel
import Patterns

/// Groups failed boots into incidents: by service and root cause.
struct StartupIncidents {
  let library: PatternLibrary
  let index: BootIndex
  let traces: TraceBook
  let membership: TraceMembership
  var threads = 1

  private struct Group: Hashable {
    var service: ServiceIdentity
    var key: RootCauseKey
  }

  /// In the order of their first failed boots.
  func drafts() -> [IncidentDraft] {
    let failed = index.boots.indices.filter { index.boots[$0].outcome == .failed }
    let finder = BootCauseFinder(library: library, traces: traces, membership: membership)
    let attribution = BootAttribution(
      boots: index.boots, failed: failed, finder: finder, threads: threads)
    var order: [Group] = []
    var members: [Group: [Int]] = [:]
    for boot in failed {
      guard let key = attribution.keys[boot] else { continue }
      let group = Group(service: index.boots[boot].service, key: key)
      if members[group] == nil { order.append(group) }
      members[group, default: []].append(boot)
    }
    return order.compactMap { group in
      draft(group, boots: members[group] ?? [], attribution.causes)
    }
  }

  private func draft(_ group: Group, boots members: [Int], _ causes: [Int: BootCause])
    -> IncidentDraft?
  {
    guard let first = members.first.map({ index.boots[$0] }) else { return nil }
    let lastFailure = members.map { index.boots[$0].overAt }.max() ?? first.overAt
    let recoveredAt = index.firstReady(of: group.service, after: lastFailure)
    var draft = IncidentDraft(
      service: group.service, key: group.key,
      kind: members.count >= 2 ? .crashLoop : .startupFailure,
      firstSeen: first.firstSeen, lastSeen: first.lastSeen, recoveredAt: recoveredAt,
      downtime: Downtime(from: first.startedAt, until: recoveredAt))
    draft.failedBoots = members
    var seen: Set<SeenEntry> = []
    for boot in members {
      draft.lastSeen = max(draft.lastSeen, index.boots[boot].lastSeen)
      guard let cause = causes[boot] else { continue }
      if draft.signature == nil, let signature = cause.signature {
        draft.signature = signature
        draft.captures = cause.captures
      }
      if let trace = cause.trace {
        draft.chains.append(trace)
        draft.chainOfBoot[boot] = trace
        if draft.trace == nil { draft.trace = trace }
      }
      for entry in cause.entries where seen.insert(entry).inserted {
        draft.entries.append(entry)
      }
    }
    draft.entries.sort()
    // What was seen of it may lie a little before the first marker, or after the last.
    if let earliest = draft.entries.first?.timestamp, earliest.isDated || !draft.firstSeen.isDated {
      draft.firstSeen = min(draft.firstSeen, earliest)
    }
    if let latest = draft.entries.last?.timestamp { draft.lastSeen = max(draft.lastSeen, latest) }
    return draft
  }
}
