private import CJSONIndex

/// Finds where a record of several lines ends, by the index of a stretch of the block.
///
/// It knows sound records only: whatever is odd is left to the state machine of ``ObjectFramer``,
/// which it agrees with on all others.
final class RecordWindow {
  /// A record that was found, with its tape, which is valid until the next one is looked for.
  struct Found {
    var end: Int
    var tape: Tape
  }

  /// Bytes that are indexed at a time.
  private static let step = 16 << 10

  private let path: RecordIndex.Path?
  private let marks: UnsafeMutablePointer<UInt32>
  private var count = 0
  /// The first mark that no record has taken yet.
  private var next = 0
  /// Where in the block the indexed stretch ends.
  private var indexed = 0
  private var state = json_index_state()

  init(path: RecordIndex.Path?) {
    self.path = path
    marks = .allocate(
      capacity: RecordWindow.step + RecordIndex.limit + Int(JSON_INDEX_SLACK))
  }

  deinit { marks.deallocate() }

  /// Forgets the block at hand.
  func reset() {
    count = 0
    next = 0
    indexed = 0
    state = json_index_state()
  }

  /// The record whose opening brace is at an index; nil where it does not end in the block, is long,
  /// or odd in any way.
  ///
  /// - Parameter column: in which the brace stands, if its line begins with it; what is inside of the
  ///   record is indented further.
  func record(
    _ base: UnsafePointer<UInt8>, at start: Int, _ blockEnd: Int, column: Int?
  ) -> Found? {
    guard let path, blockEnd < Tape.longest else { return nil }
    while next < count, Tape.offset(marks[next]) < start { next += 1 }
    if next == count || Tape.offset(marks[next]) != start || isOdd {
      // The index is out of step, or the oddity may have been in records before.
      reset()
      indexed = start
    }
    var depth = 0
    var kinds: UInt64 = 0
    var index = next
    while true {
      while index < count {
        let position = Tape.offset(marks[index])
        let byte = Tape.byte(marks[index])
        if byte == 0x22 {
          index &+= 2
          continue
        }
        let kind = UInt64(truncatingIfNeeded: byte &>> 5 & 1)
        if byte & 2 != 0 {
          guard depth < 64,
            depth == 0
              || mayBegin(base, position, start, inObject: kinds & 1 == 1, kind == 1 ? column : nil)
          else { return nil }
          depth &+= 1
          kinds = kinds &<< 1 | kind
        } else {
          guard kinds & 1 == kind else { return nil }
          kinds = kinds &>> 1
          depth &-= 1
          if depth == 0 { return found(start, position, index) }
        }
        index &+= 1
      }
      guard indexed < blockEnd, indexed &- start < RecordIndex.limit else { return nil }
      index &-= makeRoom()
      extend(base, blockEnd, path)
      guard !isOdd else { return nil }
    }
  }

  /// Whether the indexed stretch holds what sound records do not.
  private var isOdd: Bool { state.newline_in_string | state.backslash_outside != 0 }

  private func found(_ start: Int, _ last: Int, _ index: Int) -> Found {
    let first = next
    next = index &+ 1
    for place in first...index { marks[place] &-= UInt32(truncatingIfNeeded: start) }
    return Found(
      end: last &+ 1,
      tape: Tape(marks: UnsafePointer(marks + first), count: index &+ 1 &- first))
  }

  /// Moves what no record has taken to the front, and says how far.
  private func makeRoom() -> Int {
    let moved = next
    guard moved > 0 else { return 0 }
    marks.update(from: marks + moved, count: count - moved)
    count -= moved
    next = 0
    return moved
  }

  private func extend(_ base: UnsafePointer<UInt8>, _ blockEnd: Int, _ path: RecordIndex.Path) {
    let length = min(RecordWindow.step, blockEnd - indexed)
    let found = json_index(path.native, base + indexed, length, &state, marks + count)
    let shift = UInt32(truncatingIfNeeded: indexed)
    for place in count..<count + found { marks[place] &+= shift }
    count += found
    indexed += length
  }

  /// Whether a bracket stands where a value may, and not where the next record would.
  @inline(__always)
  private func mayBegin(
    _ base: UnsafePointer<UInt8>, _ position: Int, _ start: Int, inObject: Bool, _ column: Int?
  ) -> Bool {
    var index = position &- 1
    var lineStart: Int?
    while index > start, ByteScan.isBlank(base[index]) {
      if base[index] == 0x0A, lineStart == nil { lineStart = index &+ 1 }
      index &-= 1
    }
    if let lineStart, let column, column > 0, position &- lineStart == column { return false }
    switch base[index] {
    case 0x3A: return true
    case 0x5B, 0x2C: return !inObject
    default: return false
    }
  }
}
