/// Pseudo-random numbers that are the same for a seed on every platform and Swift version.
///
/// xoshiro256**, seeded by SplitMix64. Algorithms: David Blackman and Sebastiano Vigna,
/// https://prng.di.unimi.it. The standard library's `random(in:using:)` and `shuffled(using:)` may
/// change how they draw, so that nothing here uses them.
public struct SeededGenerator: Sendable {
  private var state: (UInt64, UInt64, UInt64, UInt64)

  public init(seed: UInt64) {
    var splitter = seed
    func split(_ state: inout UInt64) -> UInt64 {
      state &+= 0x9E37_79B9_7F4A_7C15
      var value = state
      value = (value ^ (value >> 30)) &* 0xBF58_476D_1CE4_E5B9
      value = (value ^ (value >> 27)) &* 0x94D0_49BB_1331_11EB
      return value ^ (value >> 31)
    }
    state = (split(&splitter), split(&splitter), split(&splitter), split(&splitter))
  }

  /// A stream of its own for a purpose: other labels give independent numbers for the same seed.
  public init(seed: UInt64, label: String) {
    self.init(seed: seed ^ SeededGenerator.hash(label))
  }

  public mutating func next() -> UInt64 {
    let result = rotated(state.1 &* 5, by: 7) &* 9
    let shifted = state.1 << 17
    state.2 ^= state.0
    state.3 ^= state.1
    state.1 ^= state.2
    state.0 ^= state.3
    state.2 ^= shifted
    state.3 = rotated(state.3, by: 45)
    return result
  }

  /// A number in `0..<bound`; `bound` must be positive. The bias is below 2⁻³² for bounds below 2³².
  public mutating func below(_ bound: Int) -> Int {
    Int(next().multipliedFullWidth(by: UInt64(bound)).high)
  }

  public mutating func within(_ range: ClosedRange<Int>) -> Int {
    range.lowerBound + below(range.upperBound - range.lowerBound + 1)
  }

  /// In 0..<1.
  public mutating func unit() -> Double { Double(next() >> 11) * 0x1p-53 }

  public mutating func within(_ range: ClosedRange<Double>) -> Double {
    range.lowerBound + unit() * (range.upperBound - range.lowerBound)
  }

  public mutating func chance(_ probability: Double) -> Bool { unit() < probability }

  /// One of a non-empty array.
  public mutating func pick<Element>(_ elements: [Element]) -> Element {
    elements[below(elements.count)]
  }

  /// Fisher–Yates.
  public mutating func shuffle<Element>(_ elements: inout [Element]) {
    guard elements.count > 1 else { return }
    for index in stride(from: elements.count - 1, to: 0, by: -1) {
      elements.swapAt(index, below(index + 1))
    }
  }

  private func rotated(_ value: UInt64, by count: UInt64) -> UInt64 {
    (value << count) | (value >> (64 - count))
  }

  /// 64-bit FNV-1a.
  private static func hash(_ text: String) -> UInt64 {
    text.utf8.reduce(0xCBF2_9CE4_8422_2325) { ($0 ^ UInt64($1)) &* 0x0000_0100_0000_01B3 }
  }
}
