/// Consecutive failed boots that fail in one phase.
public struct PhaseProgress: Hashable, Sendable {
  /// Lower case.
  public var phase: String
  /// When the first and the last of them failed.
  public var from: Timestamp
  public var to: Timestamp
  public var boots: Int

  public init(phase: String, from: Timestamp, to: Timestamp, boots: Int) {
    self.phase = phase
    self.from = from
    self.to = to
    self.boots = boots
  }
}
