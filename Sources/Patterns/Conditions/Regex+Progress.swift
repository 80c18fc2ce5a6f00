extension Regex {
  /// How far into a pattern that does not match some text goes along with it.
  public struct Progress: Sendable {
    /// The beginning of the pattern that matches.
    public var matched: String
    /// What follows it in the pattern and does not match there.
    public var missing: String
    /// Where the beginning matches first, in bytes.
    public var range: Range<Int>

    /// How near that is to a match, 0…1: what matches, in relation to the pattern that is left.
    public var share: Double {
      Double(range.count) / Double(max(1, range.count + missing.utf8.count))
    }
  }

  /// Groups within each other that are looked into.
  private static let deepest = 8
  /// Beginnings that are tried in all.
  private static let mostTrials = 400

  /// The longest beginning of the pattern that matches in a text; of several alternatives that of the one
  /// that gets farthest, the first among equals. Nil where no beginning takes up any of the text.
  ///
  /// Pieces are characters, classes and groups with their quantifiers; a group that fails is looked into.
  /// O(log pieces × trial) for each alternative.
  public func progress(in text: String) -> Progress? {
    var trials = 0
    return progress(after: "", pattern, in: text, depth: 0, &trials)
  }

  /// - Parameter start: a beginning that matches.
  private func progress(
    after start: String, _ pattern: String, in text: String, depth: Int, _ trials: inout Int
  ) -> Progress? {
    var best: Progress?
    for pieces in RegexPieces(pattern).alternatives {
      // If a beginning does not match, no longer one does.
      var (low, high) = (0, pieces.count)
      var found: Range<Int>?
      while low < high, trials < Regex.mostTrials {
        trials += 1
        let middle = (low + high + 1) / 2
        let part = start + pieces[..<middle].joined()
        if let range = Regex.range(of: part, ignoreCase: ignoreCase, in: text) {
          low = middle
          found = range
        } else {
          high = middle - 1
        }
      }
      let rest = pieces[low...]
      let matched = start + pieces[..<low].joined()
      var progress = found.map {
        Progress(matched: matched, missing: rest.joined(), range: $0)
      }
      if depth < Regex.deepest, let group = rest.first.flatMap(RegexPieces.inside),
        var inner = self.progress(after: matched, group, in: text, depth: depth + 1, &trials)
      {
        inner.missing += rest.dropFirst().joined()
        progress = inner
      }
      guard let progress, !progress.range.isEmpty else { continue }
      if best.map({ $0.share < progress.share }) ?? true { best = progress }
    }
    return best
  }

  /// Where a pattern matches first and takes up some text.
  private static func range(of pattern: String, ignoreCase: Bool, in text: String) -> Range<Int>? {
    guard let regex = try? Regex(pattern, ignoreCase: ignoreCase),
      case .matches(let range, _) = regex.trial(on: text)
    else { return nil }
    return range
  }
}
