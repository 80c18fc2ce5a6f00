import LogModel
import Testing

@Suite struct MomentCountsTests {
  static func tally(_ moments: [Int64]) -> MomentCounts {
    var tally = MomentCounts()
    for moment in moments { tally.add(moment) }
    return tally
  }

  /// In order but for a jitter, as logs have it; with many repetitions.
  static func moments(_ dice: inout Dice) -> [Int64] {
    (0..<6000).map { Int64($0 / 3 + dice.number(below: 400)) - 500 }
  }

  @Test func theOrderOfAddingDoesNotMatter() {
    var dice = Dice(state: 7)
    let moments = MomentCountsTests.moments(&dice)
    var expected: [Int64: Int] = [:]
    for moment in moments { expected[moment, default: 0] += 1 }
    let keys = expected.keys.sorted()
    for order in [
      moments, moments.reversed(), moments.sorted(), moments.sorted(by: >),
      moments.shuffled(using: &dice),
    ] {
      let sorted = MomentCountsTests.tally(order).sorted
      #expect(sorted.moments == keys)
      #expect(sorted.counts == keys.map { expected[$0] ?? 0 })
    }
  }

  @Test func partsMergeInAnyOrder() {
    var dice = Dice(state: 8)
    let moments = MomentCountsTests.moments(&dice)
    let whole = MomentCountsTests.tally(moments).sorted
    let parts = [moments[..<1000], moments[1000..<1010], moments[1010...]].map { part in
      MomentCountsTests.tally(part.shuffled(using: &dice))
    }
    for order in [[0, 1, 2], [2, 1, 0], [1, 2, 0]] {
      var sum = MomentCounts()
      for index in order { sum.merge(parts[index]) }
      #expect(sum.sorted.moments == whole.moments)
      #expect(sum.sorted.counts == whole.counts)
    }
    var pair = parts[1]
    pair.merge(parts[2])
    var sum = parts[0]
    sum.merge(pair)
    #expect(sum.sorted.moments == whole.moments && sum.sorted.counts == whole.counts)
  }

  @Test func nothingIsNoMoment() {
    var tally = MomentCounts()
    tally.add(5, count: 0)
    #expect(tally.isEmpty && tally.sorted.moments.isEmpty)
  }
}
