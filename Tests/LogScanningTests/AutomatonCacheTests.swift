import LogModel
import Patterns
import Synchronization
import Testing

@testable import LogScanning

@Suite struct AutomatonCacheTests {
  /// A cache that lasts as long as a test.
  final class Cache: PatternCache {
    let contents = Mutex<[PatternCacheKey: [UInt8]]>([:])

    func content(for key: PatternCacheKey) -> [UInt8]? { contents.withLock { $0[key] } }
    func keep(_ content: [UInt8], for key: PatternCacheKey) {
      contents.withLock { $0[key] = content }
    }
  }

  private static func predicates(_ tests: [(TextPredicate.Test, ignoreCase: Bool)])
    -> [TextPredicate]
  {
    tests.enumerated().map { id, test in
      TextPredicate(
        id: id, test: test.0, ignoreCase: test.ignoreCase,
        location: SourceLocation(file: "a.yaml", line: 1, column: 1))
    }
  }

  private static func regex(_ pattern: String) throws -> TextPredicate.Test {
    .regex(try Regex(pattern, ignoreCase: false))
  }

  /// One of each kind: exact, to be confirmed, in the automaton itself, prefiltered, not in it at all.
  private static func samples() throws -> [TextPredicate] {
    predicates([
      (.contains("boom"), false), (.contains("Bang"), true), (.contains("Köln"), true),
      (.equals("all"), false), (try regex("connection (?<what>lost|refused)"), false),
      (try regex(#"\bE\d+\b"#), false), (try regex(#"(?<!x)[0-9]{3}!"#), false),
      (try regex(#"(a|b)\1\d"#), false),
    ])
  }

  private static let texts = [
    "boom", "a bang", "KÖLN", "all", "connection lost", "E42", "123!", "aa7", "nothing", "",
  ]

  private func hits(of database: MessageDatabase) throws -> [[Int]] {
    let scratch = try #require(database.makeScratch())
    return AutomatonCacheTests.texts.map { text in
      let hits = HitSet(capacity: database.predicateCount)
      var text = text
      text.withUTF8 { database.scan($0, scratch: scratch, into: hits) }
      return hits.ids.sorted()
    }
  }

  @Test func cachedIsTheSame() throws {
    let predicates = try AutomatonCacheTests.samples()
    let without = try MessageDatabase(predicates: predicates)
    let cache = Cache()
    #expect(try hits(of: without).contains { !$0.isEmpty })
    #expect(!without.unindexed.isEmpty)
    for _ in 0..<2 {
      let database = try MessageDatabase(predicates: predicates, cache: cache)
      #expect(try hits(of: database) == hits(of: without))
      #expect(database.unindexed == without.unindexed)
      #expect(database.needsConfirmation == without.needsConfirmation)
      #expect(cache.contents.withLock { $0.count } == 1)
    }
  }

  /// What comes from the cache is used: another automaton in its place shows.
  @Test func cachedIsUsed() throws {
    let cache = Cache()
    let one = AutomatonCacheTests.predicates([(.contains("boom"), false)])
    let other = AutomatonCacheTests.predicates([(.contains("nothing"), false)])
    _ = try MessageDatabase(predicates: one, cache: cache)
    let content = try #require(cache.contents.withLock { $0.first?.value })
    let key = try #require(CompiledAutomaton.cacheKey(of: other))
    cache.keep(content, for: key)
    let database = try MessageDatabase(predicates: other, cache: cache)
    #expect(try hits(of: database)[0] == [0])
    #expect(try hits(of: database)[8] == [])
  }

  @Test func keyTellsPredicatesApart() throws {
    let lists: [[(TextPredicate.Test, ignoreCase: Bool)]] = [
      [], [(.contains("ab"), false)], [(.contains("ab"), true)], [(.equals("ab"), false)],
      [(try AutomatonCacheTests.regex("ab"), false)],
      [(.contains("a"), false), (.contains("b"), false)],
      [(.contains("b"), false), (.contains("a"), false)], [(.contains("a\u{0}b"), false)],
    ]
    let keys = lists.map { CompiledAutomaton.cacheKey(of: AutomatonCacheTests.predicates($0)) }
    #expect(Set(keys).count == lists.count)
    #expect(!keys.contains(nil))
  }

  @Test func damagedIsMadeAnew() throws {
    let predicates = try AutomatonCacheTests.samples()
    let cache = Cache()
    let database = try MessageDatabase(predicates: predicates, cache: cache)
    let expected = try hits(of: database)
    let (key, sound) = try #require(cache.contents.withLock { $0.first })
    let cuts = Array(0..<80) + [sound.count / 2, sound.count - 1]
    for count in cuts {
      cache.keep(Array(sound.prefix(count)), for: key)
      let again = try MessageDatabase(predicates: predicates, cache: cache)
      #expect(try hits(of: again) == expected, "cut at \(count)")
      #expect(cache.content(for: key) == sound)
    }
  }

  @Test func emptyLibraryIsCached() throws {
    let cache = Cache()
    for _ in 0..<2 {
      let database = try MessageDatabase(predicates: [], cache: cache)
      #expect(try hits(of: database).allSatisfy(\.isEmpty))
    }
  }

  /// An automaton that was kept for other predicates, and more of them.
  @Test func foreignHitsAreIgnored() {
    let hits = HitSet(capacity: 2)
    hits.insert(5)
    hits.insert(1)
    #expect(hits.ids == [1])
    #expect(!hits.contains(0))
  }
}
