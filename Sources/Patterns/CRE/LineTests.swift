/// The tests of lines that a library's rules of the CRE format ask for, each once, with who asks.
public struct LineTests: Sendable {
  /// A test of a rule, by the indices of the signature in the library and of the test in the rule.
  public struct Asker: Hashable, Sendable {
    public var signature: Int
    public var test: Int

    public init(signature: Int, test: Int) {
      self.signature = signature
      self.test = test
    }
  }

  /// Numbered from 0 by their `id`.
  public private(set) var texts: [TextPredicate] = []
  /// By text.
  public private(set) var askersOfTexts: [[Asker]] = []
  public private(set) var programs: [String] = []
  /// By program.
  public private(set) var askersOfPrograms: [[Asker]] = []

  public var isEmpty: Bool { texts.isEmpty && programs.isEmpty }

  private struct Text: Hashable {
    var isRegex: Bool
    var text: String
  }

  init(of signatures: [Signature]) {
    var numbers: [Text: Int] = [:]
    var programNumbers: [String: Int] = [:]
    for (index, signature) in signatures.enumerated() {
      for (place, test) in (signature.rule?.tests ?? []).enumerated() {
        let asker = Asker(signature: index, test: place)
        switch test {
        case .text(var predicate):
          let key: Text
          switch predicate.test {
          case .contains(let text), .equals(let text): key = Text(isRegex: false, text: text)
          case .regex(let regex): key = Text(isRegex: true, text: regex.pattern)
          }
          if let number = numbers[key] {
            askersOfTexts[number].append(asker)
          } else {
            predicate.id = texts.count
            numbers[key] = texts.count
            texts.append(predicate)
            askersOfTexts.append([asker])
          }
        case .jq(let program, _):
          if let number = programNumbers[program] {
            askersOfPrograms[number].append(asker)
          } else {
            programNumbers[program] = programs.count
            programs.append(program)
            askersOfPrograms.append([asker])
          }
        }
      }
    }
  }
}
