/// Several entries that together are a known failure.
public struct EntryGroup: Sendable {
  public enum Kind: String, Sendable, CaseIterable { case sequence, set, count }

  /// What all entries of a group have in common.
  public enum Scope: String, Sendable, CaseIterable { case instance, service, environment, any }

  public var kind: Kind
  /// Of a sequence in their order; a count has one.
  public var steps: [Condition]
  /// Entries that a count needs at least; of the other kinds one for each step.
  public var atLeast: Int
  /// From the first entry to the last, inclusive, in seconds.
  public var within: Double
  public var scope: Scope
  /// Where one of these holds of an entry from the first entry of the group on and within the same
  /// time, the group is none.
  public var unless: [Condition]
  /// Named groups of regexes that captured the same in every entry of the group.
  public var sharing: [String]

  public init(
    kind: Kind, steps: [Condition], atLeast: Int, within: Double, scope: Scope,
    unless: [Condition], sharing: [String]
  ) {
    self.kind = kind
    self.steps = steps
    self.atLeast = atLeast
    self.within = within
    self.scope = scope
    self.unless = unless
    self.sharing = sharing
  }

  /// The steps, then what they are none with: facts name them by their place here.
  public var conditions: [Condition] { steps + unless }

  /// The same group with other conditions in their places.
  func mapConditions(_ change: (Condition) -> Condition) -> EntryGroup {
    var group = self
    group.steps = steps.map(change)
    group.unless = unless.map(change)
    return group
  }
}
