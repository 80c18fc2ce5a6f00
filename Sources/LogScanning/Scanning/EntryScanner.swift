import LogModel
import Patterns
import StackTraces

/// Turns the entries of one input, or those that one of several threads reads of it, into facts and
/// counters.
final class EntryScanner {
  private let library: PatternLibrary
  private let options: ScanOptions
  private let matcher: EntryMatcher
  /// Nil where no rule of the CRE format is to be tried.
  private let lines: LineMatcher?
  private let duplicates: DeduplicationSet
  private let file: String
  private let mostTemplates: Int
  @exclusivity(unchecked) private var writer: FactWriter
  /// Writes what rules of the CRE format find on undated lines: where an input has dated ones as well,
  /// they are no lines of their own.
  @exclusivity(unchecked) private var undatedWriter: FactWriter
  @exclusivity(unchecked) private var hasDated = false
  @exclusivity(unchecked) private var counters = Counters()
  @exclusivity(unchecked) private var splitParts: [SplitPart] = []
  @exclusivity(unchecked) private var splitBytes = 0
  @exclusivity(unchecked) private var givenUp = GivenUpPatterns()
  @exclusivity(unchecked) private var traces: TraceCache
  @exclusivity(unchecked) private var templates: TemplateTable
  /// Takes the templates where there is no more room for them; nil where none is to be had.
  @exclusivity(unchecked) var relieve: (() -> Void)?
  /// By the source's number; ``kept`` holds what these point to.
  @exclusivity(unchecked) private var sources: [Unmanaged<SourceState>?] = []
  @exclusivity(unchecked) private var kept: [SourceState] = []
  /// Of the last entry whose source has no number.
  @exclusivity(unchecked) private var unnumbered: SourceState?
  @exclusivity(unchecked) private var sourceGeneration = 0

  /// What is decided once per source.
  private final class SourceState {
    let isWanted: Bool
    let hash: UInt64
    let tally: ServiceTally
    private let revision: RevisionSight?
    /// The earliest entry of the source, as far as it is known.
    @exclusivity(unchecked) private var first = Timestamp(nanoseconds: .max)
    /// When the source's instance first answered a request below 500, as far as it is known.
    @exclusivity(unchecked) var firstSuccess = Timestamp(nanoseconds: .max)

    init(isWanted: Bool, hash: UInt64, tally: ServiceTally, revision: RevisionSight?) {
      self.isWanted = isWanted
      self.hash = hash
      self.tally = tally
      self.revision = revision
    }

    func countEntry(at timestamp: Timestamp) {
      tally.countEntry(at: timestamp)
      guard timestamp < first, timestamp.isDated, let revision else { return }
      first = timestamp
      if timestamp < revision.first { revision.first = timestamp }
    }
  }

  /// When a revision of a service was first seen.
  private final class RevisionSight {
    @exclusivity(unchecked) var first = Timestamp(nanoseconds: .max)
  }
  @exclusivity(unchecked) private var tallies: [ServiceIdentity: ServiceTally] = [:]
  /// What the instances of one origin share.
  @exclusivity(unchecked) private var origins = OriginTable<SharedState>()

  private struct SharedState {
    var isWanted: Bool
    var hash: UInt64
    var tally: ServiceTally
    var revision: RevisionSight?
  }

  /// An entry of which nothing is left to do but to count it, unless it is a copy. That is asked when
  /// the next entry is at hand: by then its place in the set of all entries has come near.
  private struct Uncounted {
    var identity: UInt64
    var timestamp: Timestamp
    /// When its request ended, where it is one.
    var succeeded: Timestamp?
    var state: Unmanaged<SourceState>
  }
  @exclusivity(unchecked) private var uncounted: Uncounted?

  /// A service's activity, changed in place for every entry.
  private final class ServiceTally {
    @exclusivity(unchecked) var activity = ServiceActivity()
    @exclusivity(unchecked) private var revisions: [String: RevisionSight] = [:]

    func sight(of revision: String) -> RevisionSight {
      if let known = revisions[revision] { return known }
      let sight = RevisionSight()
      revisions[revision] = sight
      return sight
    }

