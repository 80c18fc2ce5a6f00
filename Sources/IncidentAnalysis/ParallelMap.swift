import Dispatch
import Synchronization

extension Array where Element: Sendable {
  /// The results of a pure function in the order of the elements, found by several threads where
  /// there is much to do.
  ///
  /// - Parameter least: elements below which one thread is quicker.
  func mapInParallel<Result: Sendable>(
    threads: Int, least: Int, _ transform: @Sendable (Element) -> Result
  ) -> [Result] {
    guard threads > 1, count >= Swift.max(2, least) else { return map(transform) }
    let size = Swift.max(1, count / (threads * 8))
    let parts = (count + size - 1) / size
    let found = Mutex([[Result]?](repeating: nil, count: parts))
    let next = Atomic<Int>(0)
    DispatchQueue.concurrentPerform(iterations: Swift.min(threads, parts)) { _ in
      while true {
        let part = next.add(1, ordering: .relaxed).oldValue
        guard part < parts else { return }
        let own = self[(part * size)..<Swift.min(count, (part + 1) * size)].map(transform)
        found.withLock { $0[part] = own }
      }
    }
    return found.withLock { all in all.flatMap { $0 ?? [] } }
  }
}
