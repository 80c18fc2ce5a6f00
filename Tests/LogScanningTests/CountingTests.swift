import LogModel
import Patterns
import Testing

@testable import LogScanning

/// Each entry is counted once, also the last, and copies wherever they stand.
@Suite struct CountingTests {
  private static func entry(_ id: Int, status: Int?, instance: String = "a") -> String {
    let request = status.map { #""httpRequest":{"status":\#($0),"latency":"1.5s"},"# } ?? ""
    return #"{\#(request)"insertId":"i\#(id)","timestamp":"2025-09-16T00:00:\#(10 + id % 50)Z","#
      + #""logName":"projects/p/logs/requests","labels":{"instanceId":"\#(instance)"},"#
      + #""resource":{"labels":{"project_id":"p","service_name":"shop"},"#
      + #""type":"cloud_run_revision"}}"#
  }

  private static func counters(_ lines: [String], threads: Int) throws -> Counters {
    var options = ScanOptions()
    options.threads = threads
    options.blockSize = 4 << 10
    let library = try PatternLibraryLoader.load(files: PatternLibraryLoader.files(of: .embedded))
    let input = InputObject(
      kind: .memory(name: "input", bytes: Array(lines.joined(separator: "\n").utf8)))
    return try LogScanner(library: library, options: options).scan([input]).counters
  }

  @Test(arguments: [1, 2, 4]) func everyEntryOnce(threads: Int) throws {
    // By turns answered, failed and no request; each third of them logged twice, some at once.
    let statuses = [200, nil, 404, 503]
    for count in [1, 2, 3, 4, 500] {
      var lines: [String] = []
      for number in 0..<count {
        let line = CountingTests.entry(number, status: statuses[number % 4])
        lines.append(line)
        if number % 3 == 0 { lines.append(line) }
      }
      for number in stride(from: 0, to: count, by: 5) {
        lines.append(CountingTests.entry(number, status: statuses[number % 4]))
      }
      let counters = try CountingTests.counters(lines, threads: threads)
      #expect(counters.entries == count)
      #expect(counters.duplicates == lines.count - count)
      let activity = try #require(counters.services.values.first)
      #expect(counters.services.count == 1 && activity.entries == count)
      #expect(activity.succeeded.sorted.counts.reduce(0, +) == (0..<count).count { $0 % 2 == 0 })
      #expect(
        (activity.failed[503]?.sorted.counts ?? []).reduce(0, +)
          == (0..<count).count { $0 % 4 == 3 })
    }
  }

  /// An instance's first answer is the earliest, whichever was logged first.
  @Test func theFirstAnswerIsKnown() throws {
    let lines = [30, 20, 12, 12, 40, 3, 25].map { CountingTests.entry($0, status: 200) }
    let counters = try CountingTests.counters(lines, threads: 1)
    let first = counters.services.values.first?.firstSuccess["a"]
    #expect(first == Timestamp(rfc3339: "2025-09-16T00:00:14.5Z"))
  }
}
