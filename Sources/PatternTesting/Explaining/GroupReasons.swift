import LogModel
import Patterns

/// Says what keeps entries from being a group although its conditions hold: whatever would let them be one
/// if it were not asked for.
struct GroupReasons {
  let signature: Signature
  let group: EntryGroup
  let library: PatternLibrary

  /// - Parameter heldOn: of each step, how many entries it holds on.
  func reasons(on subject: PatternExplainer.Subject, heldOn: [Int]) -> [String] {
    if group.kind == .count, let count = heldOn.first, count < group.atLeast {
      return ["it holds of \(count) of at least \(group.atLeast) entries"]
    }
    if heldOn.contains(0) { return ["not every step holds of an entry"] }
    var reasons: [String] = []
    if subject.reading.entries.contains(where: { !$0.timestamp.isDated }) {
      reasons.append("entries without a time are before and after nothing")
    }
    for (change, reason) in relaxations where isGroup(change, subject) { reasons.append(reason) }
    return reasons.isEmpty ? ["no entries for all steps stand together as it asks"] : reasons
  }

  private var relaxations: [(change: (inout EntryGroup) -> Void, reason: String)] {
    var all: [(change: (inout EntryGroup) -> Void, reason: String)] = [
      (
        { $0.within = 86_400 },
        "the entries are further apart than \(SpanWords.of(seconds: group.within))"
      ),
      ({ $0.scope = .any }, "the entries are not of one \(group.scope.rawValue)"),
    ]
    if group.kind == .sequence {
      all.append(({ $0.kind = .set }, "the entries come in another order"))
    }
    if !group.sharing.isEmpty {
      let names = alternatives(group.sharing.map(quote), "and")
      all.append(({ $0.sharing = [] }, "the entries did not capture the same as \(names)"))
    }
    if !group.unless.isEmpty {
      all.append(({ $0.unless = [] }, "something holds that 'unless' names"))
    }
    return all
  }

  private func isGroup(
    _ change: (inout EntryGroup) -> Void, _ subject: PatternExplainer.Subject
  ) -> Bool {
    var changed = signature
    var group = group
    change(&group)
    changed.group = group
    let alone = PatternLibrary(
      signatures: [changed], profiles: [], impact: library.impact, frames: library.frames)
    guard let runner = try? PatternExamples(library: alone) else { return false }
    return runner.firing(on: subject.example).contains(signature.id)
  }
}
