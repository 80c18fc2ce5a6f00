private import CHyperscan
private import Glibc
import Patterns

/// An automaton with what was decided about predicates while it was compiled: to compile it takes
/// longer than most scans, and to ask of each regex whether it can be compiled takes as long again.
struct CompiledAutomaton {
  var unindexed: Set<Int>
  var needsConfirmation: Set<Int>
  /// Owned by whoever takes it; nil where no predicate is in the automaton.
  var database: OpaquePointer?

  /// Names the automaton of these predicates, as the linked library compiles it for this processor;
  /// nil where the library does not know the processor.
  static func cacheKey(of predicates: [TextPredicate]) -> PatternCacheKey? {
    var platform = hs_platform_info_t()
    guard hs_populate_platform(&platform) == HS_SUCCESS else { return nil }
    var fingerprint = Fingerprint()
    fingerprint.combine(MessageExpressions.version)
    fingerprint.combine(hs_version().map { String(cString: $0) } ?? "")
    fingerprint.combine(UInt64(platform.tune))
    fingerprint.combine(UInt64(platform.cpu_features))
    fingerprint.combine(UInt64(predicates.count))
    for predicate in predicates {
      let (kind, text): (UInt64, String) =
        switch predicate.test {
        case .contains(let text): (0, text)
        case .equals(let text): (1, text)
        case .regex(let regex): (2, regex.pattern)
        }
      fingerprint.combine(kind << 1 | (predicate.ignoreCase ? 1 : 0))
      fingerprint.combine(text)
    }
    return PatternCacheKey(kind: .automaton, fingerprint: fingerprint)
  }
}

// As kept: the number of predicates and the lengths of the two lists of ids, then the lists, all as
// 32-bit numbers, low byte first; then the automaton as the library serialises it, or nothing.
extension CompiledAutomaton {
  /// Nil where memory is short.
  func serialized(predicateCount: Int) -> [UInt8]? {
    var content: [UInt8] = []
    func append(_ number: Int) {
      withUnsafeBytes(of: UInt32(truncatingIfNeeded: number).littleEndian) {
        content.append(contentsOf: $0)
      }
    }
    append(predicateCount)
    append(unindexed.count)
    append(needsConfirmation.count)
    for id in unindexed.sorted() { append(id) }
    for id in needsConfirmation.sorted() { append(id) }
    guard let database else { return content }
    var bytes: UnsafeMutablePointer<CChar>?
    var count = 0
    guard hs_serialize_database(database, &bytes, &count) == HS_SUCCESS, let bytes else {
      return nil
    }
    defer { free(bytes) }
    content.append(contentsOf: UnsafeRawBufferPointer(start: bytes, count: count))
    return content
  }

  /// Reads what was kept; nil where it is not of so many predicates, or not of this library and
  /// processor.
  init?(_ content: [UInt8], predicateCount: Int) {
    var index = 0
    func number() -> Int? {
      guard content.count - index >= 4 else { return nil }
      defer { index += 4 }
      return content.withUnsafeBytes {
        Int(UInt32(littleEndian: $0.loadUnaligned(fromByteOffset: index, as: UInt32.self)))
      }
    }
    func ids(_ count: Int) -> Set<Int>? {
      guard count <= predicateCount else { return nil }
      var ids = Set<Int>(minimumCapacity: count)
      for _ in 0..<count {
        guard let id = number(), id < predicateCount else { return nil }
        ids.insert(id)
      }
      return ids
    }
    guard number() == predicateCount, let unindexedCount = number(),
      let confirmedCount = number(), let unindexed = ids(unindexedCount),
      let needsConfirmation = ids(confirmedCount)
    else { return nil }
    self.unindexed = unindexed
    self.needsConfirmation = needsConfirmation
    guard index < content.count else {
      // Nothing to look for is right only where every predicate is tried by itself.
      guard unindexed.count == predicateCount else { return nil }
      return
    }
    let status = content.withUnsafeBytes { bytes in
      hs_deserialize_database(
        bytes.baseAddress?.advanced(by: index).assumingMemoryBound(to: CChar.self),
        bytes.count - index, &database)
    }
    guard status == HS_SUCCESS, database != nil else { return nil }
  }
}
