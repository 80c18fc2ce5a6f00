import LogModel
import Patterns

/// Cuts the markers of one instance into boots.
///
/// An end marker of any layer ends the boot; what follows it belongs to it until the next start. A
/// new boot begins at a start marker that comes after an end, or whose very condition this boot has
/// met already; after the kill by a liveness probe, which restarts the process, at the first phase or
/// readiness as well. Of a boot whose start is not in the logs it also begins at a start that comes after
/// what follows it in every boot: later markers of its own profile, or those of an inner layer.
struct BootBuilder {
  /// One attempt that is being read.
  private struct Draft {
    /// Index of its first marker.
    var first: Int
    /// When each layer was first seen in this boot: platform, server, application.
    var layers: [Timestamp?] = [nil, nil, nil]
    /// The first start, and whether a marker of an outer layer came before it.
    var hasStart = false
    var startsInside = false
    var hasEnd = false
    /// Whether a liveness probe had the process killed, which is started anew then.
    var isRestarting = false
    var isReady = false
  }

  /// What a profile has shown, with the number of the boot in which it did.
  private struct ProfileSight {
    var boot = 0
    var first = Timestamp(nanoseconds: 0)
    var isStarted = false
  }

  /// Start markers of outer layers may come a little after the first lines of the process, from
  /// another log: within this many seconds they join a boot that began without one.
  private static let startSlack = 5.0

  private let markers: MarkerBook
  /// Rule → the last boot that met it; numbered from 1, through all instances.
  private var met: [Int]
  private var profiles: [ProfileSight]
  private var number = 0

  /// When the instance first answered a request below 500.
  private var firstSuccess: Timestamp?
  /// When a trace showed code that a server or application profile knows, ascending.
  private var innerTraces: [Timestamp] = []
  /// The last marker of the boot before: what came earlier tells nothing about this one.
  private var previousLast: Timestamp?
  private var boots: [ObservedBoot] = []
  private var draft: Draft?

  init(_ markers: MarkerBook, library: PatternLibrary) {
    self.markers = markers
    met = Array(repeating: 0, count: markers.rules.count)
    profiles = Array(repeating: ProfileSight(), count: library.profiles.count)
  }

  /// The boots of one instance.
  ///
  /// - Parameter innerTraces: when traces of the instance showed code that a server or application
  ///   profile knows, ascending.
  mutating func boots(
    of number: Int, firstSuccess: Timestamp?, innerTraces: [Timestamp]
  ) -> [ObservedBoot] {
    self.firstSuccess = firstSuccess
    self.innerTraces = innerTraces
    previousLast = nil
    boots = []
    let all = MarkerSlice(markers, markers.parts[number])
    for index in all.indices { take(all[index], at: index) }
    close(at: all.endIndex, cutOff: false)
    return boots
  }

  private mutating func take(_ sighting: BootMarkerSighting, at index: Int) {
    let (slot, layer, profile, time) = (
      sighting.slot, sighting.layer, sighting.profile, sighting.time
    )
    if let current = draft, beginsAnother(sighting, at: index, after: current) {
      close(at: index, cutOff: !current.hasEnd)
    }
    if draft == nil {
      draft = Draft(first: index)
      number += 1
    }
    met[sighting.rule] = number
    if profiles[profile].boot != number {
      profiles[profile] = ProfileSight(boot: number, first: time)
    }
    switch slot {
    case .start:
      if draft?.hasStart == false, let layers = draft?.layers {
        draft?.startsInside = layers[..<layer.depth].contains { first in
          first.map { $0 < time } ?? false
        }
      }
      draft?.hasStart = true
      profiles[profile].isStarted = true
    case .ready: if layer != .platform { draft?.isReady = true }
    case .failed, .exit:
      draft?.hasEnd = true
      if sighting.capture("live") != nil { draft?.isRestarting = true }
    case .phaseEnter, .phaseDone, .phaseFailed: break
    }
    if draft?.layers[layer.depth] == nil { draft?.layers[layer.depth] = time }
  }

  private func beginsAnother(
    _ sighting: BootMarkerSighting, at index: Int, after current: Draft
  ) -> Bool {
    let isMet = met[sighting.rule] == number
    let time = sighting.time
    switch sighting.slot {
    case .start:
      if current.hasEnd || isMet { return true }
      if !current.hasStart && current.isReady { return true }
      let profile = profiles[sighting.profile]
      if profile.boot == number, !profile.isStarted, profile.first < time { return true }
      return !current.hasStart
        && current.layers[(sighting.layer.depth + 1)...].contains { first in
          first.map { time.seconds(since: $0) > BootBuilder.startSlack } ?? false
        }
    case .exit:
      // A process exits once: the same exit line again, without a start between, is another boot
      // whose start was not logged.
      guard isMet, sighting.exitCode != nil || sighting.capture("live") != nil else { return false }
      let last = MarkerSlice(markers, current.first..<index)[index - 1]
      return !time.isDated || time.seconds(since: last.time) >= 1
    case .ready, .phaseEnter: return current.isRestarting && sighting.layer != .platform
    case .failed, .phaseDone, .phaseFailed: return false
    }
  }

