import LogModel
import Patterns

/// Cuts the markers of one instance into boots.
///
/// An end marker of any layer ends the boot; what follows it belongs to it until the next start. A
/// new boot begins at a start marker that comes after an end, or whose very condition this boot has
/// met already. Of a boot whose start is not in the logs it also begins at a start that comes after
/// what follows it in every boot: later markers of its own profile, or those of an inner layer.
struct BootBuilder {
  private struct Condition: Hashable {
    var profile: String
    var slot: BootMarker.Slot
    var condition: Int

    init(_ marker: BootMarker) {
      profile = marker.profile
      slot = marker.slot
      condition = marker.condition
    }
  }

  private struct Draft {
    var markers: [BootMarkerSighting] = []
    var met: Set<Condition> = []
    /// When each profile, and each layer, was first seen in this boot.
    var profiles: [String: Timestamp] = [:]
    var layers: [Profile.Layer: Timestamp] = [:]
    /// Profiles whose start was seen.
    var started: Set<String> = []
    /// The first start, and whether a marker of an outer layer came before it.
    var hasStart = false
    var startsInside = false
    var hasEnd = false
    var isReady = false
  }

  /// Start markers of outer layers may come a little after the first lines of the process, from
  /// another log: within this many seconds they join a boot that began without one.
  private static let startSlack = 5.0

  private let service: ServiceIdentity
  private let instance: String?
  /// When the instance first answered a request below 500.
  private let firstSuccess: Timestamp?
  /// When a trace showed code that a server or application profile knows, ascending.
  private let innerTraces: [Timestamp]
  /// The last marker of the boot before: what came earlier tells nothing about this one.
  private var previousLast: Timestamp?
  private var boots: [ObservedBoot] = []
  private var draft: Draft?

  private init(
    service: ServiceIdentity, instance: String?, firstSuccess: Timestamp?, innerTraces: [Timestamp]
  ) {
    self.service = service
    self.instance = instance
    self.firstSuccess = firstSuccess
    self.innerTraces = innerTraces
  }

  /// - Parameters:
  ///   - markers: of one instance.
  ///   - innerTraces: when traces of the instance showed code that a server or application profile
  ///     knows, ascending.
  static func boots(
    service: ServiceIdentity, instance: String?, markers: [BootMarkerSighting],
    firstSuccess: Timestamp?, innerTraces: [Timestamp]
  ) -> [ObservedBoot] {
    var builder = BootBuilder(
      service: service, instance: instance, firstSuccess: firstSuccess, innerTraces: innerTraces)
    for marker in BootMarkerSighting.inOrderOfBoot(markers) { builder.take(marker) }
    builder.close(cutOff: false)
    return builder.boots
  }

  private mutating func take(_ sighting: BootMarkerSighting) {
    if let current = draft, beginsAnother(sighting, after: current) {
      close(cutOff: !current.hasEnd)
    }
    var current = draft ?? Draft()
    current.markers.append(sighting)
    current.met.insert(Condition(sighting.marker))
    switch sighting.marker.slot {
    case .start:
      if !current.hasStart {
        current.startsInside = current.layers.contains { layer, first in
          layer < sighting.layer && first < sighting.time
        }
      }
      current.hasStart = true
      current.started.insert(sighting.marker.profile)
    case .ready: current.isReady = current.isReady || sighting.layer != .platform
    case .failed, .exit: current.hasEnd = true
    case .phaseEnter, .phaseDone, .phaseFailed: break
    }
    if current.profiles[sighting.marker.profile] == nil {
      current.profiles[sighting.marker.profile] = sighting.time
    }
    if current.layers[sighting.layer] == nil { current.layers[sighting.layer] = sighting.time }
    draft = current
  }

