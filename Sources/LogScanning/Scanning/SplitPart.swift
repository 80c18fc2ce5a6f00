import LogModel

/// One part of an entry that exceeded the size limit and was written as several.
struct SplitPart: Sendable {
  var entry: EntryReference
  var split: DecodedEntry.Split
  /// Empty where too much was held already.
  var text: String
  /// Of the text, whether it is held or not.
  var byteCount: Int

  /// Bytes of text of split entries that are kept for joining, per input.
  static let mostBytes = 32 << 20

  /// The parts in the order of the input, and without the texts beyond the limit: each reader has
  /// kept at least those that stay.
  static func united(_ parts: [SplitPart]) -> [SplitPart] {
    var parts = parts.sorted { $0.entry.ordinal < $1.entry.ordinal }
    var bytes = 0
    for index in parts.indices {
      bytes += parts[index].byteCount
      if bytes > mostBytes { parts[index].text = "" }
    }
    return parts
  }
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
