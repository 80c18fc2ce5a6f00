import LogModel
import Patterns

/// All boots of a run, and what each instance showed in the time of each.
struct BootHistory {
  /// By first sight, then service, instance.
  private(set) var boots: [ObservedBoot] = []
  /// Observations that belong to no boot, in time order.
  private(set) var unassigned: [Observation] = []

  private struct Instance: Hashable {
    var service: ServiceIdentity
    var name: String?
  }

  /// A boot's first lines may be stamped a little before its start marker, by another clock.
  private static let headSlack: Int64 = 2_000_000_000

  init(
    facts: [Fact], traces: [TraceEvidence], activities: [ServiceIdentity: ServiceActivity],
    library: PatternLibrary
  ) {
    var markers: [Instance: [BootMarkerSighting]] = [:]
    var observations: [Instance: [Observation]] = [:]
    for fact in facts {
      let source = fact.entry.source
      let instance = Instance(service: source.service, name: source.instance)
      switch fact.kind {
      case .marker(let marker):
        guard let profile = library.profile(marker.profile) else { continue }
        markers[instance, default: []].append(
          BootMarkerSighting(marker: marker, layer: profile.layer, entry: fact.entry))
      case .match(let match):
        observations[instance, default: []].append(
          Observation(entry: fact.entry, content: .match(match)))
      case .trace, .traceFragment, .failedRequest: break
      }
    }
    for (index, trace) in traces.enumerated() {
      guard let entry = trace.entries.first else { continue }
      let instance = Instance(service: entry.source.service, name: entry.source.instance)
      observations[instance, default: []].append(Observation(entry: entry, content: .trace(index)))
    }
    for (instance, sightings) in markers {
      let firstSuccess = instance.name.flatMap { activities[instance.service]?.firstSuccess[$0] }
      var own = BootBuilder.boots(
        service: instance.service, instance: instance.name, markers: sightings,
        firstSuccess: firstSuccess)
      let seen = (observations.removeValue(forKey: instance) ?? []).sorted {
        EntryReference.precedes($0.entry, $1.entry)
      }
      for observation in seen {
        let index = own.lastIndex { boot in
          let start = boot.firstSeen.advanced(byNanoseconds: -BootHistory.headSlack)
          return start <= observation.entry.timestamp
        }
        // What an instance shows before its first boot belongs to that boot's cut-off head.
        if let index {
          own[index].observations.append(observation)
        } else if own.first?.startedAt == nil, !own.isEmpty {
          own[0].observations.append(observation)
        } else {
          unassigned.append(observation)
        }
      }
      boots += own
    }
    for rest in observations.values { unassigned += rest }
    unassigned.sort { EntryReference.precedes($0.entry, $1.entry) }
    boots.sort { left, right in
      if left.firstSeen != right.firstSeen { return left.firstSeen < right.firstSeen }
      if left.service != right.service { return left.service < right.service }
      return (left.instance ?? "") < (right.instance ?? "")
    }
  }
}