    /// The activity with all that was counted elsewhere.
    var whole: ServiceActivity {
      var whole = activity
      for (revision, sight) in revisions where sight.first.nanoseconds != .max {
        whole.firstOfRevision[revision] = sight.first
      }
      return whole
    }

    func countEntry(at timestamp: Timestamp) {
      activity.entries += 1
      guard timestamp.isDated else { return }
      if activity.first.map({ timestamp < $0 }) ?? true { activity.first = timestamp }
      if activity.last.map({ timestamp > $0 }) ?? true { activity.last = timestamp }
    }

    func countSuccess(at end: Timestamp) { activity.succeeded.add(end.seconds) }

    func noteSuccess(at end: Timestamp, of instance: String) {
      if activity.firstSuccess[instance].map({ end < $0 }) ?? true {
        activity.firstSuccess[instance] = end
      }
    }
  }

  /// - Parameter mostTemplates: beyond which there is no more room.
  init(
    library: PatternLibrary, options: ScanOptions, matcher: EntryMatcher,
    lines: LineMatcher? = nil, duplicates: DeduplicationSet, file: String,
    mostTemplates: Int = TemplateTable.mostOfInput
  ) {
    self.library = library
    traces = TraceCache(library.frames)
    self.options = options
    self.matcher = matcher
    self.lines = lines
    self.duplicates = duplicates
    self.file = file
    self.mostTemplates = mostTemplates
    templates = TemplateTable(limit: mostTemplates)
    writer = FactWriter(library: library, rules: matcher.rules, file: file)
    undatedWriter = FactWriter(library: library, rules: matcher.rules, file: file)
  }

  /// Takes in one entry.
  func scan(_ entry: DecodedEntry) {
    state(of: entry)._withUnsafeGuaranteedRef { scan(entry, in: $0) }
  }

  private func scan(_ entry: DecodedEntry, in state: SourceState) {
    if lines != nil, entry.timestamp.isDated { hasDated = true }
    if entry.isUnreadable {
      if state.isWanted, options.wants(entry.timestamp), let lines {
        let findings = lineFindings(of: entry, lines)
        writer.write(findings, nil, isAttached: false, isFragment: false, of: entry)
      }
      return
    }
    guard state.isWanted, options.wants(entry.timestamp) else {
      counters.leftOut += 1
      return
    }
    if let split = entry.split, split.total > 1 {
      keepPart(entry, split)
      return
    }
    // Its memory is far: while it comes, the entry is matched.
    let identity = identity(of: entry, sourceHash: state.hash)
    if let identity { duplicates.prefetch(identity) }
    var trace: TraceRecord?
    var isAttached = false
    var isFragment = false
    let glance = entry.message.isEmpty ? .none : StackTraces.firstGlance(entry.message)
    switch glance {
    case .wholeTrace: trace = traces.record(in: entry.message)
    case .fragment: isFragment = true
    case .none: break
    }
    if trace == nil, !entry.attachedTrace.isEmpty {
      trace = traces.record(in: entry.attachedTrace)
      isAttached = trace != nil
      if isAttached { isFragment = false }
    }

    var findings = matcher.match(entry, trace: trace?.trace)
    if let lines { findings += lineFindings(of: entry, lines) }
    countLast()
    if let identity, findings.isEmpty, trace == nil, !isFragment, entry.severity < .error,
      !hasGivenUp, postpone(entry, identity, state)
    {
      return
    }
    let isNew = identity.map { self.isNew($0, entry) } ?? true
    if hasGivenUp { noteGivenUp(on: entry, isNew: isNew) }
    if isNew {
      counters.entries += 1
      countTime(entry.timestamp)
      state.countEntry(at: entry.timestamp)
    } else {
      counters.duplicates += 1
    }
    if let request = entry.request { count(request, of: entry, isNew: isNew, in: state) }
    writer.write(findings, trace, isAttached: isAttached, isFragment: isFragment, of: entry)
    let isError = entry.severity >= .error
    guard isError else { return }
    if isNew { counters.errorEntries += 1 }
    if findings.contains(where: { explains(matcher.rules.rules[$0.rule].subject) }) {
      if isNew { counters.explainedErrorEntries += 1 }
    } else if trace == nil, !isFragment,
      !findings.contains(where: { matcher.rules.rules[$0.rule].subject.isStep })
    {
      // Entries with a trace are judged by the analysis, which sees the whole chain, and those of a
      // group as well.
      if templates.isFull { relieve?() }
      templates.add(writer.reference(to: entry), isNew: isNew)
    }
  }

