/// Every decision behind an incident, in words, each with the entries it rests on.
public struct Explanation: Sendable {
  /// What a decision says of the thing that it is about.
  public enum Verdict: String, Sendable, Hashable, CaseIterable {
    /// It was counted, chosen or concluded.
    case taken
    /// It was considered and is not what it may seem.
    case rejected
    /// It was looked for, and these logs do not hold it.
    case missing
  }

  public struct Decision: Sendable {
    public var verdict: Verdict
    /// One or two sentences; may quote log text.
    public var text: String
    /// The earliest entries that show it (at most 3); empty where nothing in the logs does.
    public var evidence: [EntryReference]
    /// How many further entries show the same.
    public var furtherEvidence: Int

    public init(
      _ verdict: Verdict, _ text: String, evidence: [EntryReference] = [], furtherEvidence: Int = 0
    ) {
      self.verdict = verdict
      self.text = text
      self.evidence = evidence
      self.furtherEvidence = furtherEvidence
    }
  }

  /// The decisions on one question.
  public struct Section: Sendable {
    public var question: String
    public var decisions: [Decision]

    public init(question: String, decisions: [Decision]) {
      self.question = question
      self.decisions = decisions
    }
  }

  public var incident: Incident
  public var sections: [Section]

  public init(incident: Incident, sections: [Section]) {
    self.incident = incident
    self.sections = sections
  }
}
