import Foundation
import Patterns
import Testing

@testable import FiveWhysCLI

@Suite("The cache directory")
struct CacheDirectoryTests {
  private final class Scratch {
    let path = NSTemporaryDirectory() + "fivewhys-cache-" + UUID().uuidString
    init() throws {
      try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
    }
    deinit { try? FileManager.default.removeItem(atPath: path) }
    var cache: String { path + "/cache" }
    var names: [String] {
      ((try? FileManager.default.contentsOfDirectory(atPath: cache)) ?? []).sorted()
    }
  }

  private static func fingerprint(_ text: String) -> Fingerprint {
    var fingerprint = Fingerprint()
    fingerprint.combine(text)
    return fingerprint
  }

  private func key(_ text: String, _ kind: PatternCacheKey.Kind = .library) -> PatternCacheKey {
    PatternCacheKey(kind: kind, fingerprint: CacheDirectoryTests.fingerprint(text))
  }

  private func open(_ scratch: Scratch, program: String = "1.0") -> CacheDirectory? {
    CacheDirectory(path: scratch.cache, program: CacheDirectoryTests.fingerprint(program))
  }

  private func setAge(hours: Double, of path: String) throws {
    try FileManager.default.setAttributes(
      [.modificationDate: Date(timeIntervalSinceNow: -3600 * hours)], ofItemAtPath: path)
  }

  @Test func `keeps contents for its owner alone`() throws {
    let scratch = try Scratch()
    let cache = try #require(open(scratch))
    #expect(cache.content(for: key("a")) == nil)
    cache.keep([1, 2, 3], for: key("a"))
    cache.keep([4], for: key("a", .automaton))
    #expect(try #require(open(scratch)).content(for: key("a")) == [1, 2, 3])
    #expect(cache.content(for: key("a", .automaton)) == [4])
    #expect(cache.content(for: key("b")) == nil)
    let other = try #require(open(scratch, program: "1.1"))
    #expect(other.content(for: key("a")) == nil)
    #expect(scratch.names.count == 2)
    var status = stat()
    #expect(stat(scratch.cache, &status) == 0 && status.st_mode & 0o777 == 0o700)
    for name in scratch.names {
      #expect(stat(scratch.cache + "/" + name, &status) == 0 && status.st_mode & 0o777 == 0o600)
    }
  }

  @Test func `keeps the files that were used last`() throws {
    let scratch = try Scratch()
    let cache = try #require(open(scratch))
    try Data("mine".utf8).write(to: URL(fileURLWithPath: scratch.cache + "/library-notes.txt"))
    for number in 0..<CacheDirectory.mostFiles {
      cache.keep([UInt8(number)], for: key("\(number)"))
    }
    for name in scratch.names { try setAge(hours: 10, of: scratch.cache + "/" + name) }
    // A use counts.
    #expect(cache.content(for: key("3")) == [3])
    for number in 100..<(99 + CacheDirectory.mostFiles) {
      cache.keep([UInt8(number)], for: key("\(number)"))
    }
    cache.keep([7], for: key("of another kind", .automaton))
    #expect(cache.content(for: key("3")) == [3])
    #expect(cache.content(for: key("0")) == nil)
    #expect(cache.content(for: key("106")) == [106])
    #expect(scratch.names.filter { $0.hasPrefix("library-") }.count == CacheDirectory.mostFiles + 1)
    #expect(scratch.names.contains("library-notes.txt"))
    #expect(scratch.names.filter { $0.hasPrefix("automaton-") }.count == 1)
  }

  @Test func `stays within its size`() throws {
    let scratch = try Scratch()
    let cache = try #require(open(scratch))
    let third = [UInt8](repeating: 7, count: CacheDirectory.largestTotal / 3)
    for number in 0..<4 {
      cache.keep(third, for: key("\(number)"))
      for name in scratch.names {
        try setAge(hours: Double(9 - number), of: scratch.cache + "/" + name)
      }
    }
    #expect(scratch.names.count == 2)
    #expect(cache.content(for: key("3")) == third)
    cache.keep(third + third + third + third, for: key("too large"))
    #expect(cache.content(for: key("too large")) == nil)
  }

