import LogModel
import Patterns
import StackTraces

/// Finds the rules that hold of an entry. One per thread; reused for every entry.
final class EntryMatcher {
  private let library: PatternLibrary
  private let rules: RuleSet
  private let database: MessageDatabase
  private let scratch: MessageDatabase.Scratch
  private let view: EntryView
  @exclusivity(unchecked) private var candidates: [Int] = []
  @exclusivity(unchecked) private var isCandidate: [Bool]
  /// What each rule captured last: mostly what it captures next, and then the same storage.
  @exclusivity(unchecked) private var lastCaptures: [[String: String]]
  private let finder: RuleFinder

  init?(library: PatternLibrary, rules: RuleSet, database: MessageDatabase) {
    guard let scratch = database.makeScratch() else { return nil }
    self.library = library
    self.rules = rules
    self.database = database
    self.scratch = scratch
    view = EntryView(database: database)
    finder = RuleFinder(rules: rules)
    isCandidate = Array(repeating: false, count: rules.rules.count)
    lastCaptures = Array(repeating: [:], count: rules.rules.count)
  }

  struct Finding {
    /// Index into the rules of the library's ``RuleSet``.
    var rule: Int
    var subject: RuleSet.Subject
    var captures: [String: String]
  }

  /// The rules that hold of an entry, signatures by id first, then markers in the library's order.
  ///
  /// - Parameter trace: the entry's stack trace, where it holds one.
  func match(_ entry: DecodedEntry, trace: StackTrace?) -> [Finding] {
    view.hits.removeAll()
    database.scan(entry.message, scratch: scratch, into: view.hits)
    if !entry.attachedTrace.isEmpty {
      database.scan(entry.attachedTrace, scratch: scratch, into: view.hits)
    }
    if !view.hits.ids.isEmpty {
      for predicate in view.hits.ids { consider(rules.byPredicate[predicate]) }
    }
    finder.find(for: entry, trace: trace) { consider($0) }
    guard !candidates.isEmpty else { return [] }
    defer {
      for candidate in candidates { isCandidate[candidate] = false }
      candidates.removeAll(keepingCapacity: true)
    }
    view.show(entry, raising: trace?.exceptions ?? [])
    if candidates.count > 1 { candidates.sort() }
    var findings: [Finding] = []
    for candidate in candidates {
      let rule = rules.rules[candidate]
      guard rule.condition.holds(of: view) else { continue }
      let captures = rule.condition.captures(of: view)
      if captures.isEmpty ? !lastCaptures[candidate].isEmpty : captures != lastCaptures[candidate] {
        lastCaptures[candidate] = captures
      }
      findings.append(
        Finding(rule: candidate, subject: rule.subject, captures: lastCaptures[candidate]))
    }
    return findings
  }

  private func consider(_ indices: [Int]) {
    for index in indices where !isCandidate[index] {
      isCandidate[index] = true
      candidates.append(index)
    }
  }
}

/// A decoded entry as conditions see it, with the automaton's hits.
final class EntryView: EntryFacets {
  let hits: HitSet
  @exclusivity(unchecked) private(set) var entry = DecodedEntry()
  @exclusivity(unchecked) private(set) var exceptions: [RaisedException] = []
  private let database: MessageDatabase
  private let workspace = RegexWorkspace()

  init(database: MessageDatabase) {
    self.database = database
    hits = HitSet(capacity: database.predicateCount)
  }

  /// Turns to the next entry, whose bytes may be where those of the last one were.
  func show(_ entry: DecodedEntry, raising exceptions: [RaisedException]) {
    if self.entry !== entry { self.entry = entry }
    self.exceptions = exceptions
    workspace.forget()
  }

  var severity: Severity { entry.severity }
  var source: EntrySource { entry.source }
  var httpStatus: Int? { entry.request?.status }
  func field(_ path: [String]) -> FieldValue? { entry.field(path) }

  func messageMatches(_ predicate: TextPredicate) -> Bool {
    switch database.meaning[predicate.id] {
    case .unindexed: return confirm(predicate)
    case .candidate: return hits.contains(predicate.id) && confirm(predicate)
    case .certain: return hits.contains(predicate.id)
    }
  }

  func messageCaptures(_ predicate: TextPredicate) -> [String: String] {
    guard case .regex(let regex) = predicate.test,
      hits.contains(predicate.id) || database.meaning[predicate.id] == .unindexed
    else { return [:] }
    let captures = regex.captures(of: entry.message, in: workspace)
    return captures.isEmpty && !entry.attachedTrace.isEmpty
      ? regex.captures(of: entry.attachedTrace, in: workspace) : captures
  }

  private func confirm(_ predicate: TextPredicate) -> Bool {
    if case .regex(let regex) = predicate.test {
      return regex.matches(entry.message, in: workspace)
        || (!entry.attachedTrace.isEmpty && regex.matches(entry.attachedTrace, in: workspace))
    }
    return predicate.matches(String(decoding: entry.message, as: UTF8.self))
      || (!entry.attachedTrace.isEmpty
        && predicate.matches(String(decoding: entry.attachedTrace, as: UTF8.self)))
  }
}
