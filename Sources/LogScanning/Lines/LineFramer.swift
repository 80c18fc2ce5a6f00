private import Glibc

/// Cuts blocks into lines; only a line that spans blocks is copied.
struct LineFramer {
  private let limit: Int
  /// The beginning of a line that the blocks so far did not end.
  private let carry = ByteBuffer()
  /// Offset of the line at hand in the input, in bytes.
  private var lineOffset: Int
  /// True while the rest of a line beyond the limit is read over.
  private var isSkipping = false

  init(limit: Int, offset: Int) {
    self.limit = limit
    lineOffset = offset
  }

  /// Where the whole lines end that were handed on, in the input.
  var end: Int { lineOffset }

  /// Whether the blocks so far end within a line.
  var isWithinLine: Bool { isSkipping || !carry.isEmpty }

  /// Whether they end within a line that is too long.
  var isWithinLongLine: Bool { isSkipping }

  mutating func feed(_ block: Bytes, _ index: LineIndex?, to decoder: EntryDecoder) {
    guard let base = block.baseAddress else { return }
    var start = 0
    if let index {
      var place = 0
      while place < index.count, !decoder.isStopped {
        let line = index[place]
        // Another core wrote it: the next line comes while this one is looked at.
        if place &+ 1 < index.count {
          let next = index[place &+ 1]
          ByteScan.prefetch(base + Int(next.start), min(Int(next.end &- next.start), 1024))
        }
        let bytes = Bytes(start: base + Int(line.start), count: Int(line.end &- line.start))
        endLine(bytes, along: index.tape(of: line), to: decoder)
        lineOffset += 1
        place &+= 1
      }
      start = index.covered
    }
    while start < block.count, !decoder.isStopped {
      guard let found = memchr(base + start, 0x0A, block.count - start) else { break }
      let end = UnsafePointer(found.assumingMemoryBound(to: UInt8.self)) - base
      endLine(Bytes(start: base + start, count: end - start), along: nil, to: decoder)
      lineOffset += 1
      start = end + 1
    }
    guard start < block.count, !decoder.isStopped else { return }
    keep(Bytes(start: base + start, count: block.count - start), decoder)
  }

  /// The input has ended; what is left is a line without its newline.
  func finish(_ decoder: EntryDecoder) {
    if !isSkipping, !carry.isEmpty {
      decoder.line(carry.bytes, at: lineOffset, isTerminated: false)
    }
    carry.removeAll()
  }

  /// - Parameter tape: of the bytes, which are the whole line unless some came before.
  private mutating func endLine(_ rest: Bytes, along tape: Tape?, to decoder: EntryDecoder) {
    if isSkipping {
      isSkipping = false
      lineOffset += rest.count
      return
    }
    guard carry.count + rest.count <= limit else {
      decoder.problems.addOversized(limit: limit, at: lineOffset)
      lineOffset += carry.count + rest.count
      carry.removeAll()
      return
    }
    if carry.isEmpty {
      decoder.line(rest, at: lineOffset, isTerminated: true, along: tape)
      lineOffset += rest.count
    } else {
      carry.append(rest)
      decoder.line(carry.bytes, at: lineOffset, isTerminated: true)
      lineOffset += carry.count
      carry.removeAll()
    }
  }

  private mutating func keep(_ part: Bytes, _ decoder: EntryDecoder) {
    if isSkipping {
      lineOffset += part.count
    } else if carry.count + part.count > limit {
      decoder.problems.addOversized(limit: limit, at: lineOffset)
      lineOffset += carry.count + part.count
      carry.removeAll()
      isSkipping = true
    } else {
      carry.append(part)
    }
  }
}