  @Test func `deletes what a killed run left half written`() throws {
    let scratch = try Scratch()
    let cache = try #require(open(scratch))
    cache.keep([1], for: key("a"))
    let name = try #require(scratch.names.first)
    for (process, hours) in [(1, 2.0), (2, 0.1)] {
      let path = scratch.cache + "/.\(process)-\(name)"
      try Data("half".utf8).write(to: URL(fileURLWithPath: path))
      try setAge(hours: hours, of: path)
    }
    cache.keep([1], for: key("b"))
    #expect(scratch.names.filter { $0.hasPrefix(".") } == [".2-\(name)"])
  }

  @Test func `knows its own names`() {
    let digits = String(repeating: "0f", count: 16)
    #expect(CacheTidying.kind(of: "library-\(digits)")?.kind == .library)
    #expect(CacheTidying.kind(of: "automaton-\(digits)")?.isTemporary == false)
    #expect(CacheTidying.kind(of: ".12-automaton-\(digits)")?.isTemporary == true)
    for name in [
      "library-\(digits)0", "library-", "x-\(digits)", "..", ".", "", "-", ".-library-\(digits)",
      ".12library-\(digits)", "library-\(digits).bak",
      "library-" + String(repeating: "xy", count: 16),
    ] {
      #expect(CacheTidying.kind(of: name) == nil)
    }
  }

  @Test func `does not trust a directory that others may write to`() throws {
    let scratch = try Scratch()
    try #require(open(scratch)).keep([1], for: key("a"))
    for mode: mode_t in [0o777, 0o770, 0o722] {
      chmod(scratch.cache, mode)
      #expect(open(scratch) == nil)
    }
    chmod(scratch.cache, 0o755)
    #expect(open(scratch)?.content(for: key("a")) == [1])
  }

  @Test func `does not follow links nor trust files that others may write to`() throws {
    let scratch = try Scratch()
    let cache = try #require(open(scratch))
    cache.keep([1], for: key("a"))
    let name = scratch.cache + "/" + (try #require(scratch.names.first))
    for mode: mode_t in [0o666, 0o620, 0o602] {
      chmod(name, mode)
      #expect(cache.content(for: key("a")) == nil)
    }
    chmod(name, 0o600)
    #expect(cache.content(for: key("a")) == [1])
    #expect(rename(name, scratch.path + "/elsewhere") == 0)
    #expect(symlink(scratch.path + "/elsewhere", name) == 0)
    #expect(cache.content(for: key("a")) == nil)
    // The link is replaced, what it led to is not.
    cache.keep([2], for: key("a"))
    #expect(cache.content(for: key("a")) == [2])
    #expect(FileManager.default.contents(atPath: scratch.path + "/elsewhere")?.count == 57)
    #expect(symlink(scratch.cache, scratch.path + "/link") == 0)
    let program = CacheDirectoryTests.fingerprint("1.0")
    #expect(CacheDirectory(path: scratch.path + "/link", program: program) == nil)
  }

  @Test func `is not kept waiting by a pipe, nor stopped by a directory`() throws {
    let scratch = try Scratch()
    let cache = try #require(open(scratch))
    cache.keep([1], for: key("a"))
    let name = scratch.cache + "/" + (try #require(scratch.names.first))
    unlink(name)
    #expect(mkfifo(name, 0o600) == 0)
    #expect(cache.content(for: key("a")) == nil)
    unlink(name)
    #expect(mkdir(name, 0o700) == 0)
    #expect(cache.content(for: key("a")) == nil)
    cache.keep([1], for: key("a"))
    #expect(cache.content(for: key("a")) == nil)
    #expect(scratch.names.count == 1)
  }

  @Test(.enabled(if: geteuid() == 0, "only root gives files away"))
  func `does not trust what belongs to another user`() throws {
    let scratch = try Scratch()
    let cache = try #require(open(scratch))
    cache.keep([1], for: key("a"))
    let name = scratch.cache + "/" + (try #require(scratch.names.first))
    #expect(chown(name, 12_345, 0) == 0)
    #expect(cache.content(for: key("a")) == nil)
    #expect(chown(name, 0, 0) == 0)
    #expect(cache.content(for: key("a")) == [1])
    #expect(chown(scratch.cache, 12_345, 0) == 0)
    #expect(open(scratch) == nil)
  }

  @Test func `is nowhere where it cannot be made`() throws {
    let scratch = try Scratch()
    let program = CacheDirectoryTests.fingerprint("1.0")
    #expect(CacheDirectory(path: "/nowhere/at/all", program: program) == nil)
    #expect(CacheDirectory(path: "/dev/null/cache", program: program) == nil)
    try Data().write(to: URL(fileURLWithPath: scratch.cache))
    #expect(open(scratch) == nil)
  }
}
