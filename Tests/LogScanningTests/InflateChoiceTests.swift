import LogModel
import Patterns
import Testing

@testable import LogScanning

/// A scan gives one result, whichever library inflates.
@Suite struct InflateChoiceTests {
  private static func lines(_ count: Int, from first: Int = 0) -> [UInt8] {
    Array(
      (first..<(first + count)).map {
        Sample.entry($0, #""severity":"ERROR","textPayload":"failure \#($0) of many""#) + "\n"
      }.joined().utf8)
  }

  private func scan(_ inputs: [[UInt8]], _ library: InflateLibrary, threads: Int = 1) throws
    -> ScanResult
  {
    var options = ScanOptions()
    options.inflate = library
    options.threads = threads
    options.blockSize = 16 << 10
    let objects = inputs.enumerated().map {
      InputObject(kind: .memory(name: "input \($0.offset)", bytes: $0.element))
    }
    let library = PatternLibrary(signatures: [], profiles: [], impact: ImpactModel())
    return try LogScanner(library: library, options: options).scan(objects)
  }

  /// ISA-L hands over hundreds of entries from behind the damage; the scan must take them back.
  @Test("entries from behind the damage are forgotten", arguments: [1, 3])
  func overrun(threads: Int) throws {
    let sound = InflateChoiceTests.lines(300)
    let damaged = member(
      storedBlocks(sound, endsData: false)
        + blockOfIncompleteCodes(InflateChoiceTests.lines(1000, from: 300)),
      of: sound, flags: 0)
    let good = gzip(InflateChoiceTests.lines(500, from: 200))
    let inputs = [good, damaged, damaged, good, gzip(sound)]
    let zlib = try scan(inputs, .zlib)
    #expect(zlib.counters.entries == 700)
    #expect(zlib.problems.count(where: { $0.reason.contains("corrupt (invalid data)") }) == 2)
    for library in InflaterTests.libraries {
      let result = try scan(inputs, library, threads: threads)
      #expect(result.counters.entries == zlib.counters.entries)
      #expect(result.counters.duplicates == zlib.counters.duplicates)
      #expect(result.counters.bytesRead == zlib.counters.bytesRead)
      #expect(result.counters.bytesInflated == zlib.counters.bytesInflated)
      #expect(result.counters.errorEntries == zlib.counters.errorEntries)
      #expect(result.problems == zlib.problems)
      #expect(result.truncatedFiles == zlib.truncatedFiles)
    }
    if InflateLibrary.isal.isBuiltIn {
      let input = InputObject(kind: .memory(name: "input", bytes: damaged))
      var options = ReadOptions()
      options.blockSize = 16 << 10
      var entries = 0
      let outcome = EntryReader(input: input, options: options).readAll(progress: nil) { _ in
        entries += 1
      }
      #expect(outcome.overran)
      #expect(entries > 300)
    }
  }
}
