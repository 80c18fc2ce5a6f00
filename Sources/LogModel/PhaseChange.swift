/// How the phases of failed boots differ from those of earlier boots of the same service.
public struct PhaseChange: Sendable {
  public enum Kind: String, Sendable, Hashable, CaseIterable {
    /// Earlier boots got past the phase in which boots now fail.
    case newlyFailing = "newly-failing"
    /// A phase takes much longer than it did.
    case slower
  }

  public var kind: Kind
  /// In words, without a full stop.
  public var text: String
  /// The entries that show it, in time order; never empty.
  public var evidence: [EntryReference]

  public init(kind: Kind, text: String, evidence: [EntryReference]) {
    self.kind = kind
    self.text = text
    self.evidence = evidence
  }
}
