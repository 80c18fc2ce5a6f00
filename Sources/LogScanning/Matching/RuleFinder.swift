import LogModel
import Patterns

/// Finds the rules worth evaluating on an entry that no message announces: what an entry costs depends
/// on those, not on the size of the library. One per thread.
final class RuleFinder {
  private let rules: RuleSet
  /// By the source's number.
  @exclusivity(unchecked) private var bySource: [SourceRules?] = []
  @exclusivity(unchecked) private var sourceGeneration = 0
  /// By the source's number: of which entries it is known that there is nothing to try. Most entries
  /// are of that kind.
  @exclusivity(unchecked) private var quiet: [Quiet] = []

  private struct Quiet {
    /// Entries without a request: a bit for each of ``SourceRules/place(_:hasTrace:)``.
    var places: UInt32 = 0
    /// Requests of one status and place: those seen last. Nil at first.
    var status: Int32 = -1
    var place: Int32 = -1
  }
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
    let place = SourceRules.place(entry.severity, hasTrace: trace != nil)
    if isQuiet(entry, place) { return }
    let selection = sourceRules(of: entry).selection(
      severity: entry.severity, httpStatus: entry.request?.status, hasTrace: trace != nil)
    if selection.isEmpty {
      note(entry, place)
      return
    }
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
  private func isQuiet(_ entry: DecodedEntry, _ place: Int) -> Bool {
    let number = entry.sourceNumber
    guard number >= 0, number < quiet.count, entry.sourceGeneration == sourceGeneration else {
      return false
    }
    if let status = entry.status {
      return quiet[number].status == status && quiet[number].place == place
    }
    return quiet[number].places & (1 &<< UInt32(truncatingIfNeeded: place)) != 0
  }

  private func note(_ entry: DecodedEntry, _ place: Int) {
    let number = entry.sourceNumber
    guard number >= 0, entry.sourceGeneration == sourceGeneration else { return }
    while quiet.count <= number { quiet.append(Quiet()) }
    if let status = entry.status {
      quiet[number].status = Int32(truncatingIfNeeded: status)
      quiet[number].place = Int32(truncatingIfNeeded: place)
    } else {
      quiet[number].places |= 1 << UInt32(truncatingIfNeeded: place)
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
      quiet.removeAll()
      sourceGeneration = entry.sourceGeneration
    }
    while bySource.count <= entry.sourceNumber { bySource.append(nil) }
    bySource[entry.sourceNumber] = found
    return found
  }
}
