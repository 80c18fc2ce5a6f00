/// Many globs that are asked at once. Most are a prefix and a `*`, which are found by bisection.
struct GlobIndex: Sendable {
  /// Ascending; none begins with another.
  private var prefixes: [[UInt8]] = []
  private var others: [Glob] = []

  init(_ globs: [Glob]) {
    var all: [[UInt8]] = []
    for glob in globs {
      var bytes = Array(glob.pattern.utf8)
      if bytes.last == UInt8(ascii: "*"), Glob(String(glob.pattern.dropLast())).onlyText != nil {
        bytes.removeLast()
        all.append(bytes)
      } else {
        others.append(glob)
      }
    }
    all.sort { $0.lexicographicallyPrecedes($1) }
    for prefix in all where prefixes.last.map({ !prefix.starts(with: $0) }) ?? true {
      prefixes.append(prefix)
    }
  }

  /// Whether any glob matches the whole text.
  func matches(_ text: String) -> Bool {
    if prefixes.isEmpty, others.isEmpty { return false }
    // The last prefix that does not come after the text is the only one that it may begin with.
    var low = 0
    var high = prefixes.count
    while low < high {
      let middle = (low + high) / 2
      if text.utf8.lexicographicallyPrecedes(prefixes[middle]) {
        high = middle
      } else {
        low = middle + 1
      }
    }
    if low > 0, text.utf8.starts(with: prefixes[low - 1]) { return true }
    return others.contains { $0.matches(text) }
  }
}
