/// Rows of facts that came one after the other, in about half their size.
///
/// Such rows have much in common: the same minutes, sources of late, texts and ordinals that go on.
/// Each column is held as its distance from the block's smallest value, in as many bits as the
/// largest distance takes; the columns of a row stand together, so that one costs one or two cache
/// lines. Any row is read by itself, in O(1).
struct PackedRows: Sendable {
  /// Of each column its smallest value, then of each its shape (the offset in a row above 7 bits of
  /// width), then the bits of a row, then the rows and one word that nothing is in.
  private let words: [UInt64]

  private enum Column: Int {
    case time, contentHash, idTop, idMiddle, idLow, source, ordinal, tag, text, finding
    static let count = 10
  }

  private static let header = 2 * Column.count + 1

  init(_ rows: [FactRow]) {
    var least = [UInt64](repeating: .max, count: Column.count)
    var most = [UInt64](repeating: 0, count: Column.count)
    for row in rows {
      for column in 0..<Column.count {
        let value = PackedRows.value(column, of: row)
        least[column] = min(least[column], value)
        most[column] = max(most[column], value)
      }
    }
    var words = least
    var rowBits = 0
    var widths: [Int] = []
    for column in 0..<Column.count {
      let width = rows.isEmpty ? 0 : 64 - (most[column] - least[column]).leadingZeroBitCount
      words.append(UInt64(rowBits) << 7 | UInt64(width))
      widths.append(width)
      rowBits += width
    }
    words.append(UInt64(rowBits))
    words.reserveCapacity(PackedRows.header + (rowBits * rows.count + 63) / 64 + 1)
    var open: UInt64 = 0
    var used = 0
    for row in rows {
      for column in 0..<Column.count where widths[column] > 0 {
        let value = PackedRows.value(column, of: row) - least[column]
        open |= value << UInt64(used)
        used += widths[column]
        guard used >= 64 else { continue }
        words.append(open)
        used -= 64
        // What did not fit; nothing where it ended with the word.
        open = value >> UInt64(widths[column] - used)
      }
    }
    if used > 0 { words.append(open) }
    words.append(0)
    self.words = words
  }

  func row(at index: Int) -> FactRow {
    let start = index * Int(words[2 * Column.count])
    return FactRow(
      time: PackedRows.time(self[.time, start]), contentHash: self[.contentHash, start],
      idHigh: self[.idTop, start] << 32 | self[.idMiddle, start],
      idLow: UInt32(truncatingIfNeeded: self[.idLow, start]),
      source: UInt32(truncatingIfNeeded: self[.source, start]),
      ordinal: UInt32(truncatingIfNeeded: self[.ordinal, start]),
      tag: UInt32(truncatingIfNeeded: self[.tag, start]),
      text: UInt32(truncatingIfNeeded: self[.text, start]),
      finding: UInt32(truncatingIfNeeded: self[.finding, start]))
  }

  func time(at index: Int) -> Int64 {
    PackedRows.time(self[.time, index * Int(words[2 * Column.count])])
  }

  func source(at index: Int) -> UInt32 {
    UInt32(truncatingIfNeeded: self[.source, index * Int(words[2 * Column.count])])
  }

  func tag(at index: Int) -> UInt32 {
    UInt32(truncatingIfNeeded: self[.tag, index * Int(words[2 * Column.count])])
  }

  func finding(at index: Int) -> UInt32 {
    UInt32(truncatingIfNeeded: self[.finding, index * Int(words[2 * Column.count])])
  }

  /// - Parameter start: of the row, in bits.
  @inline(__always)
  private subscript(column: Column, start: Int) -> UInt64 {
    let shape = words[Column.count + column.rawValue]
    let width = shape & 127
    guard width > 0 else { return words[column.rawValue] }
    let bit = start + Int(shape >> 7)
    let index = PackedRows.header + bit >> 6
    let shift = UInt64(bit & 63)
    let value = words[index] &>> shift | (words[index + 1] << 1) &<< (63 - shift)
    return words[column.rawValue] + value & (.max &>> (64 - width))
  }

  /// Ascending where the times are.
  private static func value(_ column: Int, of row: FactRow) -> UInt64 {
    switch Column(rawValue: column) {
    case .time: UInt64(bitPattern: row.time) ^ 1 << 63
    case .contentHash: row.contentHash
    // Mostly a time as well: seconds, then microseconds.
    case .idTop: row.idHigh >> 32
    case .idMiddle: row.idHigh & 0xFFFF_FFFF
    case .idLow: UInt64(row.idLow)
    case .source: UInt64(row.source)
    case .ordinal: UInt64(row.ordinal)
    case .tag: UInt64(row.tag)
    case .text: UInt64(row.text)
    case .finding, nil: UInt64(row.finding)
    }
  }

  @inline(__always)
  private static func time(_ value: UInt64) -> Int64 { Int64(bitPattern: value ^ 1 << 63) }
}
