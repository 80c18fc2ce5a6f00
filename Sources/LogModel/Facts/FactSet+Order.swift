extension FactSet {
  /// Sorts by the total order of entries and removes copies. O(n log n), O(n) where they come in
  /// order or in reverse.
  public mutating func normalise() {
    guard order == nil else { return }
    sources.settle()
    let comparison = RowComparison(self)
    var order = Array(0..<UInt32(rows.count))
    if !isSorted(order, comparison) {
      arrangeByPlace(&order)
      if order.count > 1, rows.time(at: order[0]) > rows.time(at: order[order.count - 1]) {
        order.reverse()
      }
      // What is in order need not be sorted, which takes memory.
      if !isSorted(order, comparison) { order.sortNearlySorted { comparison.precedes($0, $1) } }
    }
    var kept = 0
    var last: Int64 = 0
    for row in order {
      let time = rows.time(at: row)
      if kept > 0, time == last, comparison.isSameFact(order[kept - 1], row) { continue }
      order[kept] = row
      kept += 1
      last = time
    }
    order.removeLast(order.count - kept)
    self.order = order
  }

  /// Puts the rows in the order of their places, which in most inputs is that of time: several threads
  /// that share an input leave them in parts. O(n).
  ///
  /// - Parameter order: all rows, ascending.
  private func arrangeByPlace(_ order: inout [UInt32]) {
    guard places.all.count > 1 else { return }
    let ranked = places.all.indices.sorted { left, right in
      let (left, right) = (places.all[left], places.all[right])
      return left.file != right.file ? left.file < right.file : left.base < right.base
    }
    // Of each place, how many rows there are; then where its next one goes.
    var next = [Int](repeating: 0, count: places.all.count)
    for row in order.indices { next[rows.place(at: UInt32(row))] += 1 }
    var start = 0
    for place in ranked {
      let count = next[place]
      next[place] = start
      start += count
    }
    for row in order.indices {
      let place = rows.place(at: UInt32(row))
      order[next[place]] = UInt32(row)
      next[place] += 1
    }
  }

  public func normalised() -> FactSet {
    guard order == nil else { return self }
    var copy = self
    copy.normalise()
    return copy
  }

  private func isSorted(_ order: [UInt32], _ comparison: RowComparison) -> Bool {
    guard let first = order.first else { return true }
    var last = rows.time(at: first)
    for index in order.indices.dropFirst() {
      let time = rows.time(at: order[index])
      if time < last { return false }
      if time == last, comparison.precedes(order[index], order[index - 1]) { return false }
      last = time
    }
    return true
  }
}

/// The total order of a set's rows: by entry, then by rule, then by place.
///
/// A class, so that whoever compares counts one reference, not those of all its tables.
final class RowComparison {
  private let rows: FactRows
  private let sources: SourceTable
  private let places: [PlaceTable.Place]
  private let texts: TextStore
  /// Origin of a source → rank of its log.
  private let logs: [Int]
  /// Finding → rank of its rule.
  private let rules: [Int]

  init(_ set: FactSet) {
    rows = set.rows
    sources = set.sources
    places = set.places.all
    texts = set.texts
    let names = Set(sources.origins.map(\.log)).sorted()
    let ranks = Dictionary(uniqueKeysWithValues: names.enumerated().map { ($1, $0) })
    logs = sources.origins.map { ranks[$0.log] ?? 0 }
    let keys = set.findings.rules.map(\.sortKey)
    var rank = [Int](repeating: 0, count: keys.count)
    for (position, rule) in keys.indices.sorted(by: { keys[$0] < keys[$1] }).enumerated() {
      rank[rule] = position
    }
    rules = set.findings.all.map { rank[Int($0.rule)] }
  }

  func precedes(_ left: UInt32, _ right: UInt32) -> Bool {
    let (leftTime, rightTime) = (rows.time(at: left), rows.time(at: right))
    if leftTime != rightTime { return leftTime < rightTime }
    let (left, right) = (rows[left], rows[right])
    let order = compareEntries(left, right)
    if order != 0 { return order < 0 }
    let (leftRule, rightRule) = (rules[Int(left.finding)], rules[Int(right.finding)])
    return leftRule != rightRule ? leftRule < rightRule : comparePlaces(left, right) < 0
  }

  func isSameFact(_ left: UInt32, _ right: UInt32) -> Bool {
    guard rows.time(at: left) == rows.time(at: right) else { return false }
    let (left, right) = (rows[left], rows[right])
    return left.contentHash == right.contentHash
      && rules[Int(left.finding)] == rules[Int(right.finding)] && compareEntries(left, right) == 0
  }

  /// As ``EntryReference/compare(_:_:)``.
  func compareEntries(_ left: FactRow, _ right: FactRow) -> Int {
    if left.time != right.time { return left.time < right.time ? -1 : 1 }
    let logOrder = log(of: left) - log(of: right)
    if logOrder != 0 { return logOrder }
    let idOrder = compareIds(left, right)
    if idOrder != 0 { return idOrder }
    if !left.hasId {
      let placeOrder = comparePlaces(left, right)
      if placeOrder != 0 { return placeOrder }
    }
    if left.contentHash != right.contentHash {
      return left.contentHash < right.contentHash ? -1 : 1
    }
    if left.source == right.source { return 0 }
    // Each once by value: different numbers are different sources.
    return sources[Int(left.source)] < sources[Int(right.source)] ? -1 : 1
  }

  private func log(of row: FactRow) -> Int { logs[sources.origin(Int(row.source))] }

  private func compareIds(_ left: FactRow, _ right: FactRow) -> Int {
    let (leftId, rightId) = (left.id, right.id)
    if leftId.form == rightId.form, leftId.form != .stored {
      if leftId.high != rightId.high { return leftId.high < rightId.high ? -1 : 1 }
      if leftId.low != rightId.low { return leftId.low < rightId.low ? -1 : 1 }
      return 0
    }
    let (leftText, rightText) = (texts.insertId(leftId), texts.insertId(rightId))
    return leftText == rightText ? 0 : leftText < rightText ? -1 : 1
  }

  func comparePlaces(_ left: FactRow, _ right: FactRow) -> Int {
    if left.place != right.place {
      let (leftPlace, rightPlace) = (places[left.place], places[right.place])
      if leftPlace.file != rightPlace.file { return leftPlace.file < rightPlace.file ? -1 : 1 }
      let leftOrdinal = leftPlace.base + Int(left.ordinal)
      let rightOrdinal = rightPlace.base + Int(right.ordinal)
      return leftOrdinal == rightOrdinal ? 0 : leftOrdinal < rightOrdinal ? -1 : 1
    }
    return left.ordinal == right.ordinal ? 0 : left.ordinal < right.ordinal ? -1 : 1
  }
}

extension TextStore {
  func insertId(_ id: PackedInsertId) -> String {
    id.form == .stored ? text(at: id.low) : id.text
  }
}
