/// Finds the word that someone meant.
public enum Suggestion {
  /// The word of a list that is nearest to a misspelt one, the first among equals; nil where none
  /// is near enough. Case counts for nothing.
  public static func nearest(to word: String, among words: [String]) -> String? {
    let wanted = Array(word.lowercased().unicodeScalars)
    guard !wanted.isEmpty, wanted.count <= 80 else { return nil }
    var best: (word: String, distance: Int)?
    for candidate in words {
      let letters = Array(candidate.lowercased().unicodeScalars)
      guard letters.count <= 80 else { continue }
      let allowed = max(1, max(wanted.count, letters.count) / 3)
      guard abs(letters.count - wanted.count) <= allowed else { continue }
      let distance = editDistance(wanted, letters)
      if distance <= allowed, distance < wanted.count, distance < best?.distance ?? .max {
        best = (candidate, distance)
      }
    }
    return best?.word
  }

  /// `; did you mean 'x'?` or, where nothing is near, `; expected 'a', 'b' or 'c'`.
  static func remedy(for word: String, among words: [String]) -> String {
    if let nearest = nearest(to: word, among: words) { return "; did you mean '\(nearest)'?" }
    return words.isEmpty ? "" : "; expected \(alternatives(words))"
  }

  /// `'a', 'b' or 'c'`.
  static func alternatives(_ words: [String]) -> String {
    let shown = words.map { "'\($0)'" }
    guard let last = shown.last, shown.count > 1 else { return shown.first ?? "" }
    return shown.dropLast().joined(separator: ", ") + " or " + last
  }

  /// Insertions, deletions, substitutions and swaps of neighbours that turn one word into the other
  /// (optimal string alignment). O(n × m).
  private static func editDistance(_ left: [Unicode.Scalar], _ right: [Unicode.Scalar]) -> Int {
    var beforePrevious: [Int] = []
    var previous = Array(0...right.count)
    for row in left.indices {
      var current = [row + 1]
      for column in right.indices {
        var distance = min(
          previous[column] + (left[row] == right[column] ? 0 : 1),
          previous[column + 1] + 1, current[column] + 1)
        if row > 0, column > 0, left[row] == right[column - 1], left[row - 1] == right[column] {
          distance = min(distance, beforePrevious[column - 1] + 1)
        }
        current.append(distance)
      }
      beforePrevious = previous
      previous = current
    }
    return previous.last ?? left.count
  }
}
