import Patterns

/// What digits may decide about the message predicates of a library.
///
/// Texts that differ in their digits only (``MessageShape``) mostly mean the same to all predicates:
/// those that name a digit themselves are found out here.
struct DigitSensitivity: Sendable {
  /// By predicate: whether its truth or what it captures may depend on which digits a text has.
  private(set) var isSensitive: [Bool]
  /// False where a predicate that the automaton looks for as a whole names digits: then any text may
  /// be hit or not, depending on its digits.
  let isBounded: Bool

  /// A text with digits that the automaton looks for.
  private struct Literal: Sendable {
    /// Masked and in lower case.
    var bytes: [UInt8]
    var predicate: Int
    /// Whether the predicate holds wherever it is hit.
    var isCertain: Bool
  }

  private var literals: [Literal] = []
  /// Three bytes of each → the literals.
  private var byGram: [UInt32: [(literal: Int, offset: Int)]] = [:]
  /// A bit for each of those three bytes, by their hash.
  private var gramBits = [UInt64](repeating: 0, count: bitCount / 64)

  private static let gramLength = 3
  private static let bitCount = 1 << 14

  /// Where digits decide nothing: texts are told apart by them already.
  static func none(predicateCount: Int) -> DigitSensitivity {
    var sensitivity = DigitSensitivity(of: [])
    sensitivity.isSensitive = Array(repeating: false, count: predicateCount)
    return sensitivity
  }

  /// O(length of all predicates).
  init(of predicates: [TextPredicate]) {
    var isSensitive: [Bool] = []
    var isBounded = true
    var literals: [Literal] = []
    for (id, predicate) in predicates.enumerated() {
      var texts: [String] = []
      var isCertain = false
      switch predicate.test {
      case .contains(let text):
        isCertain = true
        texts = [text]
      case .equals(let text): texts = [text]
      case .regex(let regex):
        isSensitive.append(!DigitBlindness.holds(of: regex.pattern))
        guard isSensitive[id] else { continue }
        let required = RequiredLiterals.literals(
          of: regex.pattern, ignoreCase: predicate.ignoreCase)
        if required == nil { isBounded = false }
        texts = required ?? []
      }
      texts = texts.filter(DigitSensitivity.hasDigit)
      if isSensitive.count == id { isSensitive.append(!texts.isEmpty) }
      for text in texts {
        literals.append(
          Literal(
            bytes: text.utf8.map(DigitSensitivity.plain), predicate: id, isCertain: isCertain))
      }
    }
    self.isSensitive = isSensitive
    self.isBounded =
      isBounded && literals.allSatisfy { $0.bytes.count >= DigitSensitivity.gramLength }
    guard self.isBounded else { return }
    for literal in literals { insert(literal) }
  }

  /// The predicates that the automaton reports of some texts of a shape and perhaps not of others;
  /// nil where such a report decides whether one holds.
  ///
  /// - Parameter shape: such a text, each digit a zero. O(length), but for literals that it holds
  ///   parts of.
  func possibleHits(_ shape: Bytes) -> [Int]? {
    guard isBounded else { return nil }
    var hits: [Int] = []
    guard !literals.isEmpty else { return hits }
    var gram: UInt32 = 0
    for end in shape.indices {
      gram = (gram << 8 | UInt32(DigitSensitivity.plain(shape[end]))) & 0xFF_FFFF
      guard end >= DigitSensitivity.gramLength - 1, hasBit(gram), let found = byGram[gram]
      else { continue }
      let start = end + 1 - DigitSensitivity.gramLength
      for (number, offset) in found where start >= offset {
        let rest = shape[(start - offset)...]
        let literal = literals[number]
        guard rest.count >= literal.bytes.count,
          zip(rest, literal.bytes).allSatisfy({ DigitSensitivity.plain($0) == $1 })
        else { continue }
        if literal.isCertain { return nil }
        hits.append(literal.predicate)
      }
    }
    return hits
  }

  private mutating func insert(_ literal: Literal) {
    // The three bytes that the fewest have, so that no list is long.
    var best: (gram: UInt32, offset: Int, count: Int) = (0, 0, .max)
    for offset in 0...(literal.bytes.count - DigitSensitivity.gramLength) {
      let gram = literal.bytes[offset..<(offset + DigitSensitivity.gramLength)].reduce(UInt32(0)) {
        $0 << 8 | UInt32($1)
      }
      let count = byGram[gram]?.count ?? 0
      if count < best.count { best = (gram, offset, count) }
    }
    byGram[best.gram, default: []].append((literals.count, best.offset))
    literals.append(literal)
    let bit = DigitSensitivity.bit(best.gram)
    gramBits[bit >> 6] |= 1 << UInt64(bit & 63)
  }

  private func hasBit(_ gram: UInt32) -> Bool {
    let bit = DigitSensitivity.bit(gram)
    return gramBits[bit >> 6] & 1 << UInt64(bit & 63) != 0
  }

  private static func bit(_ gram: UInt32) -> Int {
    Int((gram &* 0x9E37_79B1) >> 16) & (bitCount - 1)
  }

  private static func hasDigit(_ text: String) -> Bool { text.utf8.contains { $0 &- 48 < 10 } }

  /// A digit as a zero, a letter of ASCII in lower case: the automaton may ignore case.
  @inline(__always)
  private static func plain(_ byte: UInt8) -> UInt8 {
    byte &- 48 < 10 ? 48 : byte &- 65 < 26 ? byte | 0x20 : byte
  }
}
