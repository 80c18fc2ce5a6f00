private import Glibc

/// Memory for tables of one size, side by side on large pages where the system has them: a look-up
/// misses the first caches anyway and shall not have to find its page as well.
///
/// All zero at first. A table's part takes memory once it is written to.
final class SlotRegion: @unchecked Sendable {
  /// Slots of one table.
  let size: Int
  private let start: UnsafeMutableRawPointer
  private let mapped: UnsafeMutableRawPointer
  private let length: Int
  private static let largePage = 2 << 20

  /// Smaller tables together fill no large page.
  static let leastSize = 4096

  /// Nil where there is no memory.
  init?(tables: Int, size: Int) {
    self.size = size
    // Large pages begin at multiples of their size; what is in excess is never touched.
    length = tables * size * MemoryLayout<UInt64>.stride + SlotRegion.largePage
    guard
      let mapped = mmap(nil, length, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0),
      mapped != MAP_FAILED
    else { return nil }
    self.mapped = mapped
    start = mapped.alignedUp(toMultipleOf: SlotRegion.largePage)
    // Only advice.
    _ = madvise(start, length - SlotRegion.largePage, MADV_HUGEPAGE)
    start.bindMemory(to: UInt64.self, capacity: tables * size)
  }

  deinit { munmap(mapped, length) }

  /// The slots of a table.
  func part(_ table: Int) -> UnsafeMutablePointer<UInt64> {
    start.assumingMemoryBound(to: UInt64.self) + table * size
  }

  /// Gives a table's memory back before the others are done with theirs; it is not to be used again.
  func giveBack(_ table: Int) {
    let bytes = size * MemoryLayout<UInt64>.stride
    // A page that it shares with a neighbour stays.
    guard bytes % Int(getpagesize()) == 0 else { return }
    madvise(start + table * bytes, bytes, MADV_DONTNEED)
  }
}
