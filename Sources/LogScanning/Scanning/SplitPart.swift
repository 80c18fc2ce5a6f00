public import LogModel

/// One part of an entry that exceeded the size limit and was written as several.
public struct SplitPart: Sendable {
  public var entry: EntryReference
  public var split: DecodedEntry.Split
  /// Empty where too much was held already.
  public var text: String
  /// Of the text, whether it is held or not.
  public var byteCount: Int

  public init(
    entry: EntryReference, split: DecodedEntry.Split, text: String, byteCount: Int
  ) {
    self.entry = entry
    self.split = split
    self.text = text
    self.byteCount = byteCount
  }

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

/// What the parts of one entry have in common.
private struct SplitKey: Hashable {
  var source: EntrySource
  var uid: String

  init(_ part: SplitPart) {
    source = part.entry.source
    uid = part.split.uid
  }
}

extension [SplitPart] {
  /// Takes out the parts of all entries of which no part is missing, and gives them. O(n).
  mutating func takeComplete() -> [SplitPart] {
    let whole = Dictionary(grouping: self) { SplitKey($0) }.filter { _, parts in
      let indices = Set(parts.map(\.split.index))
      return (0..<(parts.first?.split.total ?? 0)).allSatisfy { indices.contains($0) }
    }
    defer { removeAll { whole[SplitKey($0)] != nil } }
    return filter { whole[SplitKey($0)] != nil }
  }
}

/// A split entry put together again.
struct JoinedSplit {
  var entry: EntryReference
  var text: String

  /// Joins parts by log and uid, in order of their index, each index once.
  static func join(_ parts: [SplitPart]) -> [JoinedSplit] {
    let groups = Dictionary(grouping: parts) { SplitKey($0) }
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
