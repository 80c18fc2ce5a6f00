public import LogModel

/// A piece of log with the truth about it.
public struct Story: Sendable {
  /// Kebab-case; also the name of its sample.
  public var name: String
  /// One sentence.
  public var summary: String
  /// No entry is stamped outside.
  public var window: Range<Timestamp>
  /// In time order.
  public var entries: [SimulatedEntry]
  public var diagnosis: Diagnosis

  /// Keeps what lies in the window, in order.
  init(
    _ name: String, _ summary: String, window: Range<Timestamp>, _ composer: LogComposer,
    incidents: [ExpectedIncident], healthy: [String] = []
  ) {
    self.name = name
    self.summary = summary
    self.window = window
    entries = composer.entries.filter { window.contains($0.timestamp) }
      .sorted { SimulatedEntry.precedes($0, $1) }
    diagnosis = Diagnosis(incidents: incidents, noIncidentServices: healthy.sorted())
  }

  /// Every story there is, in the order of the samples' table.
  public static func all(seed: UInt64) -> [Story] { builders.map { $0(seed) } }

  /// Nil where no story has that name.
  public static func named(_ name: String, seed: UInt64) -> Story? {
    all(seed: seed).first { $0.name == name }
  }

  private static let builders: [@Sendable (UInt64) -> Story] = [
    websocketStaging, importFailure, sevenPhases, rollbackRecovery, healthyDay, databaseRetry,
    gkeRestartLoop, memoryLimit, twoServices, cutWindow, unknownException, lineByLine,
  ]
}
