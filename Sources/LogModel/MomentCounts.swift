/// How often something happened at each of many moments, as numbers in whatever unit the user of it
/// counts in.
///
/// Moments mostly come in order: each is held once in an ascending array, 16 bytes a moment. What
/// comes out of order waits in a small table and is merged in when that has grown with the array, so
/// that adding is O(log n) amortised in any order. Two values are equal in all they tell where the
/// same moments were added, in whatever order.
public struct MomentCounts: Sendable {
  /// Ascending, each once.
  private var moments: [Int64] = []
  /// Of the moment of the same index; at least 1.
  private var counts: [Int] = []
  private var waiting: [Int64: Int] = [:]

  /// How far from its end the array is changed in place.
  private static let reach = 64
  private static let leastWaiting = 1024

  public init() {}

  public var isEmpty: Bool { moments.isEmpty && waiting.isEmpty }

  public mutating func add(_ moment: Int64, count: Int = 1) {
    guard count > 0 else { return }
    guard let last = moments.last, moment <= last else {
      moments.append(moment)
      counts.append(count)
      return
    }
    var index = moments.count - 1
    let least = max(0, moments.count - MomentCounts.reach)
    while index > least, moments[index] > moment { index -= 1 }
    if moments[index] == moment {
      counts[index] += count
    } else if moments[index] < moment {
      moments.insert(moment, at: index + 1)
      counts.insert(count, at: index + 1)
    } else {
      waiting[moment, default: 0] += count
      if waiting.count > max(MomentCounts.leastWaiting, moments.count / 4) { settle() }
    }
  }

  public mutating func merge(_ other: MomentCounts) {
    var other = other
    other.settle()
    guard !other.isEmpty else { return }
    settle()
    guard !moments.isEmpty else {
      self = other
      return
    }
    mergeIn(other.moments, other.counts)
  }

  /// All moments, ascending, each once, with how often each was added.
  public var sorted: (moments: [Int64], counts: [Int]) {
    guard !waiting.isEmpty else { return (moments, counts) }
    var settled = self
    settled.settle()
    return (settled.moments, settled.counts)
  }

  /// Takes in what waits. O(n + k log k).
  private mutating func settle() {
    guard !waiting.isEmpty else { return }
    let late = waiting.sorted { $0.key < $1.key }
    waiting = [:]
    mergeIn(late.map(\.key), late.map(\.value))
  }

  private mutating func mergeIn(_ others: [Int64], _ otherCounts: [Int]) {
    var merged: [Int64] = []
    var sums: [Int] = []
    merged.reserveCapacity(moments.count + others.count)
    sums.reserveCapacity(moments.count + others.count)
    var (own, other) = (0, 0)
    while own < moments.count || other < others.count {
      if other == others.count || (own < moments.count && moments[own] < others[other]) {
        merged.append(moments[own])
        sums.append(counts[own])
        own += 1
      } else if own == moments.count || others[other] < moments[own] {
        merged.append(others[other])
        sums.append(otherCounts[other])
        other += 1
      } else {
        merged.append(moments[own])
        sums.append(counts[own] + otherCounts[other])
        own += 1
        other += 1
      }
    }
    moments = merged
    counts = sums
  }
}
