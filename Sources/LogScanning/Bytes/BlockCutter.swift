private import Glibc

/// Makes blocks of text end where lines end, and tells of a block whether its lines are objects.
struct BlockCutter {
  /// The beginning of a line whose end is yet to come, for the next block.
  let tail = ByteBuffer()
  /// Of the text so far, in the inflated input.
  private var offset: Int
  private var endedWithLine = true

  /// - Parameter offset: of the first block.
  init(offset: Int) { self.offset = offset }

  /// Puts the tail before the text of the next block, and takes from its end what is no whole line.
  ///
  /// - Parameters:
  ///   - block: has its text at the beginning of its room.
  ///   - limit: of the lines that are read, in bytes; nil where nobody wants whole ones.
  mutating func cut(_ block: inout BlockRing.Block, limit: Int?) {
    if !tail.isEmpty {
      block.start -= tail.count
      block.headroom -= tail.count
      block.count += tail.count
      memcpy(block.start, tail.start, tail.count)
      tail.removeAll()
    }
    if limit != nil, let newline = ByteScan.lastNewline(block.text) {
      let rest = block.text.part(newline + 1..<block.count)
      // A longer one goes where it comes: it will be put together by whoever cuts lines.
      if rest.count <= block.headroom {
        tail.append(rest)
        block.count -= rest.count
      }
    }
    block.lines.clear()
    let endsWithLine = block.text.last == 0x0A
    block.isOfWholeLines = endedWithLine && endsWithLine
    block.offset = offset
    offset += block.count
    endedWithLine = endsWithLine
  }

  /// Whether each line that is not empty begins with an object, and one of them is read: then nothing
  /// is left pending of the plain lines before.
  ///
  /// - Parameters:
  ///   - text: ends with a newline.
  ///   - lines: gets the lines that were looked at.
  static func isOfObjects(_ text: Bytes, limit: Int, _ lines: LineIndex) -> Bool {
    guard let base = text.baseAddress else { return false }
    var start = 0
    var hasObject = false
    while start < text.count {
      guard let found = memchr(base + start, 0x0A, text.count - start) else { return false }
      let end = UnsafePointer(found.assumingMemoryBound(to: UInt8.self)) - base
      lines.add(upTo: end)
      if base[start] == 0x7B {
        var next = start + 1
        while next < end, base[next] <= 0x20 { next += 1 }
        guard next < end, base[next] == 0x22 || base[next] == 0x7D else { return false }
        if end - start <= limit { hasObject = true }
      } else if end > start, !(end == start + 1 && base[start] == 0x0D) {
        return false
      }
      start = end + 1
    }
    return hasObject
  }
}
