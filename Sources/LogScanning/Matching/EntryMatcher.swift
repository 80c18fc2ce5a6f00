import LogModel
import Patterns
import StackTraces

/// Finds the rules that hold of an entry. One per thread; reused for every entry.
final class EntryMatcher {
  private let library: PatternLibrary
  let rules: RuleSet
  private let database: MessageDatabase
  private let scratch: MessageDatabase.Scratch
  private let view: EntryView
  private let workspace = RegexWorkspace()
  @exclusivity(unchecked) private var candidates: [Int] = []
  @exclusivity(unchecked) private var isCandidate: [Bool]
  /// What each rule captured last: mostly what it captures next, and then the same storage.
  @exclusivity(unchecked) private var lastCaptures: [[String: String]]
  private let finder: RuleFinder

  /// Nil where every message is matched anew.
  private let memory: MatchMemory?

  /// - Parameter remembers: whether what was found on messages of late may serve for others like
  ///   them; the findings are the same.
  init?(
    library: PatternLibrary, rules: RuleSet, database: MessageDatabase, remembers: Bool = true
  ) {
    guard let scratch = database.makeScratch() else { return nil }
    self.library = library
    self.rules = rules
    self.database = database
    self.scratch = scratch
    view = EntryView(database: database, workspace: workspace)
    finder = RuleFinder(rules: rules, workspace: workspace)
    memory =
      remembers ? MatchMemory(predicates: library.messagePredicates, database: database) : nil
    isCandidate = Array(repeating: false, count: rules.rules.count)
    lastCaptures = Array(repeating: [:], count: rules.rules.count)
  }

  struct Finding {
    /// Index into the rules of the library's ``RuleSet``.
    var rule: Int
    var captures: [String: String]
    /// Findings of one number, of one matcher, are of one rule and captured the same; 0 for findings
    /// of which that is not known.
    var captureNumber = 0
  }

  /// The rules that hold of an entry, signatures by id first, then markers in the library's order.
  ///
  /// - Parameter trace: the entry's stack trace, where it holds one.
  func match(_ entry: DecodedEntry, trace: StackTrace?) -> [Finding] {
    finder.find(for: entry, trace: trace) { consider($0) }
    if candidates.isEmpty, trace == nil, entry.attachedTrace.isEmpty, !workspace.hasGivenUp,
      let key = memory?.key(of: entry, finder)
    {
      return match(entry, key)
    }
    return matchAnew(entry, trace: trace)
  }

  /// Of an entry for which only the message speaks.
  private func match(_ entry: DecodedEntry, _ key: RememberedFindings.Key) -> [Finding] {
    guard let memory else { return matchAnew(entry, trace: nil) }
    switch memory.findings.outcome(key) {
    case .nothing: return []
    case .findings(let known): return known.same ?? findings(by: known, of: entry, memory)
    case .uncertain, .unknown: return matchAnew(entry, trace: nil)
    case .seen:
      let found = learn(entry, memory)
      memory.findings.remember(found, for: key)
      guard let found else { return matchAnew(entry, trace: nil) }
      return found.same ?? findings(by: found, of: entry, memory)
    }
  }

  private func findings(
    by known: RememberedFindings.Findings, of entry: DecodedEntry, _ memory: MatchMemory
  ) -> [Finding] {
    let findings = complete(known, of: entry, memory)
    return forgetsGivenUp() ? matchAnew(entry, trace: nil) : findings
  }

  /// Whether a pattern was given up while others than the entry's own were tried, or tried for others:
  /// what is known of it must not depend on what came before, so that it is found out anew.
  private func forgetsGivenUp() -> Bool { workspace.hasGivenUp && !workspace.takeGivenUp().isEmpty }

  /// The patterns that were given up on the entries since this was last called.
  func takeGivenUp() -> [Regex] { workspace.takeGivenUp() }

  /// Whether there are any.
  var hasGivenUp: Bool { workspace.hasGivenUp }

