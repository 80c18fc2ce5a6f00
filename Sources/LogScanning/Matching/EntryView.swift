import LogModel
import Patterns
import StackTraces

/// A decoded entry as conditions see it, with the automaton's hits.
final class EntryView: EntryFacets {
  let hits: HitSet
  @exclusivity(unchecked) private(set) var entry = DecodedEntry()
  @exclusivity(unchecked) private(set) var exceptions: [RaisedException] = []
  private let database: MessageDatabase
  let workspace: RegexWorkspace

  init(database: MessageDatabase, workspace: RegexWorkspace) {
    self.database = database
    self.workspace = workspace
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

  /// Where in the message itself the groups of ``messageCaptures(_:)`` stand.
  func forEachMessageCapture(_ predicate: TextPredicate, _ body: (String, Range<Int>) -> Void) {
    guard case .regex(let regex) = predicate.test,
      hits.contains(predicate.id) || database.meaning[predicate.id] == .unindexed
    else { return }
    regex.forEachCapture(of: entry.message, in: workspace, body)
  }

  private func confirm(_ predicate: TextPredicate) -> Bool {
    if case .regex(let regex) = predicate.test {
      return regex.matches(entry.message, in: workspace)
        || (!entry.attachedTrace.isEmpty && regex.matches(entry.attachedTrace, in: workspace))
    }
    return predicate.matches(String(decoding: entry.message, as: UTF8.self), in: workspace)
      || (!entry.attachedTrace.isEmpty
        && predicate.matches(String(decoding: entry.attachedTrace, as: UTF8.self), in: workspace))
  }
}
