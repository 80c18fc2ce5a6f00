public import IncidentAnalysis
public import LogModel
public import LogScanning
public import Patterns

/// Logs that can be read as often as it takes.
public protocol LearnableLogs {
  associatedtype Failure: Error
  func scan(with library: PatternLibrary) throws(Failure) -> ScanResult
  func collect<Collector: EntryCollector>(into empty: Collector) throws(Failure) -> Collector
  func analyzer(with library: PatternLibrary) -> IncidentAnalyzer
}

/// A draft that holds what it promises.
public struct LearnedSignature: Sendable {
  public let id: String
  public let title: String
  /// What it was drafted from.
  public let origin: String
  /// One document.
  public let yaml: String
}

/// A failure without a draft.
public struct LeftOut: Sendable {
  public enum Reason: Sendable, Hashable {
    /// The id of a draft that is there already.
    case drafted(String)
    /// Too few words that are the same everywhere.
    case wordless
    /// By their own words its messages are no errors.
    case harmless
    /// The logs do not say why these boots failed.
    case silent
    /// Nothing tells it apart from others.
    case ambiguous
    /// What the loader, lint or an example says against it.
    case unsound(String)
    /// What else fires on it, or it on.
    case crossFire(String)
    /// It fires, but another cause is told first.
    case overruled
  }

  /// One line; not fit for a terminal.
  public let subject: String
  public let reason: Reason

  public init(subject: String, reason: Reason) {
    self.subject = subject
    self.reason = reason
  }
}

/// Drafts signatures for what no signature of a library explains in some logs.
///
/// Depends on the logs alone, not on the order or the pieces in which they are read.
public struct Learner {
  public struct Outcome: Sendable {
    /// Failed boots first, then by how often they were seen.
    public var drafts: [LearnedSignature] = []
    public var leftOut: [LeftOut] = []
    /// Failures beyond the limit.
    public var further = 0
    /// Errors that were seen too seldom.
    public var rare = 0
    /// What the first scan came to.
    public var result = ScanResult()
  }

  private let library: PatternLibrary
  private let limit: Int
  private let least: Int
  private let threads: Int

  /// - Parameters:
  ///   - library: with its examples.
  ///   - limit: of drafts.
  ///   - least: how often an error must have been seen that makes no incident.
  public init(library: PatternLibrary, limit: Int, least: Int, threads: Int) {
    self.library = library
    self.limit = limit
    self.least = least
    self.threads = threads
  }

  /// Reads the logs several times.
  public func learn<Logs: LearnableLogs>(from logs: Logs) throws(Logs.Failure) -> Outcome {
    var outcome = Outcome()
    let result = try logs.scan(with: library)
    let survey = logs.analyzer(with: library).survey(of: result)
    outcome.result = result
    let targets = self.targets(survey, &outcome)
    if targets.all.isEmpty { return outcome }
    var drafts = try self.drafts(for: targets, from: logs, &outcome)
    if drafts.isEmpty { return outcome }
    try addNearMisses(to: &drafts, from: logs)
    let check = DraftCheck(library: library, threads: threads)
    outcome.drafts = try check.sound(drafts, in: logs, &outcome.leftOut)
    return outcome
  }

  private enum Target {
    case traces(TraceFamily)
    /// An index into the survey's.
    case silent(Int)
    case messages(String)
  }

  private struct Targets {
    var survey: FailureSurvey
    var traces: TraceTargets
    var messages: MessageTargets
    /// The weightiest first.
    var all: [Target]
  }

  private func targets(_ survey: FailureSurvey, _ outcome: inout Outcome) -> Targets {
    let traces = TraceTargets(survey)
    var ofTraces: Set<String> = []
    survey.forEachTrace { sighting in
      guard let root = sighting.trace.root else { return }
      let text = root.message.isEmpty ? root.type : "\(root.type): \(root.message)"
      ofTraces.insert(MessageTemplate.mask(text))
    }
    let messages = MessageTargets(
      survey, besides: ofTraces, progress: ProgressSigns(library))
    var weighted: [(boots: Int, count: Int, rank: Int, key: String, target: Target)] = []
    for (family, own) in traces.families {
      guard own.isTold || own.count >= least else {
        outcome.rare += 1
        continue
      }
      weighted.append(
        (own.failedBoots, own.count, 0, family.key.joined(separator: "\u{0}"), .traces(family)))
    }
    for (index, failure) in survey.silent.enumerated() {
      weighted.append(
        (
          failure.incident.boots.counts.failed, failure.incident.occurrences, 1,
          failure.incident.id, .silent(index)
        ))
    }
    for (key, group) in messages.groups {
      guard group.count >= least else {
        outcome.rare += 1
        continue
      }
      weighted.append((0, group.count, 2, key, .messages(key)))
    }
    weighted.sort { left, right in
      (right.boots, right.count, left.rank, left.key) < (
        left.boots, left.count, right.rank, right.key
      )
    }
    return Targets(
      survey: survey, traces: traces, messages: messages, all: weighted.map(\.target))
  }

