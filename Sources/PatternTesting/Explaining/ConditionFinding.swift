public import Patterns

/// What came of a condition on one entry, with the reasons.
public struct ConditionFinding: Sendable {
  /// Something that explains it.
  public struct Note: Sendable {
    public var words: String
    /// What it is about; nil where that is not a text.
    public var excerpt: MarkedText?

    init(_ words: String, _ excerpt: MarkedText? = nil) {
      self.words = words
      self.excerpt = excerpt
    }
  }

  /// As ``ConditionOutline/words``.
  public var words: String
  public var location: SourceLocation?
  public var holds: Bool
  public var notes: [Note]
  /// In the order of the file.
  public var parts: [ConditionFinding]
  /// Whether one of the parts is enough.
  public var isAlternatives = false
  /// How much of it holds, 0…1; 1 only where it does.
  public var closeness: Double

  init(
    _ outline: ConditionOutline, holds: Bool, closeness: Double? = nil, notes: [Note] = [],
    parts: [ConditionFinding] = []
  ) {
    words = outline.words
    location = outline.location
    self.holds = holds
    self.notes = notes
    self.parts = parts
    self.closeness = holds ? 1 : min(closeness ?? 0, 0.99)
  }
}
