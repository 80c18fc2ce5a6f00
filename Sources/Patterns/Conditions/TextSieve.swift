/// Tells which predicates of a library may hold of a text, in time in proportion to the text.
///
/// Of each text that a predicate requires, four bytes are looked for, those that the library requires
/// least often; letters of ASCII count as the same in both cases. For whoever has a few texts to try:
/// building an automaton would take longer than it saves.
public struct TextSieve: Sendable {
  private static let gramLength = 4

  private var byGram: [UInt32: [Int]] = [:]
  /// Predicates that require no text.
  private var always: [Int] = []
  /// Predicates that may hold of a text with letters beyond ASCII whatever is required: some of those
  /// are other cases of letters of ASCII.
  private var caseless: [Int] = []

  /// - Parameter predicates: by id. O(length of all).
  public init(_ predicates: [TextPredicate]) {
    self.init(predicates, required: predicates.map(TextSieve.required))
  }

  /// - Parameter required: what ``required(by:)`` tells of each, which takes the most time.
  public init(_ predicates: [TextPredicate], required: [[String]?]) {
    for (id, (predicate, texts)) in zip(predicates, required).enumerated() {
      if predicate.ignoreCase { caseless.append(id) }
      guard let texts,
        texts.allSatisfy({ $0.utf8.count >= TextSieve.gramLength })
      else {
        always.append(id)
        continue
      }
      for text in texts { insert(rarestGram(of: text), id) }
    }
  }

  /// Ids of all predicates that hold of a text, and of some that do not.
  public func candidates(in text: String) -> Set<Int> {
    var found = Set(always)
    var isASCII = true
    TextSieve.forEachGram(of: text) { gram in
      // The top bit of the byte that came last.
      if gram & 0x80 != 0 { isASCII = false }
      if let ids = byGram[gram] { found.formUnion(ids) }
    }
    if !isASCII || text.utf8.prefix(TextSieve.gramLength).contains(where: { $0 >= 0x80 }) {
      found.formUnion(caseless)
    }
    return found
  }

  /// Texts of which one must occur; nil for none in particular.
  public static func required(by predicate: TextPredicate) -> [String]? {
    switch predicate.test {
    case .contains(let text), .equals(let text):
      return predicate.ignoreCase && !text.utf8.allSatisfy({ $0 < 0x80 }) ? nil : [text]
    case .regex(let regex):
      return RequiredLiterals.literals(of: regex.pattern, ignoreCase: predicate.ignoreCase)
    }
  }

  private func rarestGram(of text: String) -> UInt32 {
    var rarest: (gram: UInt32, count: Int) = (0, .max)
    TextSieve.forEachGram(of: text) { gram in
      let count = byGram[gram]?.count ?? 0
      if count < rarest.count { rarest = (gram, count) }
    }
    return rarest.gram
  }

  private mutating func insert(_ gram: UInt32, _ id: Int) {
    // A predicate may require texts that share their rarest four bytes.
    if byGram[gram]?.last != id { byGram[gram, default: []].append(id) }
  }

  /// Every four bytes that follow each other, letters of ASCII in lower case.
  private static func forEachGram(of text: String, _ body: (UInt32) -> Void) {
    var text = text
    text.withUTF8 { bytes in
      var gram: UInt32 = 0
      for index in bytes.indices {
        let byte = bytes[index]
        gram = gram << 8 | UInt32((0x41...0x5A).contains(byte) ? byte | 0x20 : byte)
        if index >= gramLength - 1 { body(gram) }
      }
    }
  }
}
