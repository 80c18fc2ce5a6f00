import LogModel
import Patterns

/// A marker of a profile, with the entry it was seen on.
struct BootMarkerSighting: Sendable {
  var marker: BootMarker
  var layer: Profile.Layer
  var entry: EntryReference

  var time: Timestamp { entry.timestamp }

  /// True where the marker ends a boot: a boot-level failure, an exit, a request to stop.
  var isEnd: Bool { marker.slot == .failed || marker.slot == .exit }

  var exitCode: Int? { marker.captures["exitCode"].flatMap { Int($0) } }
  var isStop: Bool { marker.captures["stop"] != nil }

  /// True where the marker says that the start-up got on: a phase begun or done, readiness.
  var isProgress: Bool {
    switch marker.slot {
    case .phaseEnter, .phaseDone, .ready: true
    case .start, .phaseFailed, .failed, .exit: false
    }
  }

  /// One entry may begin a boot and enter its first phase, or fail a phase and the boot: in the
  /// order in which a boot can have them.
  private var rankInEntry: Int {
    switch marker.slot {
    case .start: 0
    case .phaseEnter: 1
    case .phaseDone: 2
    case .ready: 3
    case .phaseFailed: 4
    case .failed: 5
    case .exit: 6
    }
  }

  /// Sightings in the total order of entries, those of one entry in the order of a boot.
  static func inOrderOfBoot(_ sightings: [BootMarkerSighting]) -> [BootMarkerSighting] {
    sightings.enumerated().sorted { left, right in
      let order = EntryReference.compare(left.element.entry, right.element.entry)
      if order != 0 { return order < 0 }
      let ranks = (left.element.rankInEntry, right.element.rankInEntry)
      return ranks.0 != ranks.1 ? ranks.0 < ranks.1 : left.offset < right.offset
    }.map(\.element)
  }
}
