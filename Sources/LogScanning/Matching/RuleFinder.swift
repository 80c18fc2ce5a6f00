import LogModel
import Patterns

/// Finds the rules worth evaluating on an entry that no message announces: what an entry costs depends
/// on those, not on the size of the library. One per thread.
final class RuleFinder {
  private let rules: RuleSet
  /// By the source's number.
  @exclusivity(unchecked) private var bySource: [SourceRules?] = []
  @exclusivity(unchecked) private var sourceGeneration = 0
  /// Sources that differ only in what no condition asks share their rules.
  @exclusivity(unchecked) private var byFacts: [SourceFacts: SourceRules] = [:]

  private struct SourceFacts: Hashable {
    var service: ServiceIdentity
    var log: String
    var resourceType: String?
  }

  /// Beyond so many, what was worked out is forgotten.
  private static let mostFacts = 1 << 10

  init(rules: RuleSet) { self.rules = rules }

  /// Hands out rules, some of them perhaps more than once.
  func find(for entry: DecodedEntry, trace: StackTrace?, _ consider: ([Int]) -> Void) {
    if let trace { findByExceptions(of: trace, consider) }
    if rules.watches.isEmpty { return }
    let selection = sourceRules(of: entry).selection(
      severity: entry.severity, httpStatus: entry.request?.status, hasTrace: trace != nil)
    if selection.isEmpty { return }
    consider(selection.always)
    for field in selection.fields {
      guard let value = entry.field(rules.fieldPaths[field.path]) else { continue }
      if let equal = rules.byFieldValue[field.path][value.text] { consider(equal) }
      for test in field.tests where test.predicate.holds(of: value) { consider([test.rule]) }
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
  private func sourceRules(of entry: DecodedEntry) -> SourceRules {
    let number = entry.sourceNumber
    if number >= 0, number < bySource.count, entry.sourceGeneration == sourceGeneration,
      let known = bySource[number]
    {
      return known
    }
    return newSourceRules(of: entry)
  }

  private func newSourceRules(of entry: DecodedEntry) -> SourceRules {
    let source = entry.source
    let facts = SourceFacts(
      service: source.service, log: source.log, resourceType: source.resourceType)
    let found = byFacts[facts] ?? SourceRules(source: source, rules: rules)
    if byFacts.count >= RuleFinder.mostFacts { byFacts.removeAll() }
    byFacts[facts] = found
    // An entry that was put together has no number.
    guard entry.sourceNumber >= 0 else { return found }
    if entry.sourceGeneration != sourceGeneration {
      bySource.removeAll()
      sourceGeneration = entry.sourceGeneration
    }
    while bySource.count <= entry.sourceNumber { bySource.append(nil) }
    bySource[entry.sourceNumber] = found
    return found
  }
}
