import LogModel

/// One part of an entry that exceeded the size limit and was written as several.
struct SplitPart: Sendable {
  var entry: EntryReference
  var split: DecodedEntry.Split
  /// Empty where too much was held already.
  var text: String
}

/// A split entry put together again.
struct JoinedSplit {
  var entry: EntryReference
  var text: String

  /// Joins parts by log and uid, in order of their index, each index once.
  static func join(_ parts: [SplitPart]) -> [JoinedSplit] {
    struct Key: Hashable {
      var source: EntrySource
      var uid: String
    }
    let groups = Dictionary(grouping: parts) { Key(source: $0.entry.source, uid: $0.split.uid) }
    var joined: [JoinedSplit] = []
    for (_, group) in groups {
      let ordered = group.sorted { left, right in
        if left.split.index != right.split.index { return left.split.index < right.split.index }
        let order = EntryReference.compare(left.entry, right.entry)
        if order != 0 { return order < 0 }
        return (left.entry.file, left.entry.ordinal) < (right.entry.file, right.entry.ordinal)
      }
      guard var entry = ordered.first?.entry else { continue }
      var text = ""
      var lastIndex: Int?
      for part in ordered where part.split.index != lastIndex {
        text += part.text
        lastIndex = part.split.index
        entry.severity = max(entry.severity, part.entry.severity)
      }
      var hash = StableHash()
      hash.combine(text)
      entry.contentHash = hash.value
      entry.text = Excerpt.middleCut(text, limit: 500)
      joined.append(JoinedSplit(entry: entry, text: text))
    }
    return joined.sorted { EntryReference.precedes($0.entry, $1.entry) }
  }
}
