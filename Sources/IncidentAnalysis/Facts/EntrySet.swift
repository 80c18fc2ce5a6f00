import LogModel

/// A set of entries of one book, a bit for each fact: of a million traces most may be in it.
struct EntrySet: Sendable {
  private var bits: [UInt64]

  init(_ book: FactBook) {
    bits = [UInt64](repeating: 0, count: (book.facts.count + 63) >> 6)
  }

  /// The entries of the traces that incidents tell.
  init(_ drafts: [IncidentDraft], of book: FactBook) {
    self.init(book)
    for draft in drafts {
      for trace in draft.chains {
        for entry in trace.entries { insert(entry) }
      }
    }
  }

  mutating func insert(_ entry: SeenEntry) {
    bits[Int(entry.position >> 6)] |= 1 << UInt64(entry.position & 63)
  }

  func contains(_ entry: SeenEntry) -> Bool {
    bits[Int(entry.position >> 6)] & (1 << UInt64(entry.position & 63)) != 0
  }
}
