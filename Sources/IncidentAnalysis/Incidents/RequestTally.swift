import LogModel

/// Requests by the moment in which they ended, to be counted over any span in O(log n).
struct RequestTally: Sendable {
  /// Ascending, each once.
  private let moments: [Int64]
  /// Requests before the moment of the same index; one element more than `moments`.
  private let before: [Int]

  init(_ tally: MomentCounts) {
    let counts: [Int]
    (moments, counts) = tally.sorted
    var sums = [0]
    sums.reserveCapacity(counts.count + 1)
    var sum = 0
    for count in counts {
      sum += count
      sums.append(sum)
    }
    before = sums
  }

  var isEmpty: Bool { moments.isEmpty }

  func count(in span: Range<Int64>) -> Int {
    before[index(of: span.upperBound)] - before[index(of: span.lowerBound)]
  }

  /// The first and last moment within a span and outside of others; nil where there is none.
  func ends(of span: Range<Int64>, besides others: [Range<Int64>]) -> (first: Int64, last: Int64)? {
    let inside = moments[index(of: span.lowerBound)..<index(of: span.upperBound)]
    guard let first = inside.first(where: { !others.cover($0) }),
      let last = inside.last(where: { !others.cover($0) })
    else { return nil }
    return (first, last)
  }

  private func index(of moment: Int64) -> Int { moments.partitioningIndex { $0 >= moment } }
}
