import Patterns
import Synchronization

/// A cache that lasts as long as a test.
final class MemoryCache: PatternCache {
  private let contents = Mutex<[PatternCacheKey: [UInt8]]>([:])

  func content(for key: PatternCacheKey) -> [UInt8]? { contents.withLock { $0[key] } }
  func keep(_ content: [UInt8], for key: PatternCacheKey) {
    contents.withLock { $0[key] = content }
  }

  var keys: Set<PatternCacheKey> { contents.withLock { Set($0.keys) } }

  /// Puts something else in the place of every content.
  func replace(_ change: ([UInt8]) -> [UInt8]) {
    contents.withLock { $0 = $0.mapValues(change) }
  }
}