  /// What rules of the CRE format find, unless the entry is undated.
  private func lineFindings(
    of entry: DecodedEntry, _ lines: LineMatcher
  ) -> [EntryMatcher.Finding] {
    let found = lines.findings(of: entry)
    if entry.timestamp.isDated { return found }
    undatedWriter.write(found, nil, isAttached: false, isFragment: false, of: entry)
    return []
  }

  /// Leaves an entry without a finding to ``countLast()``; false where more than a number hangs on it.
  @inline(__always)
  private func postpone(
    _ entry: DecodedEntry, _ identity: UInt64, _ state: SourceState
  ) -> Bool {
    var last = Uncounted(
      identity: identity, timestamp: entry.timestamp, state: Unmanaged.passUnretained(state))
    if let request = entry.request {
      let end = entry.timestamp.advanced(byNanoseconds: request.latencyNanoseconds ?? 0)
      guard 1..<500 ~= request.status, end >= state.firstSuccess else { return false }
      last.succeeded = end
    }
    uncounted = last
    return true
  }

  /// Counts the entry that was postponed.
  @inline(__always)
  private func countLast() {
    guard let last = uncounted else { return }
    uncounted = nil
    // What incidents are counted by is told apart whatever it takes.
    let verdict = duplicates.insert(last.identity, mustKnow: last.succeeded != nil)
    guard verdict != .duplicate else {
      counters.duplicates += 1
      return
    }
    counters.entries += 1
    countTime(last.timestamp)
    last.state._withUnsafeGuaranteedRef { state in
      state.countEntry(at: last.timestamp)
      if let end = last.succeeded { state.tally.countSuccess(at: end) }
    }
  }

  /// Whether a pattern took too many steps on the entry at hand.
  private var hasGivenUp: Bool { matcher.hasGivenUp || lines?.hasGivenUp ?? false }

  private func noteGivenUp(on entry: DecodedEntry, isNew: Bool) {
    for regex in matcher.takeGivenUp() + (lines?.takeGivenUp() ?? []) {
      givenUp.add(
        library.givenUp(regex), count: isNew ? 1 : 0, file: file, entry: entry.ordinal)
    }
  }

  /// The templates since this was last asked for.
  func takeTemplates() -> TemplateTable {
    defer { if !templates.isEmpty { templates = TemplateTable(limit: mostTemplates) } }
    return templates
  }

  /// Everything else that was found.
  func finish() -> ScanYield {
    countLast()
    for (service, tally) in tallies { counters.services[service] = tally.whole }
    let (facts, samples) = writer.finish()
    return ScanYield(
      facts: facts, samples: samples, counters: counters, parts: splitParts,
      givenUp: givenUp, undated: undatedWriter.finish().facts, hasDated: hasDated)
  }

  /// Longer traces are read up to here, in bytes.
  static let maxTraceBytes = 64 << 10

  @inline(__always)
  private func state(of entry: DecodedEntry) -> Unmanaged<SourceState> {
    let number = entry.sourceNumber
    if number >= 0, number < sources.count, entry.sourceGeneration == sourceGeneration,
      let known = sources[number]
    {
      return known
    }
    return newState(of: entry)
  }

  private func newState(of entry: DecodedEntry) -> Unmanaged<SourceState> {
    // Its source's state may be about to go.
    countLast()
    let source = entry.source
    let shared = origins.value(of: source.origin) { sharedState(of: source) }
    let state = SourceState(
      isWanted: shared.isWanted, hash: shared.hash, tally: shared.tally, revision: shared.revision)
    let unmanaged = Unmanaged.passUnretained(state)
    // An entry that was put together has no number.
    guard entry.sourceNumber >= 0 else {
      unnumbered = state
      return unmanaged
    }
    if entry.sourceGeneration != sourceGeneration {
      kept.removeAll()
      sources.removeAll()
      sourceGeneration = entry.sourceGeneration
    }
    while sources.count <= entry.sourceNumber { sources.append(nil) }
    kept.append(state)
    sources[entry.sourceNumber] = unmanaged
    return unmanaged
  }

