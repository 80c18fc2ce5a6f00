import LogModel

/// Collects the decisions on one question.
struct DecisionList {
  private(set) var decisions: [Explanation.Decision] = []

  /// Entries cited for a decision.
  private static let cited = 3

  mutating func add(
    _ verdict: Explanation.Verdict, _ text: String, _ evidence: [SeenEntry] = []
  ) {
    let entries = Set(evidence).sorted()
    decisions.append(
      Explanation.Decision(
        verdict, text, evidence: entries.prefix(DecisionList.cited).map(\.reference),
        furtherEvidence: max(0, entries.count - DecisionList.cited)))
  }

  /// As ``add(_:_:_:)``, of entries that were chosen already.
  mutating func add(
    _ verdict: Explanation.Verdict, _ text: String, citing evidence: [EntryReference], of total: Int
  ) {
    let cited = Array(evidence.prefix(DecisionList.cited))
    decisions.append(
      Explanation.Decision(
        verdict, text, evidence: cited, furtherEvidence: max(0, total - cited.count)))
  }

  /// Nil where nothing was decided.
  func section(_ question: String) -> Explanation.Section? {
    decisions.isEmpty ? nil : Explanation.Section(question: question, decisions: decisions)
  }
}
