import LogModel
import Patterns

/// Finds what a rule of the CRE format fires on, among the lines of one scope, in event time.
///
/// Lines of one time may have come in any order, and so stand in any order here. What a hit is made of is
/// used up; a hit takes the earliest lines that are left. What a veto speaks against loses its anchor
/// line, and the rest is tried again.
struct ReliabilitySearch {
  /// A line that terms or vetoes hold of.
  struct Line {
    /// Nanoseconds; of undated lines 0.
    var time: Int64
    /// Of ``ReliabilityRule/tests`` that hold, one bit each.
    var held: UInt128
  }

  private let rule: ReliabilityRule
  private let lines: [Line]
  /// By veto, the times of its lines, ascending.
  private let vetoTimes: [[Int64]]
  /// By term, the lines that wait to be used, ascending; those before `heads` are used up.
  private var queues: [[Int]]
  private var heads: [Int]
  private var hits: [[Int]] = []
  /// Of a sequence, the terms that have all they need, from the first on.
  private var active = 0

  /// - Parameter lines: in order.
  init(_ rule: ReliabilityRule, _ lines: [Line]) {
    self.rule = rule
    self.lines = lines
    vetoTimes = rule.vetoes.indices.map { veto in
      let bit = (1 as UInt128) << UInt128(rule.terms.count + veto)
      return lines.compactMap { $0.held & bit != 0 ? $0.time : nil }
    }
    queues = Array(repeating: [], count: rule.terms.count)
    heads = Array(repeating: 0, count: rule.terms.count)
  }

  /// Of each hit the indices of its lines, ascending, in the order in which hits end.
  /// O(lines × terms), and the lines that vetoes drop one by one.
  mutating func found() -> [[Int]] {
    switch rule.kind {
    case .set: for line in lines.indices { takeIntoSet(line) }
    case .sequence: takeIntoSequence()
    }
    return hits
  }

  private func holds(_ term: Int, _ line: Int) -> Bool {
    lines[line].held & (1 as UInt128) << UInt128(term) != 0
  }

  private func waiting(_ term: Int) -> Int { queues[term].count - heads[term] }

  private func isFull(_ term: Int) -> Bool { waiting(term) >= rule.terms[term].count }

  /// The lines of a term that a hit would be made of.
  private func chosen(_ term: Int) -> ArraySlice<Int> {
    queues[term][heads[term]..<heads[term] + rule.terms[term].count]
  }

  private mutating func drop(_ count: Int, of term: Int) {
    heads[term] += count
    guard heads[term] > 64, heads[term] * 2 > queues[term].count else { return }
    queues[term].removeFirst(heads[term])
    heads[term] = 0
  }

  private mutating func dropAll(of term: Int) { drop(waiting(term), of: term) }

  private mutating func dropOlder(than time: Int64, of term: Int) -> Bool {
    var count = 0
    while heads[term] + count < queues[term].count,
      lines[queues[term][heads[term] + count]].time < time
    {
      count += 1
    }
    if count > 0 { drop(count, of: term) }
    return count > 0
  }

  // MARK: Sets

  private mutating func takeIntoSet(_ line: Int) {
    var isTaken = false
    let earliest = lines[line].time - rule.window
    for term in rule.terms.indices {
      _ = dropOlder(than: earliest, of: term)
      guard holds(term, line) else { continue }
      queues[term].append(line)
      isTaken = true
    }
    guard isTaken else { return }
    while rule.terms.indices.allSatisfy(isFull) {
      let frame = rule.terms.indices.flatMap { term in
        chosen(term).enumerated().map {
          Anchor(line: $0.element, term: term, offset: $0.offset)
        }
      }
      // Anchors of a set count by time.
      let anchors = frame.enumerated().sorted { left, right in
        (lines[left.element.line].time, left.offset)
          < (lines[right.element.line].time, right.offset)
      }.map(\.element)
      if let anchor = vetoed(anchors) {
        remove(anchor)
      } else {
        hit(anchors)
      }
    }
  }

  // MARK: Sequences

  private mutating func takeIntoSequence() {
    var start = 0
    while start < lines.count {
      let time = lines[start].time
      var end = start + 1
      while end < lines.count, lines[end].time == time, time != 0 { end += 1 }
      if dropOlder(than: time - rule.window, of: 0) { settle() }
      // A line that nothing waited for may be the next one after another of its time.
      var left = Array(start..<end)
      var isAdvancing = true
      while isAdvancing, !left.isEmpty {
        isAdvancing = false
        var rest: [Int] = []
        for line in left {
          let (isTaken, advances) = takeStep(line)
          if !isTaken { rest.append(line) }
          if advances { isAdvancing = true }
        }
        left = rest
      }
      start = end
    }
  }

  /// Gives a line to the terms that have been seen, and to the one that is waited for.
  private mutating func takeStep(_ line: Int) -> (isTaken: Bool, advances: Bool) {
    var isTaken = false
    let waited = active
    for term in 0..<waited where holds(term, line) {
      queues[term].append(line)
      isTaken = true
    }
    guard holds(waited, line) else { return (isTaken, false) }
    queues[waited].append(line)
    guard isFull(waited) else { return (true, false) }
    active = waited + 1
    while active == rule.terms.count {
      let anchors = rule.terms.indices.flatMap { term in
        chosen(term).enumerated().map {
          Anchor(line: $0.element, term: term, offset: $0.offset)
        }
      }
      if let anchor = vetoed(anchors) {
        remove(anchor)
      } else {
        hit(anchors)
      }
      settle()
    }
    return (true, true)
  }

  /// Drops what no longer comes behind what it has to, and finds out which terms have all they need.
  private mutating func settle() {
    active = 0
    for term in rule.terms.indices {
      if term > 0 {
        let before = chosen(term - 1)
        if let last = before.last {
          _ = dropOlder(than: lines[last].time, of: term)
          // One line is one step.
          while waiting(term) > 0, before.contains(queues[term][heads[term]]) { drop(1, of: term) }
        }
      }
      guard isFull(term) else {
        for later in (term + 1)..<max(term + 1, rule.terms.count) { dropAll(of: later) }
        return
      }
      active = term + 1
    }
  }

  // MARK: Hits and vetoes

  /// A line of a frame, and where it waits.
  private struct Anchor {
    var line: Int
    var term: Int
    /// Among the lines of its term.
    var offset: Int
  }

  private mutating func hit(_ anchors: [Anchor]) {
    hits.append(Set(anchors.map(\.line)).sorted())
    for term in rule.terms.indices { drop(rule.terms[term].count, of: term) }
  }

  private mutating func remove(_ anchor: Anchor) {
    // The first of a long queue most often.
    guard anchor.offset > 0 else { return drop(1, of: anchor.term) }
    queues[anchor.term].remove(at: heads[anchor.term] + anchor.offset)
  }

  /// The anchor of a veto that speaks against a frame; nil where none does. O(vetoes × log lines).
  private func vetoed(_ anchors: [Anchor]) -> Anchor? {
    guard !rule.vetoes.isEmpty else { return nil }
    let times = anchors.map { lines[$0.line].time }
    let span = (times.max() ?? 0) - (times.min() ?? 0)
    for (number, veto) in rule.vetoes.enumerated() {
      let anchor = anchors[veto.anchor]
      let from = lines[anchor.line].time &+ veto.slide
      let to = from &+ max(0, veto.window + (veto.isAbsolute ? 0 : span))
      let seen = vetoTimes[number]
      let next = seen.firstIndex(sorted: { $0 >= from })
      if next < seen.count, seen[next] <= to { return anchor }
    }
    return nil
  }
}
