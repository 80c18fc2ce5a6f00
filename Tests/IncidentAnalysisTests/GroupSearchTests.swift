import Foundation
import LogModel
import Patterns
import Testing

@testable import IncidentAnalysis

/// Groups among the entries of one scope.
@Suite struct GroupSearchTests {
  /// A group of which only the shape counts.
  private func group(
    _ kind: EntryGroup.Kind, steps: Int, atLeast: Int = 0, within: Double = 10, unless: Int = 0
  ) -> EntryGroup {
    EntryGroup(
      kind: kind, steps: Array(repeating: .any([]), count: steps), atLeast: atLeast,
      within: within, scope: .any, unless: Array(repeating: .any([]), count: unless), sharing: [])
  }

  /// Sightings of which each is a second and the conditions that held, by letter: `a` is the first.
  private func sightings(_ all: [(Double, String)]) -> [GroupSearch.Sighting] {
    all.enumerated().map { index, sighting in
      var seen = GroupSearch.Sighting(
        entry: UInt32(index), time: Timestamp(nanoseconds: Int64(sighting.0 * 1e9)))
      for letter in sighting.1.unicodeScalars { seen.held |= 1 << UInt128(letter.value - 97) }
      return seen
    }
  }

  private func found(_ group: EntryGroup, _ all: [(Double, String)]) -> [[Int]] {
    var search = GroupSearch(group, sightings(all))
    return search.found().map(\.members)
  }

  @Test func aSequenceIsInOrder() {
    let group = group(.sequence, steps: 3)
    #expect(found(group, [(0, "a"), (1, "b"), (2, "c")]) == [[0, 1, 2]])
    #expect(found(group, [(0, "b"), (1, "a"), (2, "c")]) == [])
    #expect(found(group, [(0, "a"), (1, "c"), (2, "b"), (3, "c")]) == [[0, 2, 3]])
    // What began too early does not stand in the way of what follows.
    #expect(found(group, [(0, "a"), (5, "a"), (6, "b"), (12, "c")]) == [[1, 2, 3]])
  }

  @Test func theWindowIsInclusive() {
    let pair = group(.sequence, steps: 2)
    #expect(found(pair, [(0, "a"), (10, "b")]) == [[0, 1]])
    #expect(found(pair, [(0, "a"), (10.001, "b")]) == [])
    #expect(found(group(.set, steps: 2), [(0, "b"), (10, "a")]) == [[0, 1]])
    #expect(found(group(.set, steps: 2), [(0, "b"), (10.001, "a")]) == [])
    let three = group(.count, steps: 1, atLeast: 3)
    #expect(found(three, [(0, "a"), (5, "a"), (10, "a")]) == [[0, 1, 2]])
    #expect(found(three, [(0, "a"), (5, "a"), (10.001, "a")]) == [])
  }

  @Test func entriesOfOneTimeMayBeInAnyOrder() {
    #expect(found(group(.sequence, steps: 2), [(1, "b"), (1, "a")]) == [[0, 1]])
    #expect(found(group(.sequence, steps: 3), [(1, "c"), (1, "b"), (1, "a")]) == [[0, 1, 2]])
  }

  @Test func anEntryIsOneStepOfASequenceAndManyOfASet() {
    #expect(found(group(.sequence, steps: 2), [(0, "ab")]) == [])
    #expect(found(group(.sequence, steps: 2), [(0, "ab"), (1, "ab")]) == [[0, 1]])
    #expect(found(group(.set, steps: 2), [(0, "ab")]) == [[0]])
  }

  @Test func groupsShareNoEntry() {
    let all = [(0.0, "a"), (1, "a"), (2, "b"), (3, "b"), (4, "b")]
    #expect(found(group(.sequence, steps: 2), all) == [[0, 2], [1, 3]])
    #expect(found(group(.set, steps: 2), all) == [[0, 2], [1, 3]])
  }

