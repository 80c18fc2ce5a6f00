public import LogModel

/// How incidents change their states from one digest to the next: a pure function of what is remembered,
/// of the digest of all facts that are kept, and of how far the logs have come.
public struct Lifecycle: Sendable {
  /// Seconds without a failure after which a recovery counts.
  public var quietPeriod = 3600.0
  /// Seconds by which entries may come late.
  public var lateness = 3 * 3600.0
  /// Seconds of the clock after which an open incident is told of again.
  public var remindAfter = 86_400.0

  /// Regressions of late that each double the quiet period.
  private static let mostDoublings = 4
  /// Seconds of the logs' time that count as of late.
  private static let flappingWindow = 7 * 86_400.0

  public init() {}

  /// What a run comes to.
  public struct Step: Sendable {
    /// Of all incidents that are remembered now, by id.
    public var records: [String: IncidentRecord] = [:]
    /// In the order of the digest, those that are no longer in it last, by id.
    public var changes: [IncidentChange] = []
    /// Stretches of time that came to their end.
    public var episodes: [Episode] = []
  }

  /// A stretch of time in which an incident was open.
  public struct Episode: Sendable, Equatable {
    public var incident: String
    public var began: Timestamp
    public var ended: Timestamp
    public var recoveredAt: Timestamp?
    /// Entries that showed it in this time.
    public var occurrences: Int
    public var revisions: [String]
  }

  /// - Parameters:
  ///   - records: as the last run left them.
  ///   - incidents: of the digest of all facts that are kept.
  ///   - watermark: the latest entry ever seen; nil where none was dated.
  ///   - now: of the clock; decides nothing but reminders.
  public func step(
    from records: [String: IncidentRecord], to incidents: [Incident], watermark: Timestamp?,
    now: Timestamp
  ) -> Step {
    var step = Step()
    for incident in incidents {
      if let known = records[incident.id] {
        go(on: known, incident, watermark, now, &step)
      } else {
        begin(incident, watermark, now, &step)
      }
    }
    let seen = Set(incidents.map(\.id))
    for (id, record) in records.sorted(by: { $0.key < $1.key }) where !seen.contains(id) {
      silent(record, watermark, now, &step)
    }
    return step
  }

  private func begin(
    _ incident: Incident, _ watermark: Timestamp?, _ now: Timestamp, _ step: inout Step
  ) {
    var record = IncidentRecord(
      id: incident.id, state: .new, priority: incident.priority,
      environment: incident.service.environment, firstSeen: incident.firstSeen,
      lastSeen: incident.lastSeen, recoveredAt: incident.recoveredAt,
      occurrences: incident.occurrences, carried: 0, revisions: incident.revisions,
      regressedAt: [], openSince: incident.firstSeen, occurrencesBefore: 0, toldAt: now)
    step.changes.append(IncidentChange(kind: .new, incident: incident.id))
    if isOver(record, watermark) { close(&record, &step) }
    step.records[incident.id] = record
  }

  private func go(
    on known: IncidentRecord, _ incident: Incident, _ watermark: Timestamp?, _ now: Timestamp,
    _ step: inout Step
  ) {
    var record = known
    let occurrences = known.carried + incident.occurrences
    let hasGrown = occurrences > known.occurrences || incident.lastSeen > known.lastSeen
    record.occurrences = max(known.occurrences, occurrences)
    record.firstSeen = min(known.firstSeen, incident.firstSeen)
    record.lastSeen = max(known.lastSeen, incident.lastSeen)
    record.recoveredAt = incident.recoveredAt
    record.priority = incident.priority
    record.environment = incident.service.environment
    record.revisions = Set(known.revisions).union(incident.revisions).sorted()
    if known.state == .resolved {
      // What comes late of a time that is over changes its numbers and nothing else.
      if incident.lastSeen > known.lastSeen { reopen(&record, incident, after: known) }
    } else if hasGrown {
      record.state = .ongoing
    }
    if record.state != .resolved, isOver(record, watermark) {
      close(&record, &step)
      if known.state != .resolved {
        record.toldAt = now
        step.changes.append(IncidentChange(kind: .resolved, incident: incident.id))
      } else if record.state == .resolved {
        // Back and over again within one run: told as what it was.
        record.toldAt = now
        step.changes.append(IncidentChange(kind: .regressed, incident: incident.id))
      }
    } else if record.state == .regressed, known.state == .resolved {
      record.toldAt = now
      step.changes.append(IncidentChange(kind: .regressed, incident: incident.id))
    } else if record.state != .resolved, record.priority < known.priority {
      record.toldAt = now
      step.changes.append(
        IncidentChange(kind: .worsened, incident: incident.id, from: known.priority))
    } else if record.state != .resolved, now.seconds(since: record.toldAt) >= remindAfter {
      record.toldAt = now
      step.changes.append(IncidentChange(kind: .reminder, incident: incident.id))
    }
    step.records[incident.id] = record
  }

  /// An incident of which no fact is kept any longer.
  private func silent(
    _ known: IncidentRecord, _ watermark: Timestamp?, _ now: Timestamp, _ step: inout Step
  ) {
    var record = known
    if known.state != .resolved, isOver(record, watermark) {
      close(&record, &step)
      record.toldAt = now
      step.changes.append(IncidentChange(kind: .resolved, incident: known.id))
    }
    step.records[known.id] = record
  }

  private func reopen(
    _ record: inout IncidentRecord, _ incident: Incident, after known: IncidentRecord
  ) {
    record.state = .regressed
    record.occurrencesBefore = known.occurrences
    record.openSince = incident.firstOccurrence(after: known.lastSeen)
    record.regressedAt.append(record.openSince)
    record.regressedAt = Array(record.regressedAt.suffix(IncidentRecord.mostRegressions))
  }

  private func close(_ record: inout IncidentRecord, _ step: inout Step) {
    record.state = .resolved
    step.episodes.append(
      Episode(
        incident: record.id, began: record.openSince, ended: record.lastSeen,
        recoveredAt: record.recoveredAt,
        occurrences: record.occurrences - record.occurrencesBefore, revisions: record.revisions))
  }

  /// Whether a later boot became ready and no failure followed, or nothing was seen for long enough.
  private func isOver(_ record: IncidentRecord, _ watermark: Timestamp?) -> Bool {
    guard let watermark else { return false }
    let quiet = quietPeriod(of: record, watermark)
    if let recoveredAt = record.recoveredAt, recoveredAt > record.lastSeen,
      watermark.seconds(since: recoveredAt) >= quiet
    {
      return true
    }
    return watermark.seconds(since: record.lastSeen) >= quiet + lateness
  }

  /// What comes and goes must be gone for longer each time, so that nobody is told of each.
  private func quietPeriod(of record: IncidentRecord, _ watermark: Timestamp) -> Double {
    let recent = record.regressedAt.count {
      watermark.seconds(since: $0) <= Lifecycle.flappingWindow
    }
    return quietPeriod * Double(1 << min(recent, Lifecycle.mostDoublings))
  }
}

extension Incident {
  /// The first occurrence after a moment, as far as it is known.
  func firstOccurrence(after moment: Timestamp) -> Timestamp {
    let seconds = occurrenceTimes.sorted.moments
    let found = seconds.first { $0 > moment.seconds }
    return found.map { Timestamp(nanoseconds: $0 * 1_000_000_000) } ?? lastSeen
  }
}
