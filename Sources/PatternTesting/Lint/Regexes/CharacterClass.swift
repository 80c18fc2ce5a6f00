/// A set of characters: those of ASCII one by one, all others as one.
struct CharacterClass: Equatable {
  private var low: UInt64 = 0
  private var high: UInt64 = 0
  private var hasOthers = false

  static let none = CharacterClass()
  static let all = none.inverted
  static let newline = CharacterClass("\n")
  static let digit = CharacterClass("0"..."9")
  static let word = CharacterClass("a"..."z").union(CharacterClass("A"..."Z")).union(digit)
    .union(CharacterClass("_"))
  static let space = " \t\n\u{B}\u{C}\r".unicodeScalars.reduce(none) {
    $0.union(CharacterClass($1))
  }

  init() {}

  init(_ scalar: Unicode.Scalar) { insert(scalar) }

  init(_ range: ClosedRange<Unicode.Scalar>) {
    for value in range.lowerBound
      .value...min(127, max(range.lowerBound.value, range.upperBound.value))
    where value <= range.upperBound.value {
      if let scalar = Unicode.Scalar(value) { insert(scalar) }
    }
    if range.upperBound.value > 127 { hasOthers = true }
  }

  private mutating func insert(_ scalar: Unicode.Scalar) {
    switch scalar.value {
    case 0..<64: low |= 1 << UInt64(scalar.value)
    case 64..<128: high |= 1 << UInt64(scalar.value - 64)
    default: hasOthers = true
    }
  }

  func contains(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar.value {
    case 0..<64: low & 1 << UInt64(scalar.value) != 0
    case 64..<128: high & 1 << UInt64(scalar.value - 64) != 0
    default: hasOthers
    }
  }

  var isEmpty: Bool { low == 0 && high == 0 && !hasOthers }

  var inverted: CharacterClass {
    var inverted = self
    inverted.low = ~low
    inverted.high = ~high
    inverted.hasOthers = !hasOthers
    return inverted
  }

  func union(_ other: CharacterClass) -> CharacterClass {
    var union = self
    union.low |= other.low
    union.high |= other.high
    union.hasOthers = hasOthers || other.hasOthers
    return union
  }

  func intersection(_ other: CharacterClass) -> CharacterClass {
    inverted.union(other.inverted).inverted
  }

  /// One of them, a letter where there is one, then a digit, then what can be seen; nil for none.
  var example: Unicode.Scalar? {
    let preferred: [ClosedRange<UInt32>] = [0x61...0x7A, 0x41...0x5A, 0x30...0x39, 0x20...0x7E]
    for range in preferred + [0...127] {
      for value in range {
        if let scalar = Unicode.Scalar(value), contains(scalar) { return scalar }
      }
    }
    return hasOthers ? "é" : nil
  }
}
