/// A library of invented signatures of any size: for what depends on the size of a library.
///
/// Each has literals of its own and none fires on the entries of a corpus. The kinds of conditions are
/// mixed as they are among the shipped signatures, with some more of those that no text announces.
public struct SignatureLibrary: Sendable {
  /// Signatures of one file.
  public static let signaturesPerFile = 20

  private let count: Int
  private let seed: UInt64

  public init(count: Int, seed: UInt64) {
    self.count = count
    self.seed = seed
  }

  /// The files by name, which a pattern library loads as they are.
  public var files: [(name: String, text: String)] {
    var generator = SeededGenerator(seed: seed, label: "signatures")
    var files: [(name: String, text: String)] = []
    var documents: [String] = []
    for number in 0..<count {
      documents.append(document(number, &generator))
      if documents.count == SignatureLibrary.signaturesPerFile || number == count - 1 {
        let digits = String(files.count + 10_000).dropFirst()
        files.append(("signatures-\(digits).yaml", documents.joined(separator: "---\n")))
        documents = []
      }
    }
    return files
  }

  private func document(_ number: Int, _ generator: inout SeededGenerator) -> String {
    let component = SignatureLibrary.component(number)
    let match = InventedMatch(component: component, &generator)
    let severity = generator.pick(["critical", "error", "error", "error", "warning"])
    let tags = [generator.pick(["data", "network", "configuration"]), component]
    return """
      id: \(component)-\(match.kind)
      title: '\(component) fails (\(match.kind))'
      severity: \(severity)
      role: cause
      tags: [\(tags.joined(separator: ", "))]
      match:
      \(match.condition)
      why:
        - The state of \(component) was changed while it was running.
        - No check compares it with what \(component) expects.
      fixes:
        - { horizon: immediate, text: Restore the last good state of \(component) and restart it. }
        - { horizon: prevention, text: Let \(component) verify its state before it is ready. }
      references:
        - https://runbooks.example.com/\(component)
      examples:
        matches:
          - \(match.example)
        ignores:
          - { severity: INFO, textPayload: '\(component) is ready' }

      """
  }

  /// A pronounceable name for each number, unlike the words of real logs.
  static func component(_ number: Int) -> String {
    let heads = [
      "vel", "quo", "zan", "mir", "tash", "orb", "kel", "fyn", "dru", "wex", "plo", "gri",
    ]
    let middles = ["tri", "ban", "dor", "lume", "sava", "noke", "piru", "gath", "zet", "monu"]
    let tails = ["store", "sync", "gate", "relay", "ledger", "cache", "mesh", "queue", "vault"]
    var rest = number
    func take(_ parts: [String]) -> String {
      defer { rest /= parts.count }
      return parts[rest % parts.count]
    }
    let name = take(heads) + take(middles) + "-" + take(tails)
    return rest == 0 ? name : name + "-\(rest)"
  }
}
