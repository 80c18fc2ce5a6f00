import LogModel

/// The unexplained messages of an input, or of a part of it, each as its template: a bounded number of
/// them, those that come first.
struct TemplateTable {
  private(set) var counts: [TemplateKey: TemplateCount] = [:]
  /// In the order in which they came.
  private var keys: [TemplateKey] = []
  /// Entries that found no place.
  private(set) var uncounted = 0
  private let limit: Int

  /// Distinct messages that are told apart in one input.
  static let mostOfInput = 20_000

  init(limit: Int = TemplateTable.mostOfInput) { self.limit = limit }

  var isEmpty: Bool { keys.isEmpty }
  var isFull: Bool { keys.count >= limit }

  /// - Parameter isNew: false for a duplicate, which adds nothing to the count, but may be the copy at
  ///   the smaller place.
  mutating func add(_ entry: EntryReference, isNew: Bool) {
    let key = TemplateKey(template: MessageTemplate.mask(entry.text), severity: entry.severity)
    add(
      key,
      TemplateCount(
        count: isNew ? 1 : 0, services: [entry.source.service], first: entry, last: entry.timestamp
      ))
  }

  /// Takes in those of the part that follows, none of which may have been left uncounted there.
  ///
  /// - Parameter ordinals: added to the ordinals that the part gave to entries.
  mutating func append(_ part: TemplateTable, ordinals: Int) {
    for key in part.keys {
      guard var count = part.counts[key] else { continue }
      count.first.ordinal += ordinals
      add(key, count)
    }
  }

  private mutating func add(_ key: TemplateKey, _ count: TemplateCount) {
    // In place: the services of one template may be many.
    if counts[key]?.take(in: count) != nil { return }
    guard !isFull else {
      uncounted += count.count
      return
    }
    counts[key] = count
    keys.append(key)
  }
}

extension TemplateCount {
  fileprivate mutating func take(in other: TemplateCount) {
    count += other.count
    services.formUnion(other.services)
    if other.first.isPreferred(over: first) { first = other.first }
    last = max(last, other.last)
  }
}
