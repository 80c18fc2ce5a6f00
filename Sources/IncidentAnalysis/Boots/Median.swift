extension Array where Element == Double {
  /// The middle value, to the thousandth; the mean of the two middle ones of an even number; nil of
  /// none.
  var median: Double? {
    guard !isEmpty else { return nil }
    let sorted = sorted()
    let middle = sorted.count / 2
    let value = sorted.count % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2
    return (value * 1000).rounded() / 1000
  }
}
