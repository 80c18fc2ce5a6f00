import LogModel
import Testing

@testable import LogScanning

@Suite struct GzipTests {
  static let text = Array((Sample.entries.joined(separator: "\n") + "\n").utf8)

  @Test func severalMembersAndAnyName() throws {
    let (plain, _) = try read(GzipTests.text)
    let cut = 700
    let members =
      gzip(Array(GzipTests.text[..<cut])) + gzip([]) + gzip(Array(GzipTests.text[cut...]))
    for blockSize in [64, 100, 4096] {
      let (entries, outcome) = try read(members, name: "log.txt", blockSize: blockSize)
      #expect(entries == plain)
      #expect(outcome.problems.isEmpty)
      #expect(outcome.bytesRead == members.count)
      #expect(outcome.bytesInflated == GzipTests.text.count)
    }
  }

  @Test func plainTextUnderAGzipName() throws {
    let (entries, outcome) = try read(GzipTests.text, name: "log.json.gz")
    #expect(entries.count == 6)
    #expect(outcome.problems.isEmpty)
  }

  @Test func highlyCompressibleText() throws {
    let line = Sample.entry(1, #""textPayload":"\#(String(repeating: "z", count: 300_000))""#)
    let text = Array(String(repeating: line + "\n", count: 10).utf8)
    for blockSize in [4096, 512 << 10] {
      let (entries, outcome) = try read(gzip(text), blockSize: blockSize)
      #expect(entries.count == 10)
      #expect(outcome.bytesInflated == text.count)
      #expect(outcome.problems.isEmpty)
    }
  }

  @Test func zeroPaddingIsSilent() throws {
    let padded = gzip(GzipTests.text) + [UInt8](repeating: 0, count: 200_000)
    let (entries, outcome) = try read(padded)
    #expect(entries.count == 6)
    #expect(outcome.problems.isEmpty)
    #expect(!outcome.isTruncated)
  }

  @Test("garbage behind the last member is a warning", arguments: ["garbage", "\u{1F}x", "\0\0x"])
  func trailingGarbage(garbage: String) throws {
    let member = gzip(GzipTests.text)
    let (entries, outcome) = try read(member + Array(garbage.utf8))
    #expect(entries.count == 6)
    #expect(!outcome.isTruncated)
    let problem = try #require(outcome.problems.first)
    #expect(!problem.isLoss)
    #expect(try #require(problem.byteOffset) >= member.count)
  }

  @Test func truncationAnywhereKeepsWhatCameBefore() throws {
    let (plain, _) = try read(GzipTests.text)
    let members = gzip(Array(GzipTests.text[..<900])) + gzip(Array(GzipTests.text[900...]))
    let boundary = gzip(Array(GzipTests.text[..<900])).count
    var last = 0
    for length in stride(from: 2, to: members.count, by: 37) {
      let (entries, outcome) = try read(Array(members[..<length]), blockSize: 256)
      #expect(entries.count >= last)
      #expect(entries.map(\.content) == plain.prefix(entries.count).map(\.content))
      #expect(outcome.isTruncated == (length != boundary))
      #expect(outcome.problems.count(where: { $0.isLoss }) == (length == boundary ? 0 : 1))
      last = entries.count
    }
    #expect(last >= 4)
  }

  @Test func bitFlipsAreReportedAndNeverCrash() throws {
    let member = gzip(GzipTests.text)
    var dice = Dice(7)
    var reported = 0
    for _ in 0..<150 {
      var flipped = member
      let position = 10 + dice.roll(member.count - 10)
      flipped[position] ^= UInt8(1 << dice.roll(8))
      let (_, outcome) = try read(flipped, blockSize: 512)
      // A check sum guards every byte but the eight behind it can be hit too.
      if outcome.isTruncated || !outcome.problems.isEmpty { reported += 1 }
    }
    #expect(reported == 150)
  }

  @Test(
    "other containers are named",
    arguments: [
      ([UInt8]([0x28, 0xB5, 0x2F, 0xFD, 0, 0, 0]), "zstd -dc"),
      ([0x50, 0x4B, 0x03, 0x04, 0], "unzip -p"),
    ])
  func otherContainers(bytes: [UInt8], remedy: String) throws {
    let (entries, outcome) = try read(bytes)
    #expect(entries.isEmpty)
    #expect(outcome.problems.count == 1)
    #expect(outcome.problems[0].reason.contains(remedy))
    #expect(outcome.problems[0].isLoss)
  }

  @Test func missingFileAndDirectory() {
    for path in ["/nowhere/at/all", "/"] {
      let reader = EntryReader(input: InputObject(kind: .file(path: path)), options: ReadOptions())
      let outcome = reader.readAll(progress: nil) { _ in Issue.record("no entry expected") }
      #expect(outcome.problems.count == 1)
      #expect(outcome.problems[0].isLoss)
      #expect(outcome.problems[0].file == path)
    }
  }

  @Test func anEarlyStopEndsTheReading() throws {
    let text = Array(String(repeating: Sample.entries[0] + "\n", count: 20_000).utf8)
    for bytes in [text, gzip(text)] {
      let file = try TemporaryFile(bytes)
      var options = ReadOptions()
      options.blockSize = 1024
      let reader = EntryReader(input: InputObject(kind: .file(path: file.path)), options: options)
      var count = 0
      let outcome = reader.readAll(progress: nil) { _ in
        count += 1
        if count == 3 { reader.stop() }
      }
      #expect(count == 3)
      #expect(outcome.entries == 3)
      #expect(outcome.bytesInflated < text.count)
    }
  }

  @Test func progressGrowsToTheSizeOfTheFile() throws {
    let file = try TemporaryFile(GzipTests.text)
    var options = ReadOptions()
    options.blockSize = 256
    let reader = EntryReader(input: InputObject(kind: .file(path: file.path)), options: options)
    var steps: [Int] = []
    _ = reader.readAll(progress: { steps.append($0) }) { _ in }
    #expect(steps == steps.sorted())
    #expect(steps.last == GzipTests.text.count)
    #expect(steps.count > 3)
  }
}
