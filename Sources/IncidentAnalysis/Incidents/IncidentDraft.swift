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
  /// Each failed boot's own chain, where it has one.
  var chains: [TraceEvidence] = []
  /// Entries that show the root cause, in time order, each once.
  var entries: [EntryReference] = []
  var firstSeen: Timestamp
  var lastSeen: Timestamp
  var recoveredAt: Timestamp?
  /// From when requests that fail belong to it; nil: since before the logs.
  var downFrom: Timestamp?
  /// Failed requests that are the incident themselves (`serving-errors`).
  var statuses: [Int: Int] = [:]
}
