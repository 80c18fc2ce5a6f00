/// Incidents of several services that one cause explains.
public struct RelatedIncidents: Sendable {
  /// What they share; at least one member is known.
  public struct Cause: Hashable, Sendable {
    public var signature: String?
    /// Type of the root exception.
    public var exception: String?
    /// The host that all of them name.
    public var dependency: String?

    public init(signature: String?, exception: String?, dependency: String?) {
      self.signature = signature
      self.exception = exception
      self.dependency = dependency
    }
  }

  /// One sentence without its full stop.
  public var text: String
  public var cause: Cause
  /// Ids, in the order of the digest.
  public var incidents: [String]
  /// Names, sorted; at least two.
  public var services: [String]
  /// The first and last sight of any of them.
  public var from: Timestamp
  public var to: Timestamp
  /// An entry of each incident, in time order (at most 10).
  public var evidence: [EntryReference]

  public init(
    text: String, cause: Cause, incidents: [String], services: [String], from: Timestamp,
    to: Timestamp, evidence: [EntryReference]
  ) {
    self.text = text
    self.cause = cause
    self.incidents = incidents
    self.services = services
    self.from = from
    self.to = to
    self.evidence = evidence
  }
}
