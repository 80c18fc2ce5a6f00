import LogModel
import Patterns

/// Finds the rules worth evaluating on an entry that no message announces: what an entry costs depends
/// on those, not on the size of the library. One per thread.
final class RuleFinder {
  private let rules: RuleSet
  private let workspace: RegexWorkspace
  /// False where every rule waits for a message.
  private let watchesAnything: Bool
  /// By the source's number; ``kept`` holds what these point to.
  @exclusivity(unchecked) private var bySource: [Unmanaged<SourceRules>?] = []
  @exclusivity(unchecked) private var kept: [SourceRules] = []
  @exclusivity(unchecked) private var sourceGeneration = 0
  /// Sources that differ only in what no condition asks share their rules.
  @exclusivity(unchecked) private var byFacts: [SourceFacts: SourceRules] = [:]

  @exclusivity(unchecked) private var byOrigin = OriginTable<SourceRules>()
  @exclusivity(unchecked) private var lastNumber: UInt32 = 0

  private struct SourceFacts: Hashable {
    var service: ServiceIdentity
    var log: String
    var resourceType: String?
  }

  /// Beyond so many, what was worked out is forgotten.
  private static let mostFacts = 1 << 10

  init(rules: RuleSet, workspace: RegexWorkspace) {
    self.rules = rules
    self.workspace = workspace
    watchesAnything = !rules.watches.isEmpty
  }

  /// Hands out rules, some of them perhaps more than once.
  @inline(__always)
  func find(for entry: DecodedEntry, trace: StackTrace?, _ consider: ([Int]) -> Void) {
    if let trace { findByExceptions(of: trace, consider) }
    if !watchesAnything { return }
    let status = entry.status
    let place = SourceRules.place(entry.severity, hasTrace: trace != nil)
    let known = knownRules(of: entry)
    // Most entries are of a kind of which nothing can hold.
    if let known {
      let names = known._withUnsafeGuaranteedRef { $0.neededNames(place, status) }
      // All bits ask for more than names.
      if names == 0 || names != ~0 && !entry.mayHavePayload(anyOf: names) { return }
    }
    let sourceRules = known?.takeUnretainedValue() ?? newSourceRules(of: entry)
    findByKind(of: entry, sourceRules.selection(place, status: status), consider)
  }

  /// Entries of one number have sources of which all conditions say the same; nil where the entry's
  /// is not known by its number. What was given to one is not given to another.
  @inline(__always)
  func kind(of entry: DecodedEntry) -> UInt32? {
    guard entry.sourceNumber >= 0 else { return nil }
    let number =
      knownRules(of: entry)?._withUnsafeGuaranteedRef { $0.number }
      ?? newSourceRules(of: entry).number
    return number == 0 ? nil : number
  }

  private func findByKind(
    of entry: DecodedEntry, _ selection: SourceRules.Selection, _ consider: ([Int]) -> Void
  ) {
    consider(selection.always)
    for field in selection.fields {
      guard let value = entry.field(rules.fieldPaths[field.path]) else { continue }
      if let equal = rules.byFieldValue[field.path][value.text] { consider(equal) }
      for test in field.tests where test.predicate.holds(of: value, in: workspace) {
        consider([test.rule])
      }
    }
  }

  private func findByExceptions(of trace: StackTrace, _ consider: ([Int]) -> Void) {
    consider(rules.onTraces)
    if rules.byExceptionType.isEmpty { return }
    for exception in trace.exceptions {
      if let named = rules.byExceptionType[exception.type] { consider(named) }
      let short = exception.shortType
      if short != exception.type, let named = rules.byExceptionType[short] { consider(named) }
    }
  }

  @inline(__always)
  private func knownRules(of entry: DecodedEntry) -> Unmanaged<SourceRules>? {
    let number = entry.sourceNumber
    guard number >= 0, number < bySource.count, entry.sourceGeneration == sourceGeneration else {
      return nil
    }
    return bySource[number]
  }

  private func newSourceRules(of entry: DecodedEntry) -> SourceRules {
    let source = entry.source
    let found = byOrigin.value(of: source.origin) { rules(of: source) }
    // An entry that was put together has no number.
    guard entry.sourceNumber >= 0 else { return found }
    if entry.sourceGeneration != sourceGeneration {
      bySource.removeAll()
      kept.removeAll()
      sourceGeneration = entry.sourceGeneration
    }
    while bySource.count <= entry.sourceNumber { bySource.append(nil) }
    bySource[entry.sourceNumber] = Unmanaged.passUnretained(found)
    kept.append(found)
    return found
  }

  private func rules(of source: EntrySource) -> SourceRules {
    let facts = SourceFacts(
      service: source.service, log: source.log, resourceType: source.resourceType)
    if let known = byFacts[facts] { return known }
    let found = newRules(of: source)
    if byFacts.count >= RuleFinder.mostFacts { byFacts.removeAll() }
    byFacts[facts] = found
    return found
  }

  private func newRules(of source: EntrySource) -> SourceRules {
    // Beyond four billion, none has a number.
    if lastNumber < .max { lastNumber += 1 }
    return SourceRules(source: source, rules: rules, number: lastNumber < .max ? lastNumber : 0)
  }
}