  private func matchAnew(_ entry: DecodedEntry, trace: StackTrace?) -> [Finding] {
    search(entry)
    guard !candidates.isEmpty else { return [] }
    defer { forgetCandidates() }
    view.show(entry, raising: trace?.exceptions ?? [])
    if candidates.count > 1 { candidates.sort() }
    var findings: [Finding] = []
    for candidate in candidates {
      let rule = rules.rules[candidate]
      guard rule.condition.holds(of: view) else { continue }
      findings.append(finding(candidate, rule))
    }
    return findings
  }

  /// Lets the automaton name candidates.
  private func search(_ entry: DecodedEntry) {
    view.hits.removeAll()
    database.scan(entry.message, scratch: scratch, into: view.hits)
    if !entry.attachedTrace.isEmpty {
      database.scan(entry.attachedTrace, scratch: scratch, into: view.hits)
    }
    if !view.hits.ids.isEmpty {
      for predicate in view.hits.ids { consider(rules.byPredicate[predicate]) }
    }
  }

  private func forgetCandidates() {
    for candidate in candidates { isCandidate[candidate] = false }
    candidates.removeAll(keepingCapacity: true)
  }

  /// Of a rule that holds of the entry in view.
  private func finding(_ index: Int, _ rule: RuleSet.Rule) -> Finding {
    let captures = rule.condition.captures(of: view)
    if captures.isEmpty ? !lastCaptures[index].isEmpty : captures != lastCaptures[index] {
      lastCaptures[index] = captures
    }
    return Finding(rule: index, captures: lastCaptures[index])
  }

  /// What can be said of all entries that an entry stands for; nil for nothing.
  private func learn(_ entry: DecodedEntry, _ memory: MatchMemory) -> RememberedFindings.Findings? {
    let countedDigits = memory.shapes.countsDigits
    let sensitivity = memory.sensitivity
    // A shape of before stands for other texts as well.
    guard countedDigits == memory.shapes.countsDigits else { return nil }
    guard let possible = sensitivity.possibleHits(memory.shapes.shape) else { return nil }
    search(entry)
    for predicate in possible where !view.hits.contains(predicate) {
      view.hits.insert(predicate)
      consider(rules.byPredicate[predicate])
    }
    defer { forgetCandidates() }
    view.show(entry, raising: [])
    candidates.sort()
    var items: [RememberedFindings.Item] = []
    for candidate in candidates {
      let rule = rules.rules[candidate]
      var finding = Finding(rule: candidate, captures: [:])
      guard rule.condition.isDecided(byShapes: sensitivity) else {
        items.append(RememberedFindings.Item(finding: finding, isTried: true))
        continue
      }
      guard rule.condition.holds(of: view) else { continue }
      let captured = rule.condition.captured(in: view)
      let mayDiffer = captured.contains { memory.mayDiffer(entry.message.part($0.range)) }
      if !mayDiffer {
        let captures = memory.captures.captures(of: candidate, captured, in: entry.message)
        finding.captures = captures.values
        finding.captureNumber = captures.number
      }
      items.append(
        RememberedFindings.Item(finding: finding, captured: mayDiffer ? captured : []))
    }
    return forgetsGivenUp() ? nil : RememberedFindings.Findings(items: items, hits: view.hits.ids)
  }

  /// What is known of an entry, with what only it can tell.
  private func complete(
    _ known: RememberedFindings.Findings, of entry: DecodedEntry, _ memory: MatchMemory
  ) -> [Finding] {
    var findings: [Finding] = []
    findings.reserveCapacity(known.items.count)
    var isInView = false
    for item in known.items {
      if item.isTried {
        if !isInView {
          view.hits.removeAll()
          for hit in known.hits { view.hits.insert(hit) }
          view.show(entry, raising: [])
          isInView = true
        }
        let rule = rules.rules[item.finding.rule]
        guard rule.condition.holds(of: view) else { continue }
        findings.append(finding(item.finding.rule, rule))
        continue
      }
      var finding = item.finding
      if !item.captured.isEmpty {
        let captures = memory.captures.captures(
          of: finding.rule, item.captured, in: entry.message)
        finding.captures = captures.values
        finding.captureNumber = captures.number
      }
      findings.append(finding)
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
