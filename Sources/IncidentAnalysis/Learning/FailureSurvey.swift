public import LogModel
import Patterns

/// What a run shows to somebody who wants to write signatures for what none explains.
public struct FailureSurvey: Sendable {
  /// Failed boots whose traces are of one kind, and which no signature explains.
  public struct FailedBoots: Sendable {
    public var count = 0
    public var services: Set<ServiceIdentity> = []
    public var phase: FailurePhase?
  }

  /// Failed boots of one incident that neither a signature nor a trace explains.
  public struct SilentFailure: Sendable {
    public var incident: Incident
    /// When which instance tried to start, for the first of them.
    public var boots: [BootSpan]
  }

  public struct BootSpan: Sendable {
    /// Nil where the logs do not tell.
    public var instance: String?
    public var from: Timestamp
    public var through: Timestamp
  }

  /// The time in which errors of a service come from an incident that is told by something else.
  public struct ToldSpan: Sendable {
    public var from: Timestamp
    /// Nil: without an end.
    public var through: Timestamp?
  }

  /// A stack trace of the run.
  public struct Sighting {
    public var kind: TraceKind
    public var trace: StackTrace
    public var service: ServiceIdentity
    /// The highest of its entries.
    public var severity: Severity
    /// Whether a signature fires on it.
    public var isMatched: Bool
    /// Whether one that is a cause does.
    public var isExplained: Bool
    /// Whether an incident that no signature explains is told by it.
    public var isTold: Bool
    /// Whether it was seen in a failed boot that has another cause.
    public var isBeside: Bool
    let evidence: TraceEvidence

    /// What it was read from. O(text).
    public var text: String { evidence.text }
  }

  public let digest: Digest
  public let failedBoots: [TraceKind: FailedBoots]
  public let silent: [SilentFailure]
  public let told: [ServiceIdentity: [ToldSpan]]
  private let traces: TraceBook
  private let roots: EntrySet
  private let ofFailedBoots: EntrySet

  /// Boots of a silent failure that are looked into.
  private static let mostBoots = 200

  init(_ run: AnalysedRun, _ digest: Digest, told incidents: [(Incident, IncidentDraft)]) {
    self.digest = digest
    traces = run.traces
    roots = EntrySet(run.drafts.filter { $0.signature == nil }, of: run.book)
    var ofFailedBoots = EntrySet(run.book)
    for boot in run.index.boots where boot.outcome == .failed {
      for observation in boot.observations {
        guard case .trace(let index) = observation.content else { continue }
        for entry in run.traces[index].entries { ofFailedBoots.insert(entry) }
      }
    }
    self.ofFailedBoots = ofFailedBoots
    var failed: [TraceKind: FailedBoots] = [:]
    var silent: [SilentFailure] = []
    var told: [ServiceIdentity: [ToldSpan]] = [:]
    for (incident, draft) in incidents {
      if draft.signature != nil || draft.trace != nil || !draft.failedBoots.isEmpty {
        told[draft.service, default: []].append(FailureSurvey.span(of: draft))
      }
      guard draft.signature == nil, !draft.failedBoots.isEmpty else { continue }
      guard let first = draft.trace.flatMap({ TraceKind($0.trace) }) else {
        silent.append(
          SilentFailure(
            incident: incident, boots: FailureSurvey.boots(of: draft, run.index)))
        continue
      }
      for boot in draft.failedBoots {
        let kind = draft.chainOfBoot[boot].flatMap { TraceKind($0.trace) } ?? first
        failed[kind, default: FailedBoots()].count += 1
        failed[kind]?.services.insert(draft.service)
        if failed[kind]?.phase == nil { failed[kind]?.phase = incident.phase }
      }
    }
    failedBoots = failed
    self.silent = silent
    self.told = told
  }

  /// Calls the body with every trace, in the order of their first entries. O(traces).
  public func forEachTrace(_ body: (Sighting) -> Void) {
    for trace in traces {
      let content = trace.trace
      guard let kind = TraceKind(content), !content.continuesEarlier else { continue }
      let entries = trace.entries
      guard let first = entries.first else { continue }
      let isRoot = roots.contains(first)
      let matches = trace.matches
      body(
        Sighting(
          kind: kind, trace: content, service: first.origin.service,
          severity: entries.map(\.severity).max() ?? .default, isMatched: !matches.isEmpty,
          isExplained: matches.contains { traces.library.isCause($0.signature) }, isTold: isRoot,
          isBeside: !isRoot && ofFailedBoots.contains(first), evidence: trace))
    }
  }

  private static func span(of draft: IncidentDraft) -> ToldSpan {
    let slack = ServingErrorIncidents.neighbourhood
    let isStart = !draft.failedBoots.isEmpty
    return ToldSpan(
      from: draft.firstSeen.advanced(bySeconds: -slack),
      through: isStart && draft.recoveredAt == nil
        ? nil : (draft.recoveredAt ?? draft.lastSeen).advanced(bySeconds: slack))
  }

  private static func boots(of draft: IncidentDraft, _ index: BootIndex) -> [BootSpan] {
    draft.failedBoots.prefix(mostBoots).map { position in
      let boot = index.boots[position]
      return BootSpan(
        instance: boot.instance, from: boot.firstSeen.advanced(bySeconds: -1),
        through: max(boot.lastSeen, boot.overAt).advanced(bySeconds: 1))
    }
  }
}

extension TraceEvidence {
  /// What the trace was read from: one text, or those of its entries as far as they are kept.
  var text: String {
    let pieces = entries.map { entry -> String in
      for position in entry.book.facts(of: entry) {
        switch entry.book.facts.kind(at: position) {
        case .trace(let record): return record.text
        case .traceFragment(let text): return text
        case .marker, .match, .step, .failedRequest: continue
        }
      }
      return entry.text
    }
    return pieces.joined(separator: "\n")
  }
}

extension IncidentAnalyzer {
  /// The digest of a scan, with what nobody has written a signature for.
  public func survey(of result: ScanResult) -> FailureSurvey {
    let run = AnalysedRun(result, library: library, threads: threads)
    let told = told(run, result.counters)
    return FailureSurvey(
      run, digest(of: run, result, told: told.map(\.incident)),
      told: told.map { ($0.incident, $0.draft) })
  }
}
