import LogModel
import Patterns

/// Finds the rules worth evaluating on an entry that no message announces: what an entry costs depends
/// on those, not on the size of the library. One per thread.
final class RuleFinder {
  private let rules: RuleSet
  private var bySource: [ObjectIdentifier: (source: EntrySource, rules: SourceRules)] = [:]
  /// Sources that differ only in what no condition asks share their rules.
  private var byFacts: [SourceFacts: SourceRules] = [:]

  private struct SourceFacts: Hashable {
    var service: ServiceIdentity
    var log: String
    var resourceType: String?
  }

  /// Beyond so many, what was worked out is forgotten.
  private static let mostSources = 1 << 14
  private static let mostFacts = 1 << 10

  init(rules: RuleSet) { self.rules = rules }

  /// Hands out rules, some of them perhaps more than once.
  func find(for entry: DecodedEntry, trace: StackTrace?, _ consider: ([Int]) -> Void) {
    if let trace { findByExceptions(of: trace, consider) }
    if rules.watches.isEmpty { return }
    let selection = sourceRules(entry.source).selection(
      severity: entry.severity, httpStatus: entry.request?.status, hasTrace: trace != nil)
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

  private func sourceRules(_ source: EntrySource) -> SourceRules {
    let key = ObjectIdentifier(source)
    if let known = bySource[key] { return known.rules }
    let facts = SourceFacts(
      service: source.service, log: source.log, resourceType: source.resourceType)
    let found = byFacts[facts] ?? SourceRules(source: source, rules: rules)
    if byFacts.count >= RuleFinder.mostFacts { byFacts.removeAll() }
    byFacts[facts] = found
    // The source is held, for another object could else get its identity.
    if bySource.count >= RuleFinder.mostSources { bySource.removeAll() }
    bySource[key] = (source, found)
    return found
  }
}
