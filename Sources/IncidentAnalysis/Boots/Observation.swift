import LogModel
import Patterns

/// Something seen on an entry that may explain a failure.
struct Observation: Sendable {
  enum Content: Sendable {
    case match(SignatureMatch)
    /// Index into the run's joined traces.
    case trace(Int)
  }

  var entry: SeenEntry
  var content: Content
}

extension Observation {
  /// Whether its entry is, or it is of several entries that together tell what none does alone.
  func isSerious(in library: PatternLibrary) -> Bool {
    if entry.isSerious { return true }
    guard case .match(let match) = content else { return false }
    return library.signature(match.signature)?.speaksForItself ?? false
  }
}

/// Observations in time order, 8 bytes each: a service may log a million traces.
struct ObservationList: Sendable {
  struct Item: Sendable {
    /// Of a match its fact, of a trace the first fact of its first entry.
    var position: UInt32
    /// Index into the run's joined traces; `max` for a match.
    var trace: UInt32

    static func match(_ position: UInt32) -> Item { Item(position: position, trace: .max) }
  }

  let book: FactBook
  var items: [Item] = []

  /// By entry; what is seen on one entry stays in the order of its facts, the trace last.
  mutating func sort() {
    let book = book
    func key(_ item: Item) -> (UInt32, Int, UInt32) {
      (book.entry(at: item.position).position, item.trace == .max ? 0 : 1, item.position)
    }
    items.sort { key($0) < key($1) }
  }
}

extension ObservationList: RandomAccessCollection {
  var startIndex: Int { 0 }
  var endIndex: Int { items.count }

  subscript(index: Int) -> Observation {
    let item = items[index]
    let entry = book.entry(at: item.position)
    guard item.trace == .max else {
      return Observation(entry: entry, content: .trace(Int(item.trace)))
    }
    guard case .match(let match) = book.facts.kind(at: Int(item.position)) else {
      preconditionFailure("an observation is a match or a trace")
    }
    return Observation(entry: entry, content: .match(match))
  }
}
