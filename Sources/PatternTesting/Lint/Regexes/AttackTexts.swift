/// Texts on which a search for a regex may go back and forth: what comes before a loop, what the loop
/// repeats many times over, and something that does not fit.
struct AttackTexts {
  /// What is suspicious about a part of a regex.
  enum Suspicion {
    /// What a loop repeats may be cut in several ways.
    case ambiguousLoop
    /// Two loops that follow each other may share characters in several ways.
    case sharedCharacters(with: RegexPart)
  }

  struct Attack {
    var suspicion: Suspicion
    var part: RegexPart
    var before: String
    /// Any of them may be repeated.
    var words: [String]
    /// What should follow.
    var after: String
  }

  private static let mostWords = 16
  private static let mostAttacks = 64
  private static let longestWord = 400

  /// Of these, one will not fit what follows most loops.
  static let misfits = ["!", "\u{1}", "\n!", "a", " ", "\\", ""]

  private var attacks: [Attack] = []

  /// Of every suspicious part of a regex. None means that no search goes back far.
  static func attacks(on regex: RegexPart) -> [Attack] {
    var texts = AttackTexts()
    texts.visit(regex, before: "", after: "")
    return texts.attacks
  }

  private mutating func visit(_ part: RegexPart, before: String, after: String) {
    guard attacks.count < AttackTexts.mostAttacks else { return }
    switch part.content {
    case .character, .position, .reference: return
    case .alternatives(let branches):
      for branch in branches { visit(branch, before: before, after: after) }
    case .settled(let inside): visit(inside, before: before, after: after)
    case .loop(let body, _, _):
      if part.isLongLoop, body.isVariable {
        attacks.append(
          Attack(
            suspicion: .ambiguousLoop, part: part, before: before,
            words: AttackTexts.words(of: body, among: body), after: after))
      }
      visit(body, before: before, after: after)
    case .sequence(let parts):
      let parts = AttackTexts.flat(parts)
      var words = parts.map(AttackTexts.shortest)
      words.append(after)
      func joined(_ range: Range<Int>) -> String {
        String(words[range].joined().prefix(AttackTexts.longestWord))
      }
      for (index, own) in parts.enumerated() {
        let before = before + joined(0..<index)
        findSharing(parts, from: index, before: before) { joined(($0 + 1)..<words.count) }
        visit(own, before: before, after: joined((index + 1)..<words.count))
      }
    }
  }

  /// Loops after a loop of which all in between may be of one character.
  private mutating func findSharing(
    _ parts: [RegexPart], from index: Int, before: String, after: (Int) -> String
  ) {
    let loop = parts[index]
    guard loop.isLongLoop else { return }
    var shared = loop.characters
    for next in (index + 1)..<max(index + 1, parts.count) {
      let part = parts[next]
      let common = shared.intersection(part.characters)
      if part.isLongLoop, let character = common.example {
        attacks.append(
          Attack(
            suspicion: .sharedCharacters(with: part), part: loop, before: before,
            words: [String(Character(character))], after: after(next)))
      }
      if part.isOptional { continue }
      shared = common
      if shared.isEmpty { return }
    }
  }

  /// Without sequences within sequences.
  private static func flat(_ parts: [RegexPart]) -> [RegexPart] {
    parts.flatMap { part in
      guard case .sequence(let inner) = part.content else { return [part] }
      return flat(inner)
    }
  }

  /// A short text that a part matches.
  private static func shortest(of part: RegexPart) -> String {
    switch part.content {
    case .character(let characters): characters.example.map { String(Character($0)) } ?? ""
    case .sequence(let parts): String(parts.map(shortest).joined().prefix(longestWord))
    case .alternatives(let branches):
      branches.map(shortest).min { $0.count < $1.count } ?? ""
    case .loop(let body, let least, _):
      String(String(repeating: shortest(of: body), count: min(least, 40)).prefix(longestWord))
    case .settled(let inside): shortest(of: inside)
    case .position, .reference: ""
    }
  }

  /// Texts that one round of a loop may match, each by another way through it, and such as several of
  /// its parts may match.
  private static func words(of body: RegexPart, among all: RegexPart) -> [String] {
    var classes: [CharacterClass] = []
    func collect(_ part: RegexPart) {
      if case .character(let own) = part.content, classes.count < 12 { classes.append(own) }
      part.children.forEach(collect)
    }
    collect(all)
    var words = ways(through: body)
    for (index, left) in classes.enumerated() {
      for right in classes[(index + 1)...] {
        if let shared = left.intersection(right).example { words.append(String(Character(shared))) }
      }
    }
    var known: Set<String> = []
    return Array(
      words.filter { !$0.isEmpty && known.insert($0).inserted }.prefix(mostWords))
  }

  private static func ways(through part: RegexPart) -> [String] {
    let ways: [String]
    switch part.content {
    case .character, .position, .reference: ways = [shortest(of: part)]
    case .alternatives(let branches): ways = branches.flatMap { self.ways(through: $0) }
    case .loop(let body, let least, _):
      ways = (least == 0 ? [""] : []) + self.ways(through: body)
    case .settled(let inside): ways = self.ways(through: inside)
    case .sequence(let parts):
      let words = parts.map(shortest)
      var all = [words.joined()]
      for (index, part) in parts.enumerated() where part.isVariable {
        for way in self.ways(through: part) {
          all.append((words[..<index] + [way] + words[(index + 1)...]).joined())
        }
      }
      ways = all
    }
    return Array(ways.prefix(mostWords).map { String($0.prefix(longestWord)) })
  }
}
