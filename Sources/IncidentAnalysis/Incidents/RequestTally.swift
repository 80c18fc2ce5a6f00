/// Requests by the moment in which they ended, to be counted over any span in O(log n).
struct RequestTally: Sendable {
  /// Ascending, each once.
  private let moments: [Int64]
  /// Requests before the moment of the same index; one element more than `moments`.
  private let before: [Int]

  init(_ counts: [Int64: Int]) {
    let sorted = counts.sorted { $0.key < $1.key }
    moments = sorted.map(\.key)
    var sum = 0
    before =
      [0]
      + sorted.map { element in
        sum += element.value
        return sum
      }
  }

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
