public import Patterns

/// Why a signature fires on some text or entries, or why not.
public struct PatternExplanation: Sendable {
  /// A condition and one entry: the first on which it holds, else the one that comes nearest.
  public struct Part: Sendable {
    /// `step 1`, `boot ready`; empty where there is one condition only.
    public var name: String
    /// Whether it must not hold.
    public var isUnwanted: Bool
    public var finding: ConditionFinding
    public var entry: ExplainedEntry
    /// How many entries it holds on.
    public var heldOn: Int
  }

  public var fires: Bool
  /// Entries that were read.
  public var entries: Int
  public var parts: [Part]
  /// What besides the conditions decides, in sentences.
  public var reasons: [String]
  /// Signatures that fire as well, or instead, by id.
  public var others: [Signature]
}