  /// The drafts of the weightiest targets, each with its alternatives.
  private func drafts<Logs: LearnableLogs>(
    for targets: Targets, from logs: Logs, _ outcome: inout Outcome
  ) throws(Logs.Failure) -> [[FailureDraft]] {
    // Some of them may come to nothing.
    let tried = targets.all.prefix(2 * limit + 10)
    var families: [TraceFamily] = []
    var keys: Set<String> = []
    for target in tried {
      switch target {
      case .traces(let family): families.append(family)
      case .messages(let key): keys.insert(key)
      case .silent: break
      }
    }
    var collected = MessageCollector(targets.messages.wanted(keys))
    if !keys.isEmpty || !targets.survey.silent.isEmpty {
      collected = try logs.collect(into: collected)
      collected.finish()
    }
    let ofTraces = targets.traces.drafts(of: families)
    var drafts: [[FailureDraft]] = []
    var ids: Set<String> = []
    var count = 0
    for target in tried {
      guard drafts.count < limit else { break }
      count += 1
      let found: [FailureDraft]
      let subject: String
      let reason: LeftOut.Reason
      switch target {
      case .traces(let family):
        found = ofTraces[family] ?? []
        subject = family.type
        reason = .ambiguous
      case .silent(let index):
        let failure = targets.survey.silent[index]
        found = targets.messages.drafts(
          of: failure, collected.suspects[index] ?? [:], elsewhere: collected.elsewhere)
        subject = failure.incident.title
        reason = .silent
      case .messages(let key):
        found = targets.messages.drafts(of: key, collected.samples[key])
        subject = key
        reason =
          collected.samples[key].map(targets.messages.isHarmless) ?? false ? .harmless : .wordless
      }
      guard let first = found.first else {
        outcome.leftOut.append(LeftOut(subject: subject, reason: reason))
        continue
      }
      if library.signature(first.id) != nil {
        outcome.leftOut.append(LeftOut(subject: first.title, reason: .drafted(first.id)))
        continue
      }
      // The words of a failed boot may be a frequent error as well.
      guard ids.insert(first.id).inserted else { continue }
      drafts.append(found)
    }
    outcome.further = targets.all.count - count
    distinguishTitles(&drafts)
    return drafts
  }

  private func distinguishTitles(_ drafts: inout [[FailureDraft]]) {
    var titles = Set(library.signatures.map(\.title))
    for index in drafts.indices {
      let isTaken = drafts[index].first.map { !titles.insert($0.title).inserted } ?? false
      guard isTaken else { continue }
      for alternative in drafts[index].indices {
        let hash = drafts[index][alternative].id.suffix(8)
        drafts[index][alternative].title += " (\(hash))"
      }
    }
  }

  private func addNearMisses<Logs: LearnableLogs>(
    to drafts: inout [[FailureDraft]], from logs: Logs
  ) throws(Logs.Failure) {
    let flat = drafts.flatMap { $0 }
    let nearest = try logs.collect(into: NearMissCollector(flat)).nearest
    var next = 0
    for index in drafts.indices {
      for alternative in drafts[index].indices {
        drafts[index][alternative].addIgnores(nearest[next].map(\.text))
        next += 1
      }
    }
  }
}

extension FailureDraft {
  private static let mostIgnores = 2

  /// Takes the nearest that it does not fire on, else makes one up.
  mutating func addIgnores(_ candidates: [String]) {
    guard let condition = match.condition else { return }
    for (index, text) in candidates.enumerated() where ignores.count < FailureDraft.mostIgnores {
      let redacted = Redaction(salt: index).redacted(text)
      guard !redacted.allSatisfy(\.isWhitespace), !ignores.contains(redacted),
        !condition.holds(ofExample: redacted)
      else { continue }
      ignores.append(redacted)
    }
    guard ignores.isEmpty else { return }
    areIgnoresMadeUp = true
    var candidates: [String] = []
    let spoken = words.dropLast(match.isOfException ? 1 : 0)
    let telling = spoken.max { ($0.utf8.count, $1) < ($1.utf8.count, $0) }
    if let telling, let example = matches.first {
      // What the message says stands behind where it comes from.
      var other = example
      if let last = example.ranges(of: telling).last { other.replaceSubrange(last, with: "other") }
      candidates.append(other)
      candidates.append(example.replacing(telling, with: "other"))
    }
    if case .exception(let type, _, _, _) = match { candidates.append("\(type) is mentioned only") }
    candidates.append("\(words.prefix(2).joined(separator: " ")), and nothing else of it")
    candidates.append("nothing of it")
    if let first = candidates.first(where: { !condition.holds(ofExample: $0) }) {
      ignores = [first]
    }
  }
}

extension FailureDraft.Match {
  fileprivate var isOfException: Bool {
    if case .exception = self { return true }
    return false
  }
}
