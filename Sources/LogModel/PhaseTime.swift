/// How long boots were in one phase of their start-up.
public struct PhaseTime: Hashable, Sendable {
  /// A number of boots, and the middle one of their times.
  public struct Sample: Hashable, Sendable {
    public var boots: Int
    public var medianSeconds: Double

    public init(boots: Int, medianSeconds: Double) {
      self.boots = boots
      self.medianSeconds = medianSeconds
    }
  }

  /// The profile's id.
  public var profile: String
  /// Lower case.
  public var name: String
  /// Of the failed boots: from the begin of the phase until it was done, failed, left for the next
  /// or the boot ended.
  public var failed: Sample
  /// Of boots of the service that were ready before the first of those began; nil without any.
  public var earlier: Sample?

  public init(profile: String, name: String, failed: Sample, earlier: Sample?) {
    self.profile = profile
    self.name = name
    self.failed = failed
    self.earlier = earlier
  }
}
