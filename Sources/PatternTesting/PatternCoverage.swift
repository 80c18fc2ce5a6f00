public import LogModel

/// How much of what went wrong in logs the library explains.
public struct PatternCoverage: Sendable {
  /// A part of a whole.
  public struct Share: Sendable, Equatable {
    public var explained: Int
    public var of: Int

    public init(explained: Int, of: Int) {
      self.explained = explained
      self.of = of
    }
  }

  public var errorEntries: Share
  /// Failed boots whose root cause a signature names.
  public var failedBoots: Share
  /// The most frequent first.
  public var unexplained: [UnexplainedTemplate]
  /// Incidents of failed boots that no signature explains, as the digest orders them.
  public var unnamed: [Incident]
  /// How many entries or boots each signature explains as root cause: id → occurrences of its incidents.
  public var bySignature: [String: Int]

  public init(_ digest: Digest) {
    errorEntries = Share(
      explained: digest.input.explainedErrorEntries, of: digest.input.errorEntries)
    var boots = Share(explained: 0, of: 0)
    var bySignature: [String: Int] = [:]
    var unnamed: [Incident] = []
    for incident in digest.incidents {
      if let id = incident.rootCause.signature {
        bySignature[id, default: 0] += incident.occurrences
      }
      guard incident.boots.counts.failed > 0 else { continue }
      boots.of += incident.boots.counts.failed
      if incident.rootCause.signature != nil {
        boots.explained += incident.boots.counts.failed
      } else {
        unnamed.append(incident)
      }
    }
    failedBoots = boots
    unexplained = digest.unexplained
    self.unnamed = unnamed
    self.bySignature = bySignature
  }
}