  @Test func aBurstIsOneGroup() {
    let three = group(.count, steps: 1, atLeast: 3)
    let burst = (0..<8).map { (Double($0), "a") }
    #expect(found(three, burst) == [Array(0..<8)])
    #expect(
      found(three, burst + [(50, "a"), (70, "a"), (71, "a"), (72, "a")]) == [
        Array(0..<8), [9, 10, 11],
      ])
  }

  @Test func whatMustNotBeSeenIsSoughtInTheWholeWindow() {
    let pair = group(.sequence, steps: 2, unless: 1)
    #expect(found(pair, [(0, "a"), (1, "b"), (10, "c")]) == [])
    #expect(found(pair, [(0, "a"), (1, "b"), (10.001, "c")]) == [[0, 1]])
    #expect(found(pair, [(0, "c"), (1, "a"), (2, "b")]) == [[1, 2]])
    #expect(found(pair, [(0, "c"), (0, "a"), (2, "b")]) == [])
    let three = group(.count, steps: 1, atLeast: 3, unless: 1)
    #expect(found(three, [(0, "a"), (1, "a"), (2, "a"), (3, "b")]) == [])
  }

  /// Whatever was seen: each group is one, and none was missed. Where entries of a sequence have one time
  /// and may be several of its steps, the first that fits is taken, which need not be the best.
  @Test(
    arguments: [
      (EntryGroup.Kind.sequence, ["a", "b", "c"], 0), (.sequence, ["a", "b", "c", "ab", "bc"], 1),
      (.set, ["a", "b", "c", "ab", "bc"], 0), (.count, ["a", "b", "ab"], 0),
    ])
  func soundAndComplete(kind: EntryGroup.Kind, letters: [String], leastStep: Int) {
    var dice = DeterminismTests.Dice(state: 17)
    let group = group(kind, steps: kind == .count ? 1 : 3, atLeast: 3, within: 4)
    for _ in 0..<3000 {
      var time = 0.0
      let all = (0..<Int.random(in: 1...14, using: &dice)).map { _ in
        time += Double(Int.random(in: leastStep...2, using: &dice))
        return (time, letters.randomElement(using: &dice) ?? "a")
      }
      let groups = found(group, all)
      let used = groups.flatMap { $0 }
      #expect(Set(used).count == used.count, "\(all) \(groups)")
      for members in groups {
        #expect(isGroup(members.map { all[$0] }, kind), "\(all) \(members)")
      }
      let rest = all.indices.filter { !used.contains($0) }
      #expect(!subsets(of: rest).contains { isGroup($0.map { all[$0] }, kind) }, "\(all) \(groups)")
    }
  }

  private func subsets(of indices: [Int]) -> [[Int]] {
    indices.reduce([[]]) { all, index in
      all + all.filter { $0.count < 3 }.map { $0 + [index] }
    }
  }

  /// By trying everything.
  private func isGroup(_ members: [(Double, String)], _ kind: EntryGroup.Kind) -> Bool {
    guard let first = members.first, let last = members.last else { return false }
    switch kind {
    case .count:
      let times = members.filter { $0.1.contains("a") }.map(\.0)
      return times.count == members.count && times.count >= 3
        && times.indices.allSatisfy { index in
          times.indices.contains { start in
            start + 2 < times.count && start <= index && index <= start + 2
              && times[start + 2] - times[start] <= 4
          }
        }
    case .set:
      return last.0 - first.0 <= 4
        && "abc".allSatisfy { step in
          members.contains { $0.1.contains(step) }
        }
    case .sequence:
      guard members.count == 3, last.0 - first.0 <= 4 else { return false }
      return [[0, 1, 2], [0, 2, 1], [1, 0, 2], [1, 2, 0], [2, 0, 1], [2, 1, 0]].contains { order in
        zip(order, "abc").allSatisfy { members[$0].1.contains($1) }
          && members[order[0]].0 <= members[order[1]].0
          && members[order[1]].0 <= members[order[2]].0
      }
    }
  }

  /// Sequences that begin a hundred thousand times and end rarely, or all at once.
  @Test func manySightingsTakeLittleMoreThanLinearTime() {
    let start = GroupSearchTests.secondsOfThread
    let pair = group(.sequence, steps: 2, within: 86_400)
    let begun = (0..<100_000).map { (Double($0) * 0.1, "a") }
    let ended = (0..<100_000).map { (10_000 + Double($0) * 0.1, "b") }
    #expect(found(pair, begun + ended).count == 100_000)
    #expect(found(group(.set, steps: 2, within: 86_400), begun + ended).count == 100_000)
    #expect(found(pair, begun).isEmpty)
    let same = Array(repeating: (1.0, "ab"), count: 100_000)
    #expect(found(pair, same).count == 50_000)
    // What looks at every pair takes minutes.
    #expect(GroupSearchTests.secondsOfThread - start < 30)
  }

  /// What the thread has computed, in seconds, however busy the machine is.
  private static var secondsOfThread: Double {
    var time = timespec()
    clock_gettime(CLOCK_THREAD_CPUTIME_ID, &time)
    return Double(time.tv_sec) + Double(time.tv_nsec) / 1e9
  }
}
