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
}
