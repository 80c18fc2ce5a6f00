import CZlib
import Glibc
import Testing

@testable import FiveWhysCLI

/// Objects on a real disk, between one run and the next.
@Suite("Objects from one run to the next")
final class ObjectRecognitionTests {
  private typealias Verdict = ObjectRecognition.Verdict

  private let directory: String
  /// What the last look left.
  private var remembered: [RememberedObject] = []

  init() throws {
    var template = Array("/tmp/fivewhys-objects-XXXXXX".utf8CString)
    directory = try #require(mkdtemp(&template).map { String(cString: $0) })
  }

  deinit {
    for name in (try? DirectoryListing(directory).names) ?? [] { unlink(path(name)) }
    rmdir(directory)
  }

  private func path(_ name: String) -> String { "\(directory)/\(name)" }

  private func write(_ name: String, _ bytes: [UInt8], _ mode: String = "w") throws {
    let file = try #require(fopen(path(name), mode))
    fwrite(bytes, 1, bytes.count, file)
    fclose(file)
  }

  private func log(_ lines: Range<Int>, _ what: String = "a") -> [UInt8] {
    Array(lines.map { "2025-09-16T00:41:13Z \(what) \($0)\n" }.joined().utf8)
  }

  /// One gzip member.
  private func gzip(_ bytes: [UInt8]) -> [UInt8] {
    var stream = z_stream()
    deflateInit2_(
      &stream, 6, Z_DEFLATED, 16 + MAX_WBITS, 8, Z_DEFAULT_STRATEGY, ZLIB_VERSION,
      Int32(MemoryLayout<z_stream>.size))
    defer { deflateEnd(&stream) }
    var input = bytes
    var output = [UInt8](repeating: 0, count: bytes.count + 1024)
    let produced = input.withUnsafeMutableBufferPointer { input in
      output.withUnsafeMutableBufferPointer { output in
        stream.next_in = input.baseAddress
        stream.avail_in = UInt32(input.count)
        stream.next_out = output.baseAddress
        stream.avail_out = UInt32(output.count)
        deflate(&stream, Z_FINISH)
        return output.count - Int(stream.avail_out)
      }
    }
    return Array(output.prefix(produced))
  }

  private func rename(_ old: String, _ new: String) throws {
    try #require(Glibc.rename(path(old), path(new)) == 0)
  }

  /// Looks at files, and remembers them as they are.
  @discardableResult
  private func look(_ names: String...) throws -> [Verdict] {
    var recognition = ObjectRecognition(remembered)
    var seen: [RememberedObject] = []
    for name in names {
      let sight = try ObjectSight(path: path(name))
      recognition.see(sight)
      // As a database would give it back.
      let identity = try #require(ObjectIdentity(bytes: sight.identity.bytes))
      #expect(identity == sight.identity)
      seen.append(RememberedObject(path: path(name), identity: identity))
    }
    let verdicts = recognition.recognise(isThere: \.isThere)
    remembered = seen
    return verdicts
  }

  @Test func `nothing, then growth, then nothing again`() throws {
    for (first, second) in [(0, 3), (1, 3), (3, 900), (900, 901)] {
      remembered = []
      try write("app.log", log(0..<first))
      #expect(try look("app.log") == [Verdict(change: .new)])
      #expect(try look("app.log") == [Verdict(change: .unchanged, remembered: 0)])
      try write("app.log", log(first..<second), "a")
      #expect(try look("app.log") == [Verdict(change: .grown, remembered: 0)])
      #expect(try look("app.log") == [Verdict(change: .unchanged, remembered: 0)])
      unlink(path("app.log"))
    }
  }

  @Test func `times say nothing`() throws {
    try write("app.log", log(0..<10))
    try look("app.log")
    var times = [timespec(tv_sec: 1, tv_nsec: 0), timespec(tv_sec: 2, tv_nsec: 0)]
    try #require(utimensat(AT_FDCWD, path("app.log"), &times, 0) == 0)
    #expect(try look("app.log") == [Verdict(change: .unchanged, remembered: 0)])
    // Other content of the same length, in the same place, at the same time.
    try write("app.log", log(0..<10, "b"))
    try #require(utimensat(AT_FDCWD, path("app.log"), &times, 0) == 0)
    #expect(try look("app.log") == [Verdict(change: .replaced, remembered: 0)])
  }

