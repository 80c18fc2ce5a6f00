import LogModel
import Patterns

/// Failures of services that had started: causes seen outside failed boots.
///
/// What a start-up survived (a refused connection that a retry healed) is no failure. Outside of
/// start-ups a critical cause counts at its first sight, any other from ``leastOccurrences`` on.
struct RuntimeIncidents {
  let library: PatternLibrary
  let boots: [ObservedBoot]
  let unassigned: [Observation]
  let traces: [TraceEvidence]

  /// Occurrences below which a cause of severity `error` is taken for a passing fault.
  static let leastOccurrences = 3

  private struct Group: Hashable {
    var service: ServiceIdentity
    var signature: String
  }

  private struct Sighting {
    var entry: EntryReference
    var match: SignatureMatch
    var trace: TraceEvidence?
  }

  /// - Parameter known: incidents of failed boots: what they explain already joins them.
  func drafts(joining known: inout [IncidentDraft]) -> [IncidentDraft] {
    var groups: [Group: [Sighting]] = [:]
    for observation in unassigned + boots.flatMap(lateObservations) {
      for sighting in sightings(of: observation) {
        let group = Group(
          service: observation.entry.source.service, signature: sighting.match.signature)
        groups[group, default: []].append(sighting)
      }
    }
    var drafts: [IncidentDraft] = []
    for (group, unordered) in groups {
      let sightings = distinct(unordered)
      guard let signature = library.signature(group.signature), let first = sightings.first,
        let last = sightings.last
      else { continue }
      let key = RootCauseKey.signature(group.signature)
      if let index = known.firstIndex(where: { $0.service == group.service && $0.key == key }) {
        join(sightings, to: &known[index])
        continue
      }
      guard sightings.count >= leastOccurrences(of: signature, in: group.service) else { continue }
      var draft = IncidentDraft(
        service: group.service, key: key, kind: .runtimeFailure,
        firstSeen: first.entry.timestamp, lastSeen: last.entry.timestamp)
      draft.signature = group.signature
      draft.captures = first.match.captures
      draft.trace = sightings.compactMap(\.trace).first
      draft.chains = sightings.compactMap(\.trace)
      draft.entries = sightings.map(\.entry)
      draft.downFrom = first.entry.timestamp
      draft.recoveredAt =
        boots.lazy.filter { $0.service == group.service && $0.outcome == .ready }
        .compactMap(\.readyAt).filter { $0 > last.entry.timestamp }.min()
      drafts.append(draft)
    }
    return drafts.sorted { left, right in
      left.firstSeen != right.firstSeen
        ? left.firstSeen < right.firstSeen
        : (left.service, left.key.text) < (right.service, right.key.text)
    }
  }

  /// A start-up failure of a service whose boots these logs do not show counts at its first sight.
  private func leastOccurrences(of signature: Signature, in service: ServiceIdentity) -> Int {
    if signature.severity == .critical { return 1 }
    let isUnseenStart = signature.startup != nil && !boots.contains { $0.service == service }
    return isUnseenStart ? 1 : RuntimeIncidents.leastOccurrences
  }

  /// What a boot showed that is not part of its start-up: after readiness; of a boot that is still
  /// in progress, everything.
  private func lateObservations(_ boot: ObservedBoot) -> [Observation] {
    switch boot.outcome {
    case .failed, .stopped: []
    case .ready:
      boot.observations.filter { $0.entry.timestamp > (boot.readyAt ?? .init(nanoseconds: .max)) }
    case .inProgress: boot.observations
    }
  }

  private func sightings(of observation: Observation) -> [Sighting] {
    let entry = observation.entry
    guard entry.severity == .default || entry.severity >= .warning else { return [] }
    switch observation.content {
    case .match(let match):
      guard library.signature(match.signature)?.role == .cause else { return [] }
      return [Sighting(entry: entry, match: match, trace: nil)]
    case .trace(let index):
      return traces[index].matches
        .filter { library.signature($0.signature)?.role == .cause }
        .map { Sighting(entry: entry, match: $0, trace: traces[index]) }
    }
  }

  /// One sighting an entry, in time order; one with a trace is preferred.
  private func distinct(_ sightings: [Sighting]) -> [Sighting] {
    var byEntry: [EntryKey: Sighting] = [:]
    for sighting in sightings {
      let key = EntryKey(sighting.entry)
      if byEntry[key] == nil || sighting.trace != nil { byEntry[key] = sighting }
    }
    return byEntry.values.sorted { EntryReference.precedes($0.entry, $1.entry) }
  }

  private func join(_ sightings: [Sighting], to draft: inout IncidentDraft) {
    let present = Set(draft.entries.map { EntryKey($0) })
    let further = sightings.map(\.entry).filter { !present.contains(EntryKey($0)) }
    draft.entries = (draft.entries + further).sorted { EntryReference.precedes($0, $1) }
    guard let last = further.map(\.timestamp).max() else { return }
    draft.lastSeen = max(draft.lastSeen, last)
  }
}
