import LogModel

/// A span of time to which failed requests belong, by the moment in which they ended.
///
/// A request that ended exactly at its start belongs to it, one that ended exactly at its end does
/// not. Requests are counted by the millisecond.
struct Downtime: Hashable, Sendable {
  /// Nil: since before the logs.
  var from: Timestamp?
  /// Nil: until after the logs.
  var until: Timestamp?

  /// Milliseconds since 1970 that lie inside.
  var milliseconds: Range<Int64> {
    let first = from.map(Downtime.millisecond) ?? .min
    let end = until.map(Downtime.millisecond) ?? .max
    return first..<max(first, end)
  }

  /// Whole seconds since 1970 that lie inside.
  var wholeSeconds: Range<Int64> {
    let first = from.map { moment in
      moment.nanoseconds % 1_000_000_000 == 0 ? moment.seconds : moment.seconds + 1
    }
    let end = until.map(\.seconds) ?? .max
    return (first ?? .min)..<max(first ?? .min, end)
  }

  /// Seconds since 1970 of which some part lies inside.
  var touchedSeconds: Range<Int64> {
    let first = from.map(\.seconds) ?? .min
    let end = until.map { $0.advanced(byNanoseconds: -1).seconds + 1 } ?? .max
    return first..<max(first, end)
  }

  func contains(millisecond: Int64) -> Bool { milliseconds.contains(millisecond) }

  /// The millisecond in which a moment lies.
  static func millisecond(_ moment: Timestamp) -> Int64 { moment.nanoseconds / 1_000_000 }

  /// Spans that do not touch, in order, which together cover the same milliseconds.
  static func united(_ spans: [Downtime]) -> [Range<Int64>] {
    let sorted = spans.map(\.milliseconds).filter { !$0.isEmpty }
      .sorted { ($0.lowerBound, $0.upperBound) < ($1.lowerBound, $1.upperBound) }
    var united: [Range<Int64>] = []
    for span in sorted {
      if let last = united.last, span.lowerBound <= last.upperBound {
        united[united.count - 1] = last.lowerBound..<max(last.upperBound, span.upperBound)
      } else {
        united.append(span)
      }
    }
    return united
  }
}

extension Array where Element == Range<Int64> {
  /// Whether one of the spans holds a value; they are in order and do not overlap. O(log n).
  func cover(_ value: Int64) -> Bool {
    let index = partitioningIndex { $0.upperBound > value }
    return index < count && self[index].contains(value)
  }
}
