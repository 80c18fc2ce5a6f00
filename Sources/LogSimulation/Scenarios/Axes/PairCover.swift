/// Rows of numbers, one an axis, in which every pair of values of two axes that can go together
/// does so at least once.
struct PairCover {
  /// How many values each axis has.
  let sizes: [Int]
  /// A row that may be, near the given one; nil where there is none.
  let settle: ([Int]) -> [Int]?

  /// Candidates of which the one that covers most is taken.
  private static let candidates = 24
  /// Attempts at a row with a given pair before the pair counts as meaningless.
  private static let attempts = 100

  private struct Pair: Hashable {
    var axes: (Int, Int)
    var values: (Int, Int)

    static func == (left: Pair, right: Pair) -> Bool {
      left.axes == right.axes && left.values == right.values
    }

    func hash(into hasher: inout Hasher) {
      hasher.combine(axes.0)
      hasher.combine(axes.1)
      hasher.combine(values.0)
      hasher.combine(values.1)
    }
  }

  /// Greedily: rows that cover what is uncovered, then random ones until there are `count`.
  func rows(count: Int, _ generator: inout SeededGenerator) -> [[Int]] {
    var rows: [[Int]] = []
    var covered: Set<Pair> = []
    for pair in pairs where !covered.contains(pair) {
      guard let row = best(with: pair, covered, &generator) else { continue }
      covered.formUnion(PairCover.pairs(of: row))
      rows.append(row)
    }
    while rows.count < count { rows.append(random(&generator)) }
    return rows
  }

  private var pairs: [Pair] {
    var pairs: [Pair] = []
    for first in sizes.indices {
      for second in sizes.indices where second > first {
        for value in 0..<sizes[first] {
          for other in 0..<sizes[second] {
            pairs.append(Pair(axes: (first, second), values: (value, other)))
          }
        }
      }
    }
    return pairs
  }

  private static func pairs(of row: [Int]) -> [Pair] {
    row.indices.flatMap { first in
      row.indices.filter { $0 > first }.map { second in
        Pair(axes: (first, second), values: (row[first], row[second]))
      }
    }
  }

  /// Of several rows with a pair the one that covers most; nil where no row has it.
  private func best(
    with pair: Pair, _ covered: Set<Pair>, _ generator: inout SeededGenerator
  ) -> [Int]? {
    var best: (row: [Int], gain: Int)?
    var found = 0
    for _ in 0..<PairCover.attempts {
      var drawn = draw(&generator)
      drawn[pair.axes.0] = pair.values.0
      drawn[pair.axes.1] = pair.values.1
      guard let row = settle(drawn), row[pair.axes.0] == pair.values.0,
        row[pair.axes.1] == pair.values.1
      else { continue }
      let gain = PairCover.pairs(of: row).filter { !covered.contains($0) }.count
      if gain > (best?.gain ?? 0) { best = (row, gain) }
      found += 1
      if found == PairCover.candidates { break }
    }
    return best?.row
  }

  private func random(_ generator: inout SeededGenerator) -> [Int] {
    while true {
      if let row = settle(draw(&generator)) { return row }
    }
  }

  private func draw(_ generator: inout SeededGenerator) -> [Int] {
    sizes.map { generator.below($0) }
  }
}
