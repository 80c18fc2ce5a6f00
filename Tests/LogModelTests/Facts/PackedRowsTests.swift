import Testing

@testable import LogModel

@Suite struct PackedRowsTests {
  /// A column is wide, narrow or the same in all rows.
  private static func rows(_ count: Int, _ dice: inout Dice) -> [FactRow] {
    let shifts = (0..<9).map { _ in [0, 13, 31, 40, 63, 64].randomElement(using: &dice) ?? 0 }
    let bases = (0..<9).map { _ in dice.next() }
    func value(_ column: Int) -> UInt64 {
      let noise = dice.next() >> UInt64(shifts[column])
      return shifts[column] == 0 ? noise : bases[column] &+ noise
    }
    return (0..<count).map { _ in
      FactRow(
        time: Int64(bitPattern: value(0)), contentHash: value(1), idHigh: value(2),
        idLow: UInt32(truncatingIfNeeded: value(3)), source: UInt32(truncatingIfNeeded: value(4)),
        ordinal: UInt32(truncatingIfNeeded: value(5)), tag: UInt32(truncatingIfNeeded: value(6)),
        text: UInt32(truncatingIfNeeded: value(7)), finding: UInt32(truncatingIfNeeded: value(8)))
    }
  }

  @Test(arguments: 1...60 as ClosedRange<UInt64>) func givesBackWhatItWasGiven(_ seed: UInt64) {
    var dice = Dice(state: seed)
    let rows = PackedRowsTests.rows(dice.number(below: 300) + 1, &dice)
    let packed = PackedRows(rows)
    for (index, row) in rows.enumerated() {
      #expect("\(packed.row(at: index))" == "\(row)")
      #expect(packed.time(at: index) == row.time)
      #expect(packed.source(at: index) == row.source)
      #expect(packed.finding(at: index) == row.finding)
    }
  }

  /// The smallest and the largest value of every column, next to each other.
  @Test func holdsTheExtremes() {
    let least = FactRow(
      time: .min, contentHash: 0, idHigh: 0, idLow: 0, source: 0, ordinal: 0, tag: 0, text: 0,
      finding: 0)
    let most = FactRow(
      time: .max, contentHash: .max, idHigh: .max, idLow: .max, source: .max, ordinal: .max,
      tag: .max, text: .max, finding: .max)
    let rows = [most, least, least, most, most]
    let packed = PackedRows(rows)
    for (index, row) in rows.enumerated() {
      #expect("\(packed.row(at: index))" == "\(row)")
    }
  }

  @Test func keepsTheOrderOfManyBlocks() {
    var dice = Dice(state: 7)
    let rows = PackedRowsTests.rows(10_000, &dice)
    var all = FactRows()
    for row in rows { all.append(row) }
    #expect(all.count == rows.count)
    for (index, row) in rows.enumerated() {
      #expect("\(all[UInt32(index)])" == "\(row)")
      #expect(all.time(at: UInt32(index)) == row.time)
      #expect(all.source(at: UInt32(index)) == row.source)
      #expect(all.finding(at: UInt32(index)) == row.finding)
    }
    var drained: [String] = []
    all.drain { drained.append("\($0)") }
    #expect(drained == rows.map { "\($0)" })
  }
}
