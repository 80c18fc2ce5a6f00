import LogModel

/// The parts that digests of the tests are made of.
enum Sample {
  static let project = "acme-staging"
  static let backend = ServiceIdentity(
    project: project, name: "acme-backend-staging", environment: "staging")

  /// 2025-09-07 at a time of day in UTC, given as `HH:MM:SS` or `HH:MM:SS.mmm`.
  static func at(_ time: String, day: Int = 7) -> Timestamp {
    let parts = time.split(whereSeparator: { $0 == ":" || $0 == "." }).compactMap { Int($0) }
    return Timestamp(
      year: 2025, month: 9, day: day, hour: parts[0], minute: parts[1], second: parts[2],
      nanosecond: parts.count > 3 ? parts[3] * 1_000_000 : 0)!
  }

  static func entry(
    _ time: Timestamp, _ text: String, severity: Severity = .error,
    service: ServiceIdentity = backend, log: String = "run.googleapis.com/stderr",
    insertId: String = "68bd4f9a000a1b2c", file: String = "backend.json.gz", ordinal: Int = 1
  ) -> EntryReference {
    EntryReference(
      timestamp: time,
      source: EntrySource(
        service: service, platform: "cloud-run", resourceType: "cloud_run_revision",
        location: "europe-west1", revision: "backend-00042-abc", instance: "i-1", log: log),
      insertId: insertId, severity: severity, text: Excerpt.middleCut(text), contentHash: 7,
      file: file, ordinal: ordinal)
  }

  static func counts(failed: Int = 0, ready: Int = 0, inProgress: Int = 0, stopped: Int = 0)
    -> BootCounts
  {
    var counts = BootCounts()
    counts.failed = failed
    counts.ready = ready
    counts.inProgress = inProgress
    counts.stopped = stopped
    return counts
  }

  static let noBoots = BootSummary(
    counts: BootCounts(), truncatedHead: 0, medianSecondsToFailure: nil, medianSecondsBetween: nil,
    exitCodes: [:], phaseReached: [:], list: [])

  /// A digest whose summary counts its incidents.
  static func digest(
    _ incidents: [Incident], services: Int = 3, boots: BootCounts = BootCounts(),
    input: InputSummary, unexplained: [UnexplainedTemplate] = [],
    from: Timestamp? = at("09:00:00"), to: Timestamp? = at("10:00:00"),
    generatedAt: Timestamp = at("10:05:00")
  ) -> Digest {
    var summary = Summary()
    summary.incidents = incidents.count
    summary.services = services
    summary.boots = boots
    for incident in incidents {
      summary.byPriority[incident.priority, default: 0] += 1
      summary.byState[incident.state, default: 0] += 1
    }
    summary.mrrAtRisk = incidents.flatMap(\.impact.capabilities).compactMap(\.mrrAtRisk).first
    return Digest(
      toolVersion: "0.1.0", generatedAt: generatedAt, from: from, to: to, input: input,
      summary: summary, incidents: incidents, unexplained: unexplained)
  }

  static func input(files: Int, entries: Int, errors: Int = 0, explained: Int = 0) -> InputSummary {
    var input = InputSummary()
    input.files = files
    input.bytesRead = 48_113_020
    input.bytesInflated = 702_118_344
    input.entries = entries
    input.errorEntries = errors
    input.explainedErrorEntries = explained
    return input
  }
}
