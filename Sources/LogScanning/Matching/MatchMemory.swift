import LogModel
import Patterns

/// All that one matcher remembers of the messages of late.
final class MatchMemory {
  let findings = RememberedFindings()
  let captures = RecentCaptures()
  /// Worked out when it is first asked for: a short input has no use for it.
  private(set) lazy var sensitivity = findSensitivity()
  let shapes = MessageShapes()
  private let predicates: [TextPredicate]
  private let database: MessageDatabase
  /// Messages to come before it is worth finding out what digits decide in the library, which takes
  /// as long as matching some dozens of messages for each predicate.
  @exclusivity(unchecked) private var rest: Int
  @exclusivity(unchecked) private var isReady = false

  private static let messagesPerPredicate = 16

  init(predicates: [TextPredicate], database: MessageDatabase) {
    self.predicates = predicates
    self.database = database
    rest = MatchMemory.messagesPerPredicate * predicates.count
  }

  /// Under which key entries like this one are remembered; nil where they are not.
  @inline(__always)
  func key(of entry: DecodedEntry, _ finder: RuleFinder) -> RememberedFindings.Key? {
    guard rest == 0 else {
      rest &-= 1
      return nil
    }
    // While another thread finds it out, this one goes on without.
    guard isReady || getReady() else { return nil }
    guard let shape = shapes.number(of: entry.message), let kind = finder.kind(of: entry) else {
      return nil
    }
    return RememberedFindings.Key(
      shape: shape, kind: kind, severity: entry.severity, status: entry.status ?? -1)
  }

  private func getReady() -> Bool {
    isReady = database.finds(sensitivityOf: predicates)
    return isReady
  }

  private func findSensitivity() -> DigitSensitivity {
    let sensitivity = database.sensitivity(of: predicates)
    if sensitivity.isBounded { return sensitivity }
    shapes.countDigits()
    return .none(predicateCount: predicates.count)
  }

  /// Whether messages of one shape may have other bytes in a place.
  func mayDiffer(_ bytes: Bytes) -> Bool {
    !shapes.countsDigits && bytes.contains { $0 &- 48 < 10 }
  }
}
