import Patterns
import Testing

@testable import FiveWhysCLI

@Suite("The seal of a cache file")
struct CacheSealTests {
  private static func fingerprint(_ text: String) -> Fingerprint {
    var fingerprint = Fingerprint()
    fingerprint.combine(text)
    return fingerprint
  }

  private static func seal(
    _ kind: PatternCacheKey.Kind = .library, key: String = "key", program: String = "1.0"
  ) -> CacheSeal {
    CacheSeal(
      key: PatternCacheKey(kind: kind, fingerprint: fingerprint(key)),
      program: fingerprint(program))
  }

  private let content = (0..<300).map { UInt8(truncatingIfNeeded: $0 &* 37) }

  @Test func `opens what it sealed`() {
    let seal = CacheSealTests.seal()
    for content in [content, [], [0]] { #expect(seal.opened(seal.sealed(content)) == content) }
  }

  @Test func `refuses every wrong bit, cut and addition`() {
    let seal = CacheSealTests.seal()
    let sealed = seal.sealed(content)
    for index in sealed.indices {
      for bit in 0..<8 {
        var damaged = sealed
        damaged[index] ^= 1 << UInt8(bit)
        #expect(seal.opened(damaged) == nil)
      }
      #expect(seal.opened(Array(sealed[..<index])) == nil)
    }
    #expect(seal.opened(sealed + [0]) == nil)
    #expect(seal.opened([]) == nil)
  }

  @Test func `refuses what was sealed for another key, kind or program`() {
    let sealed = CacheSealTests.seal().sealed(content)
    #expect(CacheSealTests.seal().opened(sealed) == content)
    #expect(CacheSealTests.seal(key: "kez").opened(sealed) == nil)
    #expect(CacheSealTests.seal(.automaton).opened(sealed) == nil)
    #expect(CacheSealTests.seal(program: "1.1").opened(sealed) == nil)
  }

  @Test func `fingerprints tell similar contents apart`() {
    var seen: Set<Fingerprint> = [Fingerprint()]
    for length in 0..<200 {
      for byte: UInt8 in [0, 1, 0x80, 0xFF] {
        var fingerprint = Fingerprint()
        fingerprint.combine([UInt8](repeating: byte, count: length))
        // Without a byte there is nothing to tell apart.
        #expect(seen.insert(fingerprint).inserted == (length > 0 || byte == 0))
      }
    }
    var split = Fingerprint()
    split.combine("a")
    split.combine("bc")
    var other = Fingerprint()
    other.combine("ab")
    other.combine("c")
    #expect(split != other)
    #expect(CacheSealTests.fingerprint("").hexadecimal.count == 32)
  }
}