  /// What the end of a boot depends on, read off its markers in one go.
  private struct Reading {
    var firstEnd: BootMarkerSighting?
    var lastEnd: BootMarkerSighting?
    var firstExit: Int?
    var exitCode: Int?
    var hasFailure = false
    var hasInner = false
    var revision: String?
    /// The first readiness of the platform, and of any other layer.
    var platformReady: Timestamp?
    var innerReady: Timestamp?

    init(_ markers: MarkerSlice) {
      for index in markers.indices {
        let sighting = markers[index]
        let (slot, layer) = (sighting.slot, sighting.layer)
        if layer != .platform { hasInner = true }
        if revision == nil { revision = sighting.origin.revision }
        switch slot {
        case .failed, .exit:
          if firstEnd == nil { firstEnd = sighting }
          lastEnd = sighting
          if slot == .failed { hasFailure = true }
          if slot == .exit, firstExit == nil { firstExit = index }
        case .phaseFailed: hasFailure = true
        case .ready:
          if layer == .platform {
            if platformReady == nil { platformReady = sighting.time }
          } else if innerReady == nil {
            innerReady = sighting.time
          }
        case .start, .phaseEnter, .phaseDone: break
        }
        if let code = sighting.exitCode { exitCode = code }
      }
    }
  }

  /// Ends the open draft before a marker.
  private mutating func close(at end: Int, cutOff: Bool) {
    guard let draft else { return }
    self.draft = nil
    let all = MarkerSlice(markers, draft.first..<end)
    guard let first = all.first, let last = all.last else { return }
    let reading = Reading(all)
    let firstEnd = reading.firstEnd
    let exitCode = reading.exitCode
    var readyAt = readiness(of: draft, reading, from: first.time)
    if readyAt == nil, let firstEnd, firstEnd.capture("live") != nil {
      // A liveness probe runs only after the start-up has succeeded.
      readyAt = firstEnd.time
    }
    if first.origin.platform == "cloud-run-job" {
      // A task is done when it exits with 0, and at no time before.
      readyAt = exitCode == 0 ? firstEnd?.time : nil
    }
    let outcome: Boot.Outcome
    if readyAt != nil {
      outcome = .ready
    } else if let firstEnd {
      let wasStopped = firstEnd.isStop || exitCode == 0
      outcome = wasStopped && !reading.hasFailure ? .stopped : .failed
    } else {
      outcome = cutOff ? .failed : .inProgress
    }
    // Where a marker of an outer layer came before the first start, the boot's own start was cut off.
    let startedAt = draft.hasStart && !draft.startsInside ? first.time : nil
    previousLast = last.time
    // The end of a boot that failed spans all its end markers; one that was ready ends at the first.
    boots.append(
      ObservedBoot(
        revision: reading.revision, markers: all,
        observations: ObservationList(book: markers.book),
        startedAt: startedAt, readyAt: readyAt, firstEndAt: firstEnd?.time,
        endedAt: reading.lastEnd?.time, outcome: outcome, isCutOff: cutOff && outcome == .failed,
        exitCode: exitCode, firstExit: reading.firstExit))
  }

  /// When the boot became ready, if it did so before its first end.
  ///
  /// Platform readiness (a TCP probe) counts only where no server or application profile has left a
  /// marker: a server may bind its port before it loads the application.
  private func readiness(of draft: Draft, _ reading: Reading, from first: Timestamp) -> Timestamp? {
    let end = reading.firstEnd?.time
    func isInTime(_ moment: Timestamp) -> Bool { end.map { moment <= $0 } ?? true }
    let hasInner = reading.hasInner || hasInnerTrace(from: first, end)
    let signs = [reading.innerReady, hasInner ? nil : reading.platformReady]
    if let ready = signs.compactMap({ $0 }).filter(isInTime).min() { return ready }
    guard let firstSuccess else { return nil }
    guard previousLast.map({ firstSuccess > $0 }) ?? true else { return nil }
    guard end.map({ firstSuccess < $0 }) ?? true else { return nil }
    // An instance that answered was ready; before the first marker only where the start was cut off.
    if draft.hasStart { return firstSuccess >= first ? firstSuccess : nil }
    return firstSuccess
  }

  /// Whether code that a server or application profile knows raised something in this boot: then
  /// that software was starting, though it left no marker.
  private func hasInnerTrace(from first: Timestamp, _ end: Timestamp?) -> Bool {
    let from = previousLast.map { max($0, first) } ?? first
    let index = innerTraces.firstIndex(atOrAfter: from)
    return index < innerTraces.count && (end.map { innerTraces[index] <= $0 } ?? true)
  }
}

extension Profile.Layer {
  /// 0 for the outermost.
  fileprivate var depth: Int { self == .platform ? 0 : self == .server ? 1 : 2 }
}