  private func sharedState(of source: EntrySource) -> SharedState {
    var hash = StableHash()
    hash.combine(source.service.project ?? "")
    hash.combine(source.log)
    let isWanted = options.wants(source.service)
    let tally = tallies[source.service] ?? ServiceTally()
    if isWanted {
      tallies[source.service] = tally
      if let platform = source.platform { tally.activity.platforms.insert(platform) }
      if let location = source.location { tally.activity.locations.insert(location) }
      if let revision = source.revision { tally.activity.revisions.insert(revision) }
    }
    return SharedState(
      isWanted: isWanted, hash: hash.value, tally: tally,
      revision: source.revision.map { tally.sight(of: $0) })
  }

  /// Nil for an entry without an id: two lines without one are two events, however alike they are.
  @inline(__always)
  private func identity(of entry: DecodedEntry, sourceHash: UInt64) -> UInt64? {
    guard !entry.insertIdBytes.isEmpty else { return nil }
    var hash = StableHash(seed: sourceHash)
    hash.combine(UInt64(bitPattern: entry.timestamp.nanoseconds))
    hash.combine(entry.insertIdBytes)
    hash.combine(entry.contentHash)
    return hash.value
  }

  @inline(__always)
  private func isNew(_ identity: UInt64, _ entry: DecodedEntry) -> Bool {
    // What incidents are counted by is told apart whatever it takes.
    let matters = entry.request != nil || entry.severity >= .error || hasGivenUp
    return duplicates.insert(identity, mustKnow: matters) != .duplicate
  }

  private func countTime(_ timestamp: Timestamp) {
    guard timestamp.isDated else { return }
    if counters.from.map({ timestamp < $0 }) ?? true { counters.from = timestamp }
    if counters.to.map({ timestamp > $0 }) ?? true { counters.to = timestamp }
  }

  private func count(
    _ request: DecodedEntry.Request, of entry: DecodedEntry, isNew: Bool, in state: SourceState
  ) {
    guard request.status > 0 else { return }
    let endedAt = entry.timestamp.advanced(byNanoseconds: request.latencyNanoseconds ?? 0)
    if request.status < 500 {
      if isNew {
        state.tally.countSuccess(at: endedAt)
        if endedAt < state.firstSuccess {
          state.firstSuccess = endedAt
          if let instance = entry.source.instance {
            state.tally.noteSuccess(at: endedAt, of: instance)
          }
        }
      }
      return
    }
    if isNew {
      state.tally.activity.failed[request.status, default: MomentCounts()]
        .add(endedAt.nanoseconds / 1_000_000)
    }
    let failed = FailedRequest(
      status: request.status, endedAt: endedAt, method: request.method,
      path: request.url.map(EntryScanner.path))
    writer.sample(failed, of: entry)
  }

  private func explains(_ subject: RuleSet.Subject) -> Bool {
    switch subject {
    case .signature: true
    // Whether its group is one, the analysis will see.
    case .step: false
    case .marker(_, let slot, _):
      switch slot {
      case .failed, .exit, .phaseFailed: true
      case .start, .ready, .deployed, .phaseEnter, .phaseDone: false
      }
    }
  }

  private func keepPart(_ entry: DecodedEntry, _ split: DecodedEntry.Split) {
    splitBytes += entry.message.count
    let text =
      splitBytes > SplitPart.mostBytes
      ? "" : String(decoding: entry.message, as: UTF8.self)
    splitParts.append(
      SplitPart(
        entry: writer.reference(to: entry), split: split, text: text,
        byteCount: entry.message.count))
  }

  /// The path of a URL: without scheme, host and query.
  static func path(_ url: String) -> String {
    var rest = Substring(url)
    if let scheme = rest.range(of: "://") {
      rest = rest[scheme.upperBound...]
      guard let slash = rest.firstIndex(of: "/") else { return "/" }
      rest = rest[slash...]
    }
    return String(rest.prefix { $0 != "?" && $0 != "#" })
  }
}

extension Substring {
  fileprivate func range(of part: String) -> Range<Index>? {
    var start = startIndex
    while start < endIndex {
      if self[start...].hasPrefix(part) {
        return start..<index(start, offsetBy: part.count)
      }
      start = index(after: start)
    }
    return nil
  }
}
