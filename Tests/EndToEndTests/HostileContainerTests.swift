import Foundation
import LogSimulation
import Testing

/// Damaged, cut and foreign files: each named with what is wrong with it, beside good ones that are
/// read all the same.
@Suite struct HostileContainerTests {
  private static let lines = PackagedForm.ndjson.encode(HostileLog.fewEntries)

  /// Reads files of one directory at once.
  private func run(_ files: [(name: String, bytes: [UInt8])], _ extra: [String] = []) throws
    -> HostileRun
  {
    let scratch = try ScratchDirectory()
    for file in files { try scratch.write(file.bytes, to: "logs/" + file.name) }
    return try HostileRun(["logs"] + extra, in: scratch)
  }

  private func expectTheIncident(_ run: HostileRun) {
    #expect(run.input("entries") == HostileLog.fewEntries.count)
    #expect(run.incidents == HostileRun.incidentsOfFewEntries)
  }

  @Test func bitFlipsInGzip() throws {
    let good = try Gzip.compress(HostileContainerTests.lines)
    var generator = SeededGenerator(seed: 97, label: "flips")
    var files = [(name: "good.json.gz", bytes: good)]
    var harmless: Set<String> = []
    var magic: Set<String> = []
    for index in 0..<200 {
      // Every bit of the header once, then any.
      let bit = index < 80 ? index : generator.below(good.count * 8)
      var bytes = good
      bytes[bit / 8] ^= 1 << UInt8(bit % 8)
      let name = "flip-\(index).json.gz"
      files.append((name, bytes))
      if (try? Gzip.inflate(bytes)) == HostileContainerTests.lines {
        harmless.insert("logs/" + name)
      }
      if bit < 16 { magic.insert("logs/" + name) }
    }
    let run = try run(files)
    #expect(run.outcome.status == 3)
    #expect(run.input("files") == 201)
    // Altered bytes may pass before the check sum shows them: they can add, but not take away.
    #expect(
      Set(run.digest.incidents.compactMap { $0.text("id") }).isSuperset(of: HostileRun.idsOfLog))
    #expect(harmless.count > 20 && harmless.count < 120)
    let named = Set(run.problems.map(\.file))
    #expect(
      named
        == Set(files.map { "logs/" + $0.name }).subtracting(harmless).subtracting([
          "logs/good.json.gz"
        ]))
    let ofGzip = run.problems.filter { $0.reason.hasPrefix("the gzip data ") }
    #expect(ofGzip.allSatisfy { $0.byteOffset != nil })
    #expect(Set(ofGzip.map(\.file)) == named.subtracting(magic))
    for problem in run.problems where magic.contains(problem.file) {
      #expect(
        problem.reason.contains("binary data, no text") || problem.reason.contains("more malformed")
      )
    }
  }

  @Test func everyCutOfAGzipFile() throws {
    let good = try Gzip.compress(HostileContainerTests.lines, members: 2)
    let cuts = Array(stride(from: 1, to: good.count, by: 97))
    let run = try run(
      [("good.json.gz", good)] + cuts.map { ("cut-\($0).json.gz", Array(good[..<$0])) })
    #expect(cuts.count > 20)
    #expect(run.outcome.status == 3)
    expectTheIncident(run)
    #expect(run.input("truncatedFiles") >= cuts.count - 2)
    let ending = run.problems.filter {
      $0.reason == "the gzip data ends early; what came before was used"
    }
    #expect(
      Set(ending.map(\.file)).isSuperset(of: cuts.dropFirst().map { "logs/cut-\($0).json.gz" }))
  }

  @Test(arguments: PackagedForm.allCases)
  func everyCutOfAFile(_ form: PackagedForm) throws {
    let good = form.encode(HostileLog.fewEntries)
    let cuts = Array(stride(from: 1, to: good.count - 1, by: 97))
    let run = try run(
      [("good.json", good)] + cuts.map { ("cut-\($0).json", Array(good[..<$0])) })
    #expect(run.outcome.status == 3)
    expectTheIncident(run)
    #expect(run.input("malformed") == 0)
    let cut = Set(run.problems.map(\.file))
    #expect(run.problems.allSatisfy { $0.reason.contains("the input ends inside a record") })
    #expect(run.problems.allSatisfy { $0.byteOffset != nil })
    #expect(run.problems.count == cut.count)
    #expect(!cut.contains("logs/good.json"))
    // One entry a line or one after another: a cut between two is none.
    let ends = form == .gcloud || form == .pages ? 0 : cuts.count / 10
    #expect(cut.count >= cuts.count - ends && cut.count <= cuts.count)
    #expect(run.input("truncatedFiles") == cut.count)
  }

  /// What `tail -c` leaves of an export loses one entry.
  @Test(arguments: [PackagedForm.ndjson, .gcloud, .objects, .pages])
  func headsCutOff(_ form: PackagedForm) throws {
    let good = form.encode(HostileLog.entries)
    var whole = 0
    for cut in stride(from: good.count / 2, to: good.count / 2 + 3000, by: 421) {
      let run = try HostileRun(Array(good[cut...]))
      #expect(run.outcome.status == 0)
      #expect(
        Set(run.digest.incidents.compactMap { $0.text("id") }).isSuperset(of: HostileRun.idsOfLog))
      let entries = run.input("entries")
      #expect(entries > HostileLog.entries.count / 3 && entries < HostileLog.entries.count * 2 / 3)
      #expect(run.input("malformed") <= 2)
      whole += run.problems.contains { $0.byteOffset == 0 } ? 0 : 1
    }
    if form == .gcloud || form == .objects { #expect(whole < 3) }
  }

  @Test(arguments: 0..<20)
  func randomBytes(seed: Int) throws {
    var generator = SeededGenerator(seed: UInt64(seed), label: "bytes")
    let count = 1000 + seed * 3000
    let noise = (0..<count).map { _ in UInt8(generator.below(256)) }
    let run = try run([("good.json", HostileContainerTests.lines), ("noise.json", noise)])
    #expect(run.outcome.status == 3)
    #expect(run.incidents == HostileRun.incidentsOfFewEntries)
    let problem = try #require(run.problems.first)
    #expect(problem.file == "logs/noise.json")
    #expect(problem.byteOffset != nil)
  }

  @Test func whatIsNoLogIsNamed() throws {
    let lines = HostileContainerTests.lines
    let utf16 = String(decoding: lines, as: UTF8.self).utf16
    let little = utf16.flatMap { [UInt8(truncatingIfNeeded: $0), UInt8($0 >> 8)] }
    let big = utf16.flatMap { [UInt8($0 >> 8), UInt8(truncatingIfNeeded: $0)] }
    let zstd: [UInt8] = [0x28, 0xB5, 0x2F, 0xFD, 0x24, 0x00]
    let foreign: [(name: String, bytes: [UInt8], reason: String)] = [
      ("a.json", zstd, "is zstd-compressed; pipe it through zstd -dc"),
      ("b.json", [0x50, 0x4B, 3, 4, 20, 0], "is a zip archive; pipe it through unzip -p"),
      ("c.json", [0xFD, 0x37, 0x7A, 0x58, 0x5A, 0], "is xz-compressed; pipe it through xz -dc"),
      (
        "d.json", [0xFF, 0xFE] + little, "is UTF-16 text; pipe it through iconv -f UTF-16 -t UTF-8"
      ),
      ("e.json", [0xFE, 0xFF] + big, "is UTF-16 text; pipe it through iconv -f UTF-16 -t UTF-8"),
      ("f.json", little, "is UTF-16 text; pipe it through iconv -f UTF-16LE -t UTF-8"),
      ("g.json", big, "is UTF-16 text; pipe it through iconv -f UTF-16BE -t UTF-8"),
      (
        "h.json.gz", try Gzip.compress(try Gzip.compress(lines)),
        "is gzipped twice; pipe it through gzip -dc"
      ),
      (
        "i.json.gz", try Gzip.compress(zstd),
        "holds what is zstd-compressed; pipe it through zstd -dc"
      ),
    ]
    let run = try run([("good.json", lines)] + foreign.map { ($0.name, $0.bytes) })
    #expect(run.outcome.status == 3)
    expectTheIncident(run)
    #expect(run.problems.map(\.file) == foreign.map { "logs/" + $0.name })
    #expect(run.problems.map(\.reason) == foreign.map(\.reason))
    #expect(run.problems.allSatisfy { $0.byteOffset == 0 })
    for one in foreign {
      #expect(run.outcome.errors.contains("fivewhys: logs/\(one.name): at byte 0: \(one.reason)\n"))
    }
  }

  @Test func emptyMembersAndWhatFollowsThem() throws {
    let empty = try Gzip.compress([])
    let good = try Gzip.compress(HostileContainerTests.lines)
    let many = [[UInt8]](repeating: empty, count: 2000).flatMap { $0 }
    let sound = try HostileRun(many + good + many, name: "log.gz")
    #expect(sound.outcome.status == 0)
    expectTheIncident(sound)
    let padded = try HostileRun(good + [UInt8](repeating: 0, count: 1000), name: "log.gz")
    #expect(padded.outcome.status == 0)
    #expect(padded.problems.isEmpty)
    let followed = try HostileRun(good + Array("garbage".utf8), name: "log.gz")
    #expect(followed.outcome.status == 0)
    expectTheIncident(followed)
    #expect(followed.problems.map(\.byteOffset) == [good.count])
    #expect(followed.problems.map(\.reason) == ["garbage after the gzip data was ignored"])
  }

  /// A gibibyte in a megabyte.
  @Test(arguments: [0x00, 0x7B] as [UInt8])
  func gzipBomb(byte: UInt8) throws {
    let member = try Gzip.compress([UInt8](repeating: byte, count: 32 << 20))
    let bomb = [[UInt8]](repeating: member, count: 32).flatMap { $0 }
    #expect(bomb.count < 2 << 20)
    let run = try run([("bomb.json.gz", bomb), ("good.json", HostileContainerTests.lines)])
    #expect(run.outcome.status == 3)
    expectTheIncident(run)
    #expect(run.input("bytesInflated") == 1 << 30 + HostileContainerTests.lines.count)
    #expect(run.peakMemory < 160 * 1024 * 1024)
    #expect(run.problems.map(\.file) == ["logs/bomb.json.gz"])
    #expect(run.problems.map(\.reason) == ["a record of more than 16777216 bytes was skipped"])
  }
}
