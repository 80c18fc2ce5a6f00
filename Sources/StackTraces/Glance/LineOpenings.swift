/// How lines begin that tell something to a language, to be looked up in a few instructions.
struct LineOpenings {
  /// No opening is longer, in bytes: they are compared as one number.
  static let maxBytes = 8

  /// The languages to which every line tells something: one bit each.
  private let every: UInt32
  /// Of each byte where the openings that begin with it start in the other arrays; one element more.
  private let starts: [Int]
  private let masks: [UInt64]
  private let values: [UInt64]
  private let languages: [UInt32]

  /// - Parameter openings: of each language; an empty one is that of every line. What is longer than
  ///   ``maxBytes`` is compared up to there.
  init(_ openings: [[String]]) {
    var every: UInt32 = 0
    var sorted: [[(mask: UInt64, value: UInt64, language: UInt32)]] = Array(
      repeating: [], count: 256)
    for (index, texts) in openings.enumerated() {
      let language: UInt32 = 1 << UInt32(index)
      for text in texts {
        let bytes = text.utf8.prefix(LineOpenings.maxBytes)
        guard let first = bytes.first else {
          every |= language
          continue
        }
        let value = bytes.reversed().reduce(0 as UInt64) { $0 << 8 | UInt64($1) }
        let mask = UInt64.max >> UInt64(8 * (LineOpenings.maxBytes - bytes.count))
        sorted[Int(first)].append((mask, value, language))
      }
    }
    let flat = sorted.joined()
    self.every = every
    starts = sorted.reduce(into: [0]) { $0.append(($0.last ?? 0) + $1.count) }
    masks = flat.map(\.mask)
    values = flat.map(\.value)
    languages = flat.map(\.language)
  }

  /// The languages to which a line tells something that begins at a position with bytes before the end.
  func languages(of bytes: UnsafeBufferPointer<UInt8>, at position: Int, before end: Int) -> UInt32
  {
    var found = every
    let byte = unsafe Int(bytes[position])
    let range = starts.span[byte]..<starts.span[byte + 1]
    guard !range.isEmpty else { return found }
    let word = unsafe LineOpenings.word(bytes, at: position, before: end)
    for index in range where word & masks.span[index] == values.span[index] {
      found |= languages.span[index]
    }
    return found
  }

  /// Up to eight bytes, the first as the lowest; nothing of what is behind the end.
  private static func word(
    _ bytes: UnsafeBufferPointer<UInt8>, at position: Int, before end: Int
  ) -> UInt64 {
    if end - position >= maxBytes, let base = bytes.baseAddress {
      let word = unsafe UnsafeRawPointer(base + position).loadUnaligned(as: UInt64.self)
      return UInt64(littleEndian: word)
    }
    var word: UInt64 = 0
    for offset in 0..<(end - position) {
      word |= unsafe UInt64(bytes[position + offset]) << UInt64(8 * offset)
    }
    return word
  }
}
