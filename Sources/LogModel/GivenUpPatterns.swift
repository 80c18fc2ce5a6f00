/// Patterns of which it is not known whether they match some texts: to find out took too many steps.
/// Unites in any order.
public struct GivenUpPatterns: Sendable {
  /// A pattern, by where it stands.
  public struct Pattern: Hashable, Comparable, Sendable {
    /// `FILE:LINE:COLUMN`.
    public var place: String
    /// What it is a part of, e.g. `the signature 'port-already-in-use'`.
    public var owner: String

    public init(place: String, owner: String) {
      self.place = place
      self.owner = owner
    }

    public static func < (left: Pattern, right: Pattern) -> Bool {
      (left.place, left.owner) < (right.place, right.owner)
    }
  }

  private struct Tally {
    var count: Int
    var file: String
    var entry: Int

    mutating func add(_ other: Tally) {
      count += other.count
      if (other.file, other.entry) < (file, entry) { (file, entry) = (other.file, other.entry) }
    }
  }

  private var tallies: [Pattern: Tally] = [:]

  public init() {}

  public var isEmpty: Bool { tallies.isEmpty }

  /// Counts a text that a pattern was given up on.
  ///
  /// - Parameters:
  ///   - count: 0 for a copy of what was counted already.
  ///   - entry: 1-based ordinal within the file.
  public mutating func add(_ pattern: Pattern, count: Int = 1, file: String, entry: Int) {
    add(Tally(count: count, file: file, entry: entry), of: pattern)
  }

  public mutating func formUnion(_ other: GivenUpPatterns) {
    for (pattern, tally) in other.tallies { add(tally, of: pattern) }
  }

  private mutating func add(_ tally: Tally, of pattern: Pattern) {
    if tallies[pattern]?.add(tally) == nil { tallies[pattern] = tally }
  }

  /// Gives entries other ordinals.
  public mutating func renumber(_ ordinal: (Int) -> Int) {
    tallies = tallies.mapValues {
      Tally(count: $0.count, file: $0.file, entry: ordinal($0.entry))
    }
  }

  /// One for each pattern, at the first entry in the order of files that it was given up on. No input
  /// was lost.
  public var problems: [Problem] {
    tallies.sorted { $0.key < $1.key }.map { pattern, tally in
      let more =
        tally.count > 1 ? " and on \(tally.count - 1) more texts, any of which" : ", which"
      return Problem(
        file: tally.file, entry: tally.entry,
        reason: "the regex at \(pattern.place) of \(pattern.owner) took too many steps here\(more)"
          + " it may have missed; 'fivewhys patterns lint' tells how to write it so that it does not"
          + " go back and forth",
        isLoss: false)
    }
  }
}
