private import CHyperscan
private import Glibc
import Patterns
private import Synchronization

/// All message predicates of a library in one Hyperscan (or Vectorscan) automaton.
///
/// A scan of a text reports which predicates may hold: exactly for literals, as candidates for
/// regexes of which it looks only for a text that they require (``RequiredLiterals``). A regex that
/// requires none is in the automaton itself, in prefilter mode where it has to be. Predicates that it
/// refuses altogether are listed in ``unindexed`` and have to be tried one by one.
final class MessageDatabase: Sendable {
  enum BuildError: Error {
    /// The automaton could not be built; holds the library's words.
    case refused(String)
  }

  let predicateCount: Int
  /// Ids of predicates that the automaton does not hold.
  let unindexed: Set<Int>
  /// Ids of predicates for which a hit is only a candidate.
  let needsConfirmation: Set<Int>
  /// By predicate, what a hit means.
  let meaning: [HitMeaning]
  private nonisolated(unsafe) let database: OpaquePointer?
  private let sensitivity = Mutex<DigitSensitivity?>(nil)

  enum HitMeaning {
    /// The predicate holds exactly where it is hit.
    case certain
    /// The predicate may hold where it is hit, and nowhere else.
    case candidate
    /// The predicate is never hit.
    case unindexed
  }

  private static func meaning(
    _ count: Int, unindexed: Set<Int>, needsConfirmation: Set<Int>
  ) -> [HitMeaning] {
    (0..<count).map { id in
      unindexed.contains(id) ? .unindexed : needsConfirmation.contains(id) ? .candidate : .certain
    }
  }

  /// Builds the automaton, or takes it from the cache, where the next run will find it.
  init(predicates: [TextPredicate], cache: (any PatternCache)? = nil) throws(BuildError) {
    predicateCount = predicates.count
    let key = cache == nil ? nil : CompiledAutomaton.cacheKey(of: predicates)
    if let cache, let key, let content = cache.content(for: key),
      let kept = CompiledAutomaton(content, predicateCount: predicates.count)
    {
      unindexed = kept.unindexed
      needsConfirmation = kept.needsConfirmation
      meaning = MessageDatabase.meaning(
        predicates.count, unindexed: unindexed, needsConfirmation: needsConfirmation)
      database = kept.database
      return
    }
    let expressions = MessageExpressions(of: predicates)
    let built = try MessageDatabase.compile(expressions)
    unindexed = expressions.unindexed
    needsConfirmation = expressions.needsConfirmation
    meaning = MessageDatabase.meaning(
      predicates.count, unindexed: unindexed, needsConfirmation: needsConfirmation)
    database = built
    if let cache, let key {
      let automaton = CompiledAutomaton(
        unindexed: expressions.unindexed, needsConfirmation: expressions.needsConfirmation,
        database: built)
      if let content = automaton.serialized(predicateCount: predicates.count) {
        cache.keep(content, for: key)
      }
    }
  }

  /// Nil for no expression at all.
  private static func compile(
    _ expressions: MessageExpressions
  ) throws(BuildError) -> OpaquePointer? {
    guard !expressions.patterns.isEmpty else { return nil }
    var built: OpaquePointer?
    var compileError: UnsafeMutablePointer<hs_compile_error_t>?
    let status = MessageDatabase.withCStrings(expressions.patterns) { pointers in
      hs_compile_multi(
        pointers, expressions.flags, expressions.ids, UInt32(pointers.count),
        UInt32(HS_MODE_BLOCK), nil, &built, &compileError)
    }
    guard status == HS_SUCCESS, let built else {
      let words = compileError?.pointee.message.map { String(cString: $0) } ?? "status \(status)"
      if let compileError { hs_free_compile_error(compileError) }
      throw .refused(words)
    }
    return built
  }

  deinit { if let database { hs_free_database(database) } }

  /// Working memory for scans of this database by one thread; nil where memory is short.
  func makeScratch() -> Scratch? {
    guard let database else { return Scratch(pointer: nil) }
    var pointer: OpaquePointer?
    guard hs_alloc_scratch(database, &pointer) == HS_SUCCESS else { return nil }
    return Scratch(pointer: pointer)
  }

  final class Scratch {
    fileprivate let pointer: OpaquePointer?
    fileprivate init(pointer: OpaquePointer?) { self.pointer = pointer }
    deinit { if let pointer { hs_free_scratch(pointer) } }
  }

  /// Adds the ids of all predicates that may hold of a text (valid UTF-8).
  func scan(_ text: UnsafeBufferPointer<UInt8>, scratch: Scratch, into hits: HitSet) {
    guard let database, let base = text.baseAddress, text.count > 0 else { return }
    let context = Unmanaged.passUnretained(hits).toOpaque()
    let bytes = UnsafeRawPointer(base).assumingMemoryBound(to: CChar.self)
    // A result other than success or termination cannot occur with a scratch of this database.
    _ = hs_scan(
      database, bytes, UInt32(clamping: text.count), 0, scratch.pointer,
      { id, _, _, _, context in
        guard let context else { return 1 }
        Unmanaged<HitSet>.fromOpaque(context).takeUnretainedValue().insert(Int(id))
        return 0
      }, context)
  }

  /// What digits decide about the predicates that the database was made of; found out once for all
  /// threads.
  func sensitivity(of predicates: [TextPredicate]) -> DigitSensitivity {
    sensitivity.withLock { known in
      if let known { return known }
      let found = DigitSensitivity(of: predicates)
      known = found
      return found
    }
  }

  /// Finds out what ``sensitivity(of:)`` tells, unless another thread is at it: false then.
  func finds(sensitivityOf predicates: [TextPredicate]) -> Bool {
    sensitivity.withLockIfAvailable { known in
      if known == nil { known = DigitSensitivity(of: predicates) }
      return true
    } ?? false
  }

  private static func withCStrings<Result>(
    _ strings: [String], _ body: ([UnsafePointer<CChar>?]) -> Result
  ) -> Result {
    let copies: [UnsafeMutablePointer<CChar>?] = strings.map { strdup($0) }
    defer { for copy in copies { free(copy) } }
    return body(copies.map { UnsafePointer($0) })
  }
}

/// Ids of predicates that hold of the entry at hand; cleared in O(hits).
final class HitSet {
  @exclusivity(unchecked) private(set) var ids: [Int] = []
  @exclusivity(unchecked) private var isHit: [Bool]

  init(capacity: Int) { isHit = Array(repeating: false, count: capacity) }

  func insert(_ id: Int) {
    // An automaton that was built of other predicates must not be able to do harm.
    guard id < isHit.count, !isHit[id] else { return }
    isHit[id] = true
    ids.append(id)
  }

  func contains(_ id: Int) -> Bool { isHit[id] }

  func removeAll() {
    for id in ids { isHit[id] = false }
    ids.removeAll(keepingCapacity: true)
  }
}
