import LogSimulation
import Testing

@Suite struct SeededGeneratorTests {
  /// Computed from the published C reference of SplitMix64 and xoshiro256**.
  @Test func `numbers of a seed never change`() {
    var generator = SeededGenerator(seed: 42)
    let numbers = (0..<3).map { _ in generator.next() }
    #expect(numbers == SeededGeneratorTests.reference)
  }

  @Test func `numbers below a bound reach both ends and never the bound`() {
    var generator = SeededGenerator(seed: 7)
    let numbers = Set((0..<1000).map { _ in generator.below(5) })
    #expect(numbers == [0, 1, 2, 3, 4])
  }

  @Test func `labels give independent streams`() {
    var first = SeededGenerator(seed: 1, label: "a")
    var second = SeededGenerator(seed: 1, label: "b")
    #expect(first.next() != second.next())
  }

  @Test func `a shuffle keeps every element`() {
    var generator = SeededGenerator(seed: 3)
    var numbers = Array(0..<200)
    generator.shuffle(&numbers)
    #expect(numbers != Array(0..<200))
    #expect(numbers.sorted() == Array(0..<200))
  }

  private static let reference: [UInt64] = [
    0x15780B2E0C2EC716, 0x6104D9866D113A7E, 0xAE17533239E499A1,
  ]
}
