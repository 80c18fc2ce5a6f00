/// A part of a regex, as far as it matters to how a search goes back and forth.
struct RegexPart {
  indirect enum Content {
    /// One character.
    case character(CharacterClass)
    case sequence([RegexPart])
    /// In the order in which they are tried.
    case alternatives([RegexPart])
    /// - Parameter most: nil for no limit.
    case loop(RegexPart, least: Int, most: Int?)
    /// Once it has matched, it is not tried otherwise: an atomic group, a possessive loop.
    case settled(RegexPart)
    /// A position, or what must (not) stand there; takes no character.
    case position
    /// What a group held, or another part once more.
    case reference
  }

  var content: Content
  /// Where it stands in the pattern, in scalars.
  var range: Range<Int>

  /// Whether it can match without a character.
  var isOptional: Bool {
    switch content {
    case .character: false
    case .sequence(let parts): parts.allSatisfy(\.isOptional)
    case .alternatives(let parts): parts.contains(where: \.isOptional)
    case .loop(let part, let least, _): least == 0 || part.isOptional
    case .settled(let part): part.isOptional
    case .position, .reference: true
    }
  }

  /// Every character that may occur in what it matches.
  var characters: CharacterClass {
    switch content {
    case .character(let own): own
    case .sequence(let parts), .alternatives(let parts):
      parts.reduce(.none) { $0.union($1.characters) }
    case .loop(let part, _, _), .settled(let part): part.characters
    case .position: .none
    case .reference: .all
    }
  }

  /// Loops of which no end is in sight.
  static let longLoop = 10

  /// Whether it is repeated often enough for what it matches to be cut in many ways.
  var isLongLoop: Bool {
    guard case .loop(_, _, let most) = content else { return false }
    return most.map { $0 >= RegexPart.longLoop } ?? true
  }

  /// Whether what it matches may have several lengths or come about in several ways.
  var isVariable: Bool {
    switch content {
    case .character, .position, .settled: false
    case .reference, .alternatives: true
    case .sequence(let parts): parts.contains(where: \.isVariable)
    case .loop(let part, let least, let most): least != most || part.isVariable
    }
  }

  /// The parts that it is made of.
  var children: [RegexPart] {
    switch content {
    case .character, .position, .reference: []
    case .sequence(let parts), .alternatives(let parts): parts
    case .loop(let part, _, _), .settled(let part): [part]
    }
  }
}