  @Test func `rotation renames, and a new log takes the name`() throws {
    try write("app.log", log(0..<200))
    try look("app.log")
    try write("app.log", log(200..<210), "a")
    try rename("app.log", "app.log.1")
    try write("app.log", log(300..<305))
    #expect(
      try look("app.log", "app.log.1") == [
        Verdict(change: .new), Verdict(change: .grown, remembered: 0, isRenamed: true),
      ])
    try rename("app.log.1", "app.log.2")
    try rename("app.log", "app.log.1")
    #expect(
      try look("app.log.2", "app.log.1") == [
        Verdict(change: .unchanged, remembered: 1, isRenamed: true),
        Verdict(change: .unchanged, remembered: 0, isRenamed: true),
      ])
  }

  @Test func `a log that is copied and cut is known in the copy`() throws {
    for (again, change) in [(0, ObjectChange.truncated), (2, .truncated), (900, .replaced)] {
      remembered = []
      try write("app.log", log(0..<200))
      try look("app.log")
      try write("app.log", log(200..<220), "a")
      try write("app.log.1", log(0..<220))
      // The same inode.
      try #require(truncate(path("app.log"), 0) == 0)
      try write("app.log", log(1000..<1000 + again), "a")
      #expect(
        try look("app.log", "app.log.1") == [
          Verdict(change: change, remembered: 0),
          Verdict(change: .grown, remembered: 0, isRenamed: true),
        ])
      #expect(try look("app.log").first?.change == .unchanged)
    }
  }

  @Test func `a rotated log is compressed`() throws {
    for count in [1, 2, 60, 3000] {
      remembered = []
      try write("app.log.1", log(0..<count))
      try look("app.log.1")
      // While the program that compresses is at work, both are there.
      let compressed = gzip(log(0..<count))
      for length in [0, 5, 11, compressed.count / 2, compressed.count] {
        try write("app.log.1.gz", Array(compressed.prefix(length)))
        let verdicts = try look("app.log.1", "app.log.1.gz")
        #expect(verdicts[0] == Verdict(change: .unchanged, remembered: 0))
        #expect(verdicts[1].change == (length < 2 ? .new : .copied))
        // What is a copy need not be remembered.
        remembered.removeLast()
      }
      unlink(path("app.log.1"))
      #expect(
        try look("app.log.1.gz") == [
          Verdict(change: .compressed(hasMore: false), remembered: 0, isRenamed: true)
        ])
      try rename("app.log.1.gz", "app.log.2.gz")
      #expect(
        try look("app.log.2.gz") == [
          Verdict(change: .unchanged, remembered: 0, isRenamed: true)
        ])
    }
  }

  @Test func `what was written between the last look and the compression is new`() throws {
    try write("app.log", log(0..<100))
    try look("app.log")
    unlink(path("app.log"))
    try write("app.log-20250916.gz", gzip(log(0..<150)))
    try write("app.log", log(150..<160))
    #expect(
      try look("app.log", "app.log-20250916.gz") == [
        Verdict(change: .replaced, remembered: 0),
        Verdict(change: .compressed(hasMore: true), remembered: 0, isRenamed: true),
      ])
  }

  @Test func `replaced by another of the same size, or by a longer copy of itself`() throws {
    try write("app.log", log(0..<100))
    try look("app.log")
    try write("new", log(0..<100, "b"))
    try rename("new", "app.log")
    #expect(try look("app.log") == [Verdict(change: .replaced, remembered: 0)])
    // As rsync has it.
    try write("new", log(0..<120, "b"))
    try rename("new", "app.log")
    #expect(try look("app.log") == [Verdict(change: .grown, remembered: 0)])
  }

  @Test func `hard links are one object`() throws {
    try write("app.log", log(0..<100))
    try look("app.log")
    try #require(link(path("app.log"), path("kept.log")) == 0)
    try #require(unlink(path("app.log")) == 0)
    try write("app.log", log(0..<3, "b"))
    #expect(
      try look("app.log", "kept.log") == [
        Verdict(change: .new), Verdict(change: .unchanged, remembered: 0, isRenamed: true),
      ])
  }

  @Test func `logs that begin alike are two`() throws {
    try write("a.log", log(0..<300))
    try look("a.log")
    try write("b.log", log(0..<300) + log(0..<9, "b"))
    #expect(
      try look("a.log", "b.log") == [
        Verdict(change: .unchanged, remembered: 0), Verdict(change: .new),
      ])
    // Also where the other was not asked for in this run.
    try write("c.log", log(0..<400))
    remembered.removeLast()
    #expect(try look("c.log") == [Verdict(change: .new)])
    // What is short may be alike by chance.
    try write("d.log", Array("ok\n".utf8))
    try look("d.log")
    // First, or it may be given the place of the other.
    try write("e.log", Array("ok\nand more\n".utf8))
    unlink(path("d.log"))
    #expect(try look("e.log") == [Verdict(change: .new)])
  }

  @Test func `objects of a bucket are known by name and generation`() {
    func sight(_ generation: Int64) -> ObjectSight {
      ObjectSight(cloud: "gs://logs/a.json", generation: generation, size: 9)
    }
    let identity = sight(1).identity
    #expect(ObjectIdentity(bytes: identity.bytes) == identity)
    let known = RememberedObject(path: "gs://logs/a.json", identity: identity)
    var recognition = ObjectRecognition([known])
    recognition.see(sight(1))
    #expect(
      recognition.recognise { _ in false } == [Verdict(change: .unchanged, remembered: 0)])
    recognition = ObjectRecognition([known])
    recognition.see(sight(2))
    #expect(recognition.recognise { _ in false } == [Verdict(change: .replaced, remembered: 0)])
  }

  @Test func `what is no regular file is not looked at`() throws {
    try #require(mkfifo(path("pipe"), 0o600) == 0)
    #expect(throws: SystemFailure.self) { try ObjectSight(path: self.path("pipe")) }
    #expect(throws: SystemFailure.self) { try ObjectSight(path: self.path("missing")) }
  }

  @Test func `other bytes are no identity`() throws {
    try write("app.log", log(0..<9))
    let bytes = try ObjectSight(path: path("app.log")).identity.bytes
    for count in 0..<bytes.count { #expect(ObjectIdentity(bytes: Array(bytes[..<count])) == nil) }
    #expect(ObjectIdentity(bytes: bytes + [0]) == nil)
  }
}
