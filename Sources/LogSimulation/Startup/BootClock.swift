import LogModel

/// The time of day inside one boot, in whole microseconds.
struct BootClock {
  var now: Timestamp

  init(now: Timestamp) {
    self.now = Timestamp(nanoseconds: now.nanoseconds / 1000 * 1000)
  }

  mutating func wait(_ seconds: Double) {
    now = now.advanced(byNanoseconds: Int64(seconds * 1e6) * 1000)
  }

  /// The next moment: lines of one process never share one.
  mutating func tick() -> Timestamp {
    now = now.advanced(byNanoseconds: 413_000)
    return now
  }
}
