extension Array where Element == UInt32 {
  /// Sorts numbers of which most are in order already: what logs hold is mostly in the order of time.
  /// Stable. O(n log n) comparisons, little more than n where numbers are few places off.
  mutating func sortNearlySorted(by precedes: (UInt32, UInt32) -> Bool) {
    var ends = makeRuns(precedes)
    var room: [UInt32] = []
    while ends.count > 1 {
      var merged: [Int] = []
      merged.reserveCapacity(ends.count / 2 + 1)
      var start = 0
      for index in stride(from: 0, to: ends.count, by: 2) {
        if index + 1 < ends.count {
          merge(start, ends[index], ends[index + 1], &room, precedes)
        }
        start = ends[Swift.min(index + 1, ends.count - 1)]
        merged.append(start)
      }
      ends = merged
    }
  }

  /// Numbers that are put in order by insertion.
  private static var shortRun: Int { 24 }

  /// Puts parts in order, each as long as it is already, but not shorter than a short run.
  ///
  /// - Returns: their ends.
  private mutating func makeRuns(_ precedes: (UInt32, UInt32) -> Bool) -> [Int] {
    var ends: [Int] = []
    var index = 0
    while index < count {
      let start = index
      index += 1
      while index < count {
        if precedes(self[index], self[index - 1]) {
          guard index - start < Array.shortRun else { break }
          insert(at: index, from: start, precedes)
        }
        index += 1
      }
      ends.append(index)
    }
    return ends
  }

  private mutating func insert(
    at index: Int, from start: Int, _ precedes: (UInt32, UInt32) -> Bool
  ) {
    let moving = self[index]
    var place = index
    while place > start, precedes(moving, self[place - 1]) {
      self[place] = self[place - 1]
      place -= 1
    }
    self[place] = moving
  }

  /// Merges two neighbours, touching only the part in which they overlap.
  private mutating func merge(
    _ start: Int, _ middle: Int, _ end: Int, _ room: inout [UInt32],
    _ precedes: (UInt32, UInt32) -> Bool
  ) {
    let (lastLeft, firstRight) = (self[middle - 1], self[middle])
    guard precedes(firstRight, lastLeft) else { return }
    // What stands before the first of the right part is in its place, and so is what follows the last
    // of the left part.
    let first = firstIndex(in: start..<middle) { precedes(firstRight, $0) }
    let last = firstIndex(in: middle..<end) { !precedes($0, lastLeft) }
    room.removeAll(keepingCapacity: true)
    room.append(contentsOf: self[first..<middle])
    var (left, right, place) = (0, middle, first)
    while left < room.count, right < last {
      if precedes(self[right], room[left]) {
        self[place] = self[right]
        right += 1
      } else {
        self[place] = room[left]
        left += 1
      }
      place += 1
    }
    while left < room.count {
      self[place] = room[left]
      left += 1
      place += 1
    }
  }

  /// The first index of a range from which on the body holds; its end where it never does. O(log n).
  private func firstIndex(in range: Range<Int>, where holds: (UInt32) -> Bool) -> Int {
    var (low, high) = (range.lowerBound, range.upperBound)
    while low < high {
      let middle = low + (high - low) / 2
      if holds(self[middle]) { high = middle } else { low = middle + 1 }
    }
    return low
  }
}
