import Dispatch
import LogModel
import Synchronization

/// What somebody makes of entries, whose order and distribution over inputs must not matter to it.
public protocol EntryCollector: Sendable {
  /// Takes in an entry, which is valid during the call.
  mutating func take(_ entry: DecodedEntry)
  /// Takes in what was made of others.
  mutating func merge(_ other: Self)
}

extension DecodedEntry {
  /// The text by which the entry is known as evidence, and among what is unexplained.
  public var excerpt: String { FactWriter.text(of: self) }
  /// Whether the entry is one of several parts.
  public var isPart: Bool { split.map { $0.total > 1 } ?? false }
  public var isRequest: Bool { request != nil }
}

extension LogScanner {
  /// Reads all inputs once more, for a collector instead of facts; copies of an entry are all taken.
  ///
  /// - Parameter empty: what nothing was taken in by.
  public func collect<Collector: EntryCollector>(
    _ inputs: [InputObject], into empty: Collector
  ) -> Collector {
    let workers = max(1, min(options.threads, inputs.count))
    let next = Atomic<Int>(0)
    let whole = Mutex(empty)
    @Sendable func work() {
      while true {
        let index = next.add(1, ordering: .relaxed).oldValue
        guard index < inputs.count else { return }
        let found = collect(inputs[index], empty, readsAhead: workers == 1)
        whole.withLock { $0.merge(found) }
      }
    }
    if workers == 1 {
      work()
    } else {
      DispatchQueue.concurrentPerform(iterations: workers) { _ in work() }
    }
    return whole.withLock { $0 }
  }

  private func collect<Collector: EntryCollector>(
    _ input: InputObject, _ empty: Collector, readsAhead: Bool
  ) -> Collector {
    for inflate in [options.inflate, .zlib] {
      var collector = empty
      let outcome = EntryReader(
        input: input, options: readOptions(inflate, readsAhead: readsAhead)
      ).readAll(progress: nil) { entry in
        guard options.wants(entry.timestamp), options.wants(entry.source.service) else { return }
        collector.take(entry)
      }
      if !outcome.overran { return collector }
    }
    return empty
  }
}
