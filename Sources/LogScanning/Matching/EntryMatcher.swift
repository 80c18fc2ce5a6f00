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
  /// By the source's number.
  @exclusivity(unchecked) private var everyEntryRules: [[Int]?] = []
  @exclusivity(unchecked) private var sourceGeneration = 0

  init?(library: PatternLibrary, rules: RuleSet, database: MessageDatabase) {
    guard let scratch = database.makeScratch() else { return nil }
    self.library = library
    self.rules = rules
    self.database = database
    self.scratch = scratch
    view = EntryView(database: database)
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
    for predicate in view.hits.ids { consider(rules.byPredicate[predicate]) }
    if entry.request != nil { consider(rules.onRequests) }
    if trace != nil { consider(rules.onTraces) }
    if entry.severity >= Trigger.severe { consider(rules.onSevereEntries) }
    if !rules.onEveryEntry.isEmpty { consider(rulesForEveryEntry(of: entry)) }
    guard !candidates.isEmpty else { return [] }
    defer {
      for candidate in candidates { isCandidate[candidate] = false }
      candidates.removeAll(keepingCapacity: true)
    }
    view.entry = entry
    view.exceptions = trace?.exceptions ?? []
    candidates.sort()
    var findings: [Finding] = []
    for candidate in candidates {
      let rule = rules.rules[candidate]
      guard rule.condition.holds(of: view) else { continue }
      let captures = rule.condition.captures(of: view)
      if captures != lastCaptures[candidate] { lastCaptures[candidate] = captures }
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

  /// Rules without a trigger that the source does not already rule out; found once per source.
  private func rulesForEveryEntry(of entry: DecodedEntry) -> [Int] {
    let number = entry.sourceNumber
    if number >= 0, number < everyEntryRules.count, entry.sourceGeneration == sourceGeneration,
      let known = everyEntryRules[number]
    {
      return known
    }
    let possible = rules.onEveryEntry.filter { candidate in
      candidate.parts.contains { $0.isPossible(for: entry.source) }
    }.map(\.rule)
    // An entry that was put together has no number.
    guard number >= 0 else { return possible }
    if entry.sourceGeneration != sourceGeneration {
      everyEntryRules.removeAll()
      sourceGeneration = entry.sourceGeneration
    }
    while everyEntryRules.count <= number { everyEntryRules.append(nil) }
    everyEntryRules[number] = possible
    return possible
  }
}

/// A decoded entry as conditions see it, with the automaton's hits.
final class EntryView: EntryFacets {
  let hits: HitSet
  @exclusivity(unchecked) var entry = DecodedEntry()
  @exclusivity(unchecked) var exceptions: [RaisedException] = []
  private let database: MessageDatabase

  init(database: MessageDatabase) {
    self.database = database
    hits = HitSet(capacity: database.predicateCount)
  }

  var severity: Severity { entry.severity }
  var source: EntrySource { entry.source }
  var httpStatus: Int? { entry.request?.status }
  func field(_ path: [String]) -> FieldValue? { entry.field(path) }

  func messageMatches(_ predicate: TextPredicate) -> Bool {
    if database.unindexed.contains(predicate.id) { return confirm(predicate) }
    guard hits.contains(predicate.id) else { return false }
    return database.needsConfirmation.contains(predicate.id) ? confirm(predicate) : true
  }

  func messageCaptures(_ predicate: TextPredicate) -> [String: String] {
    guard case .regex(let regex) = predicate.test, messageMatches(predicate) else { return [:] }
    let captures = regex.captures(in: entry.message)
    return captures.isEmpty ? regex.captures(in: entry.attachedTrace) : captures
  }

  private func confirm(_ predicate: TextPredicate) -> Bool {
    if case .regex(let regex) = predicate.test {
      return regex.matches(entry.message)
        || (!entry.attachedTrace.isEmpty && regex.matches(entry.attachedTrace))
    }
    return predicate.matches(String(decoding: entry.message, as: UTF8.self))
      || (!entry.attachedTrace.isEmpty
        && predicate.matches(String(decoding: entry.attachedTrace, as: UTF8.self)))
  }
}
