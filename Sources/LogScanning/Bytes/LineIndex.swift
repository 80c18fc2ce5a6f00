private import CJSONIndex
private import Glibc

/// The lines of a block, with the tapes of those that are JSON where the thread that fills the block
/// made them while the consumer is behind: what it does there the consumer need not do.
///
/// It changes nothing but who does the work.
final class LineIndex {
  /// A line that ends within the block.
  struct Line {
    /// Offsets into the block; the newline is not part of the line.
    var start: UInt32
    var end: UInt32
    /// Where its tape begins, and how many marks it has; -1 for no tape.
    var place: UInt32
    var count: Int32
  }

  private static let mostLines = 4096
  /// Marks in all; a line is given a tape where there is room for the longest that it could have.
  private static let room = 128 << 10

  private let lines: UnsafeMutablePointer<Line>
  private let marks: UnsafeMutablePointer<UInt32>
  private(set) var count = 0
  /// Bytes of the block up to the end of the last of the lines, its newline included.
  private(set) var covered = 0

  init() {
    lines = .allocate(capacity: LineIndex.mostLines)
    marks = .allocate(capacity: LineIndex.room)
  }

  deinit {
    lines.deallocate()
    marks.deallocate()
  }

  subscript(index: Int) -> Line { lines[index] }

  /// Of a line that has one.
  @inline(__always)
  func tape(of line: Line) -> Tape? {
    line.count < 0 ? nil : Tape(marks: marks + Int(line.place), count: Int(line.count))
  }

  /// Looks through a block.
  func read(_ block: Bytes, _ path: RecordIndex.Path) {
    count = 0
    covered = 0
    guard let base = block.baseAddress else { return }
    var used = 0
    while count < LineIndex.mostLines, covered < block.count,
      let found = memchr(base + covered, 0x0A, block.count - covered)
    {
      let end = UnsafeRawPointer(found) - UnsafeRawPointer(base)
      let length = end - covered
      var line = Line(
        start: UInt32(truncatingIfNeeded: covered), end: UInt32(truncatingIfNeeded: end),
        place: UInt32(truncatingIfNeeded: used), count: -1)
      if length > 0, base[covered] == 0x7B, length <= RecordIndex.limit,
        used + length + Int(JSON_INDEX_SLACK) <= LineIndex.room
      {
        var state = json_index_state()
        let found = json_index(path.native, base + covered, length, &state, marks + used)
        if state.backslash_outside == 0 {
          line.count = Int32(truncatingIfNeeded: found)
          used += found
        }
      }
      lines[count] = line
      count += 1
      covered = end + 1
    }
  }

  /// Adds the line that follows, without a tape, where there is room.
  ///
  /// - Parameter end: where its newline is.
  @inline(__always)
  func add(upTo end: Int) {
    guard count < LineIndex.mostLines else { return }
    lines[count] = Line(
      start: UInt32(truncatingIfNeeded: covered), end: UInt32(truncatingIfNeeded: end), place: 0,
      count: -1)
    count += 1
    covered = end + 1
  }

  /// Forgets the block.
  func clear() {
    count = 0
    covered = 0
  }
}
