/// Rows in blocks, so that growing copies nothing; full ones are packed.
struct FactRows: Sendable {
  private static let bits = 12
  private static let blockSize = 1 << bits

  private var blocks: [PackedRows] = []
  private var open: [FactRow] = []

  var count: Int { blocks.count << FactRows.bits + open.count }

  subscript(index: UInt32) -> FactRow {
    let block = Int(index >> UInt32(FactRows.bits))
    return block < blocks.count ? blocks[block].row(at: offset(index)) : open[offset(index)]
  }

  func time(at index: UInt32) -> Int64 {
    let block = Int(index >> UInt32(FactRows.bits))
    return block < blocks.count ? blocks[block].time(at: offset(index)) : open[offset(index)].time
  }

  func source(at index: UInt32) -> UInt32 {
    let block = Int(index >> UInt32(FactRows.bits))
    return block < blocks.count
      ? blocks[block].source(at: offset(index)) : open[offset(index)].source
  }

  func finding(at index: UInt32) -> UInt32 {
    let block = Int(index >> UInt32(FactRows.bits))
    return block < blocks.count
      ? blocks[block].finding(at: offset(index)) : open[offset(index)].finding
  }

  func place(at index: UInt32) -> Int {
    let block = Int(index >> UInt32(FactRows.bits))
    let tag = block < blocks.count ? blocks[block].tag(at: offset(index)) : open[offset(index)].tag
    return FactRow.place(of: tag)
  }

  @inline(__always)
  private func offset(_ index: UInt32) -> Int { Int(index) & (FactRows.blockSize - 1) }

  mutating func append(_ row: FactRow) {
    open.append(row)
    guard open.count == FactRows.blockSize else { return }
    blocks.append(PackedRows(open))
    open.removeAll(keepingCapacity: true)
  }

  /// Calls the body with each row, letting go of each block that is done.
  consuming func drain(_ body: (FactRow) -> Void) {
    blocks.reverse()
    while let block = blocks.popLast() {
      for offset in 0..<FactRows.blockSize { body(block.row(at: offset)) }
    }
    for row in open { body(row) }
  }
}
