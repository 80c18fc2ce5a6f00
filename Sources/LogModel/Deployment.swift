/// A deployment that an incident follows, as these logs show it.
public struct Deployment: Sendable {
  /// How it is known.
  public enum Basis: String, Sendable, Hashable, CaseIterable {
    /// The platform logged it.
    case auditLog = "audit-log"
    /// Entries of a new revision appear where another one ran before.
    case revisionChange = "revision-change"
  }

  /// Nil where no entry tells it.
  public var revision: String?
  public var at: Timestamp
  /// From then to the first sign of the incident.
  public var secondsBefore: Double
  public var basis: Basis
  /// `started 14 s after revision api-00742-kab was deployed`.
  public var text: String
  /// The entries that show it; never empty.
  public var evidence: [EntryReference]

  public init(
    revision: String?, at: Timestamp, secondsBefore: Double, basis: Basis, text: String,
    evidence: [EntryReference]
  ) {
    self.revision = revision
    self.at = at
    self.secondsBefore = secondsBefore
    self.basis = basis
    self.text = text
    self.evidence = evidence
  }
}
