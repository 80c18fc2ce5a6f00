import Patterns

/// Says of a test of a text why it holds or does not.
struct TextJudge {
  let predicate: TextPredicate
  /// The texts that the test may hold on, the first that does counts; with names, where there are several.
  let texts: [(name: String, text: String)]

  typealias Note = ConditionFinding.Note

  /// Regexes and literals that are repeated in a note, in characters.
  private static let shown = 60
  /// Bytes that match, below which it may be by chance.
  private static let fewest = 4

  /// Whether it holds, how nearly, and why.
  func judged() -> (holds: Bool, closeness: Double, notes: [Note]) {
    for (name, text) in texts where predicate.matches(text) {
      return (true, 1, notesOfMatch(name, text))
    }
    var best: (closeness: Double, notes: [Note])?
    for (name, text) in texts {
      let near = nearMiss(name, text)
      if best.map({ $0.closeness < near.closeness }) ?? true { best = near }
    }
    let miss = best ?? (0, [Note("there is no text")])
    return (false, miss.closeness, miss.notes)
  }

  private func notesOfMatch(_ name: String, _ text: String) -> [Note] {
    switch predicate.test {
    case .contains(let part):
      let search =
        predicate.ignoreCase
        ? LiteralSearch(part.lowercased(), in: text.lowercased()) : LiteralSearch(part, in: text)
      // Where another case takes another number of bytes, the place is not known.
      guard text.lowercased().utf8.count == text.utf8.count || !predicate.ignoreCase,
        let range = search.whole
      else { return [] }
      return [note("", name, text, range)]
    case .equals: return [note("", name, text, 0..<text.utf8.count)]
    case .regex(let regex):
      guard case .matches(let range, let groups) = regex.trial(on: text) else { return [] }
      let bytes = Array(text.utf8)
      return [note("", name, text, range)]
        + groups.map { group in
          Note("\(group.name) = \(quote(String(decoding: bytes[group.range], as: UTF8.self)))")
        }
    }
  }

  private func nearMiss(_ name: String, _ text: String) -> (closeness: Double, notes: [Note]) {
    if text.isEmpty { return (0, [Note("there is no text")]) }
    switch predicate.test {
    case .contains(let part): return nearMiss(of: part, name, text)
    case .equals(let whole):
      let search = LiteralSearch(whole, in: text)
      if let range = search.whole, !whole.isEmpty {
        return (
          0.9, [note("it occurs, but there is more text: 'contains' would hold", name, text, range)]
        )
      }
      return nearMiss(of: whole, name, text)
    case .regex(let regex): return nearMiss(of: regex, name, text)
    }
  }

  private func nearMiss(
    of literal: String, _ name: String, _ text: String
  ) -> (closeness: Double, notes: [Note]) {
    let lower = text.lowercased()
    if !predicate.ignoreCase, lower.utf8.count == text.utf8.count,
      let range = LiteralSearch(literal.lowercased(), in: lower).whole
    {
      return (
        0.95,
        [note("it occurs in other case only: 'ignoreCase: true' would hold", name, text, range)]
      )
    }
    // In any case, the closest look is at lower case as well.
    let search =
      predicate.ignoreCase && lower.utf8.count == text.utf8.count
      ? LiteralSearch(literal.lowercased(), in: lower) : LiteralSearch(literal, in: text)
    guard let part = search.longestPart else { return (0, [Note("no part of it occurs")]) }
    let wanted = Array(literal.utf8)
    let occurring = String(decoding: wanted[part.literal], as: UTF8.self)
    var words = "of it only \(quote(cut(occurring))) occurs"
    if part.literal.lowerBound == 0 {
      words += "; then \(quote(next(in: literal, at: part.literal.upperBound))) is expected and "
      words += found(in: text, at: part.text.upperBound)
    } else {
      let before = String(decoding: wanted[..<part.literal.lowerBound], as: UTF8.self)
      words += "; \(quote(cut(before))) is expected before it"
    }
    return (
      Double(part.literal.count) / Double(max(1, wanted.count)),
      [note(words, name, text, part.text)]
    )
  }

  private func nearMiss(
    of regex: Regex, _ name: String, _ text: String
  ) -> (closeness: Double, notes: [Note]) {
    if case .givesUp = regex.trial(on: text) {
      return (
        0,
        [
          Note(
            "the limits of matching were reached, so it counts as not matching; write the regex so"
              + " that no part of the text can be matched in many ways")
        ]
      )
    }
    guard let progress = regex.progress(in: text),
      progress.range.count >= TextJudge.fewest || progress.share > 0.5
    else {
      return (0, [Note("not even its beginning matches")])
    }
    let words =
      "it goes along up to /\(cut(progress.matched, keepingEnd: true))/; then /\(cut(progress.missing))/ is expected and "
      + found(in: text, at: progress.range.upperBound)
    return (progress.share, [note(words, name, text, progress.range)])
  }

  private func note(_ words: String, _ name: String, _ text: String, _ range: Range<Int>) -> Note {
    let excerpt = MarkedText(text, range)
    let place = name.isEmpty ? excerpt.place : "\(excerpt.place) of \(name)"
    return Note(words.isEmpty ? place : "\(place): \(words)", excerpt)
  }

  private func next(in text: String, at offset: Int) -> String {
    let rest = String(decoding: Array(text.utf8)[offset...], as: UTF8.self)
    return rest.first.map { String($0) } ?? ""
  }

  private func found(in text: String, at offset: Int) -> String {
    let found = next(in: text, at: offset)
    return found.isEmpty ? "the text ends" : "\(quote(found)) stands there"
  }

  private func cut(_ text: String, keepingEnd: Bool = false) -> String {
    guard text.count > TextJudge.shown else { return text }
    return keepingEnd
      ? "…" + text.suffix(TextJudge.shown - 1) : text.prefix(TextJudge.shown - 1) + "…"
  }
}
