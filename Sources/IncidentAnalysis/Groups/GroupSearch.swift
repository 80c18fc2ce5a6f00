import LogModel
import Patterns

/// Finds the groups among the entries of one scope, in event time: in which order they were read, or how
/// many files they came in, changes nothing.
///
/// Groups share no entry. The one that begins first is found first, and ends as early as it can.
struct GroupSearch {
  /// An entry that conditions of a group held on.
  struct Sighting: Sendable {
    /// Of the entry's first fact.
    var entry: UInt32
    var time: Timestamp
    /// Of ``EntryGroup/conditions`` that held, one bit each.
    var held: UInt128 = 0
    /// By condition.
    var captures: [Int: [String: String]] = [:]
  }

  struct Found: Equatable {
    /// Indices into the sightings, ascending.
    var members: [Int]
    /// What the entries captured; where several captured a name, the first condition's.
    var captures: [String: String]
  }

  private let group: EntryGroup
  private let sightings: [Sighting]
  private let window: Int64
  /// Of each condition the sightings on which it held.
  private let byCondition: [[Int]]
  /// When something was seen with which no group of the scope is one, in order.
  private let vetoes: [Timestamp]
  private var isUsed: [Bool]
  /// By condition, of each of its sightings where to look for one that is not used.
  private var free: [[Int]]

  /// - Parameters:
  ///   - sightings: of one scope, in order.
  ///   - vetoes: what counts for other scopes as well, in order.
  /// - Complexity: O(sightings × conditions).
  init(_ group: EntryGroup, _ sightings: [Sighting], vetoes: [Timestamp] = []) {
    self.vetoes = vetoes
    self.group = group
    self.sightings = sightings
    window = Int64((group.within * 1e9).rounded())
    byCondition = group.conditions.indices.map { condition in
      sightings.indices.filter { sightings[$0].held & 1 << UInt128(condition) != 0 }
    }
    isUsed = Array(repeating: false, count: sightings.count)
    free = byCondition.map { Array($0.indices) }
  }

  /// In the order in which they begin. O(sightings × conditions × log sightings).
  mutating func found() -> [Found] {
    switch group.kind {
    case .count: counted()
    case .sequence, .set: stepped()
    }
  }

  private mutating func stepped() -> [Found] {
    var found: [Found] = []
    for first in sightings.indices where !isUsed[first] && canBegin(first) {
      let steps = group.kind == .sequence ? sequence(from: first) : set(from: first)
      guard let steps, !isVetoed(from: first) else { continue }
      for member in steps { isUsed[member] = true }
      found.append(
        Found(
          members: Set(steps).sorted(),
          captures: captures(of: steps.enumerated().map { ($0.element, $0.offset) })))
    }
    return found
  }

  private func canBegin(_ first: Int) -> Bool {
    let steps = (1 as UInt128) << UInt128(group.steps.count) - 1
    let beginning: UInt128 = group.kind == .sequence ? 1 : steps
    return sightings[first].held & beginning != 0
  }

  /// An entry for each step, none of them before the one of the step before it, no entry twice.
  private mutating func sequence(from first: Int) -> [Int]? {
    var chosen = [first]
    for step in group.steps.indices.dropFirst() {
      guard let last = chosen.last else { return nil }
      // Entries of one time may have been written in any order.
      let time = sightings[last].time
      let start = place(in: step) { sightings[$0].time >= time }
      guard let next = unused(step, from: start, besides: chosen), isWithin(first, next) else {
        return nil
      }
      chosen.append(next)
    }
    return chosen
  }

  /// An entry for each condition; one may serve several.
  private mutating func set(from first: Int) -> [Int]? {
    var chosen: [Int] = []
    for step in group.steps.indices {
      let start = place(in: step) { $0 >= first }
      guard let next = unused(step, from: start, besides: []), isWithin(first, next) else {
        return nil
      }
      chosen.append(next)
    }
    return chosen
  }

  /// Where among the sightings of a condition those begin that come late enough.
  private func place(in condition: Int, where isLate: (Int) -> Bool) -> Int {
    byCondition[condition].firstIndex(sorted: isLate)
  }

  /// The first sighting of a condition, from a place among them on, that no group has. Amortised O(log n).
  private mutating func unused(
    _ condition: Int, from start: Int, besides chosen: [Int]
  ) -> Int? {
    var place = start
    while true {
      place = firstFree(condition, from: place)
      guard place < byCondition[condition].count else { return nil }
      let index = byCondition[condition][place]
      if !chosen.contains(index) { return index }
      place += 1
    }
  }

  private mutating func firstFree(_ condition: Int, from start: Int) -> Int {
    let indices = byCondition[condition]
    var place = start
    while place < indices.count, isUsed[indices[place]] {
      let next = free[condition][place]
      place = next > place ? next : place + 1
    }
    // Who comes here next need not go the whole way again.
    var passed = start
    while passed < place {
      let next = free[condition][passed]
      free[condition][passed] = place
      passed = next > passed ? next : passed + 1
    }
    return place
  }

  /// Every entry that stands in a window with as many as are asked for. What follows one another without
  /// a gap is one group.
  private func counted() -> [Found] {
    let all = byCondition[0]
    var found: [Found] = []
    var open: [Int] = []
    func close() {
      guard let first = open.first, !isVetoed(from: first) else { return }
      found.append(Found(members: open, captures: captures(of: open.map { ($0, 0) })))
    }
    // Up to here entries belong to the open group.
    var end = 0
    for start in all.indices where start + group.atLeast <= all.count {
      let last = start + group.atLeast - 1
      guard isWithin(all[start], all[last]) else { continue }
      if start >= end {
        close()
        open = []
        end = start
      }
      open += all[end...last]
      end = last + 1
    }
    close()
    return found
  }

  private func isWithin(_ first: Int, _ last: Int) -> Bool {
    isWithin(sightings[first].time, sightings[last].time)
  }

  private func isWithin(_ first: Timestamp, _ last: Timestamp) -> Bool {
    last.nanoseconds - first.nanoseconds <= window
  }

  /// Whether something was seen, from the first entry on and within the window, with which the group is
  /// none.
  private func isVetoed(from first: Int) -> Bool {
    let time = sightings[first].time
    let next = vetoes.firstIndex(sorted: { $0 >= time })
    if next < vetoes.count, isWithin(time, vetoes[next]) { return true }
    return group.conditions.indices.dropFirst(group.steps.count).contains { condition in
      let place = place(in: condition) { sightings[$0].time >= time }
      return place < byCondition[condition].count && isWithin(first, byCondition[condition][place])
    }
  }

  private func captures(of members: [(sighting: Int, step: Int)]) -> [String: String] {
    members.reduce(into: [:]) { captures, member in
      captures.merge(sightings[member.sighting].captures[member.step] ?? [:]) { first, _ in first }
    }
  }
}

extension Array {
  /// Where the elements begin of which something holds, which holds of all behind them too. O(log n).
  func firstIndex(sorted holds: (Element) -> Bool) -> Int {
    var (low, high) = (0, count)
    while low < high {
      let middle = (low + high) / 2
      if holds(self[middle]) { high = middle } else { low = middle + 1 }
    }
    return low
  }
}