  private func beginsAnother(_ sighting: BootMarkerSighting, after current: Draft) -> Bool {
    let isMet = current.met.contains(Condition(sighting.marker))
    switch sighting.marker.slot {
    case .start:
      if current.hasEnd || isMet { return true }
      if !current.hasStart && current.isReady { return true }
      if !current.started.contains(sighting.marker.profile),
        let earlier = current.profiles[sighting.marker.profile], earlier < sighting.time
      {
        return true
      }
      return !current.hasStart
        && current.layers.contains { layer, first in
          layer > sighting.layer
            && sighting.time.seconds(since: first) > BootBuilder.startSlack
        }
    case .exit:
      // A process exits once: the same exit line again, without a start between, is another boot
      // whose start was not logged.
      guard isMet, sighting.exitCode != nil, let last = current.markers.last else { return false }
      return !sighting.time.isDated || sighting.time.seconds(since: last.time) >= 1
    case .failed, .ready, .phaseEnter, .phaseDone, .phaseFailed:
      return false
    }
  }

  private mutating func close(cutOff: Bool) {
    guard let draft, let first = draft.markers.first else { return }
    self.draft = nil
    let firstEnd = draft.markers.first { $0.isEnd }
    let exitCode = draft.markers.last { $0.exitCode != nil }?.exitCode
    var readyAt = readiness(of: draft, before: firstEnd?.time)
    if readyAt == nil, let firstEnd, firstEnd.marker.captures["live"] != nil {
      // A liveness probe runs only after the start-up has succeeded.
      readyAt = firstEnd.time
    }
    if first.entry.source.platform == "cloud-run-job" {
      // A task is done when it exits with 0, and at no time before.
      readyAt = exitCode == 0 ? firstEnd?.time : nil
    }
    let hasFailure = draft.markers.contains { sighting in
      if case .phaseFailed = sighting.marker.slot { return true }
      return sighting.marker.slot == .failed
    }
    let outcome: Boot.Outcome
    if readyAt != nil {
      outcome = .ready
    } else if let firstEnd {
      let wasStopped = firstEnd.isStop || exitCode == 0
      outcome = wasStopped && !hasFailure ? .stopped : .failed
    } else {
      outcome = cutOff ? .failed : .inProgress
    }
    // Where a marker of an outer layer came before the first start, the boot's own start was cut off.
    let startedAt = draft.hasStart && !draft.startsInside ? first.time : nil
    previousLast = draft.markers.last?.time
    // The end of a boot that failed spans all its end markers; one that was ready ends at the first.
    let endedAt = draft.markers.last { $0.isEnd }?.time
    boots.append(
      ObservedBoot(
        service: service, instance: instance,
        revision: draft.markers.compactMap { $0.entry.source.revision }.first,
        markers: draft.markers, startedAt: startedAt, readyAt: readyAt, firstEndAt: firstEnd?.time,
        endedAt: endedAt, outcome: outcome, isCutOff: cutOff && outcome == .failed,
        exitCode: exitCode))
  }

  /// When the boot became ready, if it did so before its first end.
  ///
  /// Platform readiness (a TCP probe) counts only where no server or application profile has left a
  /// marker: a server may bind its port before it loads the application.
  private func readiness(of draft: Draft, before end: Timestamp?) -> Timestamp? {
    let hasInner = draft.markers.contains { $0.layer != .platform } || hasInnerTrace(draft, end)
    let ready = draft.markers.first { sighting in
      sighting.marker.slot == .ready && (sighting.layer != .platform || !hasInner)
        && (end.map { sighting.time <= $0 } ?? true)
    }
    if let ready { return ready.time }
    guard let firstSuccess, let first = draft.markers.first else { return nil }
    guard previousLast.map({ firstSuccess > $0 }) ?? true else { return nil }
    guard end.map({ firstSuccess < $0 }) ?? true else { return nil }
    // An instance that answered was ready; before the first marker only where the start was cut off.
    if draft.hasStart { return firstSuccess >= first.time ? firstSuccess : nil }
    return firstSuccess
  }

  /// Whether code that a server or application profile knows raised something in this boot: then
  /// that software was starting, though it left no marker.
  private func hasInnerTrace(_ draft: Draft, _ end: Timestamp?) -> Bool {
    guard let first = draft.markers.first else { return false }
    let from = previousLast.map { max($0, first.time) } ?? first.time
    let index = innerTraces.firstIndex(atOrAfter: from)
    return index < innerTraces.count && (end.map { innerTraces[index] <= $0 } ?? true)
  }
}
