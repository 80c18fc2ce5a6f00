import LogModel

/// The failures of one service that share a root cause, before they are told as an incident.
struct IncidentDraft {
  var service: ServiceIdentity
  var key: RootCauseKey
  var kind: Incident.Kind
  var signature: String?
  var captures: [String: String] = [:]
  /// The chain that is told: of the earliest failure that has one.
  var trace: TraceEvidence?
  /// Failed boots, by first sight; indices into the run's boots.
  var failedBoots: [Int] = []
  /// The chains behind its failures, in their order.
  var chains: [TraceEvidence] = []
  /// Failed boot → its own chain, where it has one.
  var chainOfBoot: [Int: TraceEvidence] = [:]
  /// Entries that show the root cause, in time order, each once.
  var entries: [SeenEntry] = []
  var firstSeen: Timestamp
  var lastSeen: Timestamp
  var recoveredAt: Timestamp?
  /// When requests that fail belong to it.
  var downtime: Downtime
  /// Instances that ended while they ran are what failed: their ends are among the entries.
  var endsInstances = false
  /// Failed requests that are the incident themselves (`serving-errors`).
  var statuses: [Int: Int] = [:]
  /// The spans of those, in time order.
  var surges: [Downtime] = []
  /// The longest time between two of those within a span, in seconds.
  var longestBreak = 0.0

  /// Lines of the platform that name no instance and fit several boots of that time.
  var unplaced: [SeenEntry] = []

  func isSeen(at moment: Timestamp) -> Bool {
    firstSeen <= moment
      && moment <= lastSeen.advanced(bySeconds: ServingErrorIncidents.neighbourhood)
  }

  /// True where what failed is a task that runs to its end, not a server that becomes ready.
  func isTask(_ index: BootIndex) -> Bool {
    failedBoots.first.map { index.boots[$0].isTask } ?? false
  }

  /// When failed requests belong to it and to no surge of their own. Around a runtime failure,
  /// requests fail a little before the entry that explains them.
  var requestSpan: Downtime {
    switch kind {
    case .crashLoop, .startupFailure, .servingErrors: return downtime
    case .runtimeFailure:
      let slack = ServingErrorIncidents.neighbourhood
      return Downtime(
        from: firstSeen.advanced(bySeconds: -slack), until: lastSeen.advanced(bySeconds: slack))
    }
  }
}
