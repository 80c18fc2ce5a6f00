import Testing

@testable import LogModel

@Suite struct NearlySortedTests {
  private struct Dice {
    var state: UInt64
    mutating func roll(_ sides: Int) -> Int {
      state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
      return Int(state >> 33) % sides
    }
  }

  @Test(arguments: 0..<200)
  func sortsAsTheLibraryDoes(seed: UInt64) {
    var dice = Dice(state: seed &* 0x9E37_79B9_7F4A_7C15)
    let count = dice.roll(seed % 7 == 0 ? 3000 : 150)
    // In order but for some, in reverse, in stretches, or in no order; many of them equal.
    let keys = (0..<count).map { index in
      switch seed % 5 {
      case 0: index
      case 1: index + dice.roll(20)
      case 2: count - index
      case 3: index % 37 + (dice.roll(50) == 0 ? dice.roll(3000) : index / 2)
      default: dice.roll(1 + count / 3)
      }
    }
    var numbers = (0..<UInt32(count)).map { $0 }
    numbers.sortNearlySorted { keys[Int($0)] < keys[Int($1)] }
    // Stable, as the library's is.
    let expected = keys.indices.sorted { (keys[$0], $0) < (keys[$1], $1) }.map { UInt32($0) }
    #expect(numbers == expected)
  }

  @Test func fewComparisonsOfWhatIsNearlyInOrder() {
    var dice = Dice(state: 9)
    let keys = (0..<100_000).map { $0 + dice.roll(30) }
    var numbers = keys.indices.map { UInt32($0) }
    var comparisons = 0
    numbers.sortNearlySorted {
      comparisons += 1
      return keys[Int($0)] < keys[Int($1)]
    }
    #expect(comparisons < 1_500_000)
    var reversed = (0..<100_000).map { UInt32($0) }
    comparisons = 0
    reversed.sortNearlySorted {
      comparisons += 1
      return $0 > $1
    }
    #expect(comparisons < 3_000_000)
  }
}
