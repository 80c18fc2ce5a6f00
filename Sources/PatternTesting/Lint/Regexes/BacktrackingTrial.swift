import Patterns

/// Tries out whether a regex reaches its limits on a text that its own parts suggest.
struct BacktrackingTrial {
  /// What was too much for the regex.
  struct Proof {
    var attack: AttackTexts.Attack
    /// What was repeated, and how often.
    var word: String
    var count: Int
    /// What does not fit behind it.
    var misfit: String
  }

  /// Rounds after which only what doubles with each of them is at its limits.
  private static let fewRounds = 40
  /// Characters of a long line of log.
  private static let longLine = 4096

  /// The shortest proof found, that of few rounds before that of a long line; nil where there is none.
  static func proof(against regex: Regex) -> Proof? {
    guard let part = RegexReader.part(of: regex.pattern) else { return nil }
    let attacks = AttackTexts.attacks(on: part)
    guard !attacks.isEmpty else { return nil }
    let trial = BacktrackingTrial(regex: regex)
    for attack in attacks {
      for word in attack.words {
        if let proof = trial.run(attack, word, count: fewRounds) { return proof }
      }
    }
    // What only grows with the square is no harm where a round is a word or more.
    for attack in attacks {
      for word in attack.words where word.count <= 2 {
        let count = longLine / word.count
        if let proof = trial.run(attack, word, count: count) { return proof }
      }
    }
    return nil
  }

  private let regex: Regex
  private let workspace = RegexWorkspace()

  private init(regex: Regex) { self.regex = regex }

  private func run(_ attack: AttackTexts.Attack, _ word: String, count: Int) -> Proof? {
    let start = attack.before + String(repeating: word, count: count)
    let stranger = attack.part.characters.inverted.example.map { String(Character($0)) }
    for misfit in AttackTexts.misfits + (stranger.map { [$0] } ?? []) {
      // What should follow stands there, in vain: a regex is not tried where a character is missing
      // that it needs.
      let text = start + misfit + attack.after + misfit
      if !regex.matches(text, in: workspace), workspace.hasGivenUp {
        _ = workspace.takeGivenUp()
        return Proof(attack: attack, word: word, count: count, misfit: misfit)
      }
    }
    return nil
  }
}
