import Foundation
import LogSimulation
import Testing

/// `--inflate` decides how fast, never what.
@Suite struct InflateChoiceTests {
  private static let now = ["--format", "json", "--now", "2025-09-19T00:00:00Z"]

  /// Without ISA-L in the program there is nothing to compare.
  private static let hasISAL: Bool = {
    let outcome = try? Tool().run(["--inflate", "isal", "/dev/null"] + now)
    return outcome?.status != 2
  }()

  private func expectTheSame(_ arguments: [String], in directory: String?) throws -> Tool.Outcome {
    let tool = Tool(directory: directory)
    let zlib = try tool.run(arguments + ["--inflate", "zlib"])
    let chosen = try tool.run(arguments)
    #expect(chosen == zlib)
    if InflateChoiceTests.hasISAL {
      let isal = try tool.run(arguments + ["--inflate", "isal"])
      #expect(isal == zlib)
    }
    return zlib
  }

  @Test func whatIsNotBuiltInIsRefused() throws {
    let outcome = try Tool().run(InflateChoiceTests.now + ["--inflate", "isal", "/dev/null"])
    if InflateChoiceTests.hasISAL {
      #expect(outcome.status == 0)
    } else {
      #expect(
        outcome.errors
          == "fivewhys: --inflate cannot be 'isal': this fivewhys was built without it; zlib is there\n"
      )
    }
  }

  @Test func samples() throws {
    let outcome = try expectTheSame(InflateChoiceTests.now + ["samples"], in: Checkout.path)
    #expect(try DigestDocument(outcome.output).incidents.count > 3)
  }

  @Test func corruptedSamples() throws {
    let samples = Checkout.path + "/samples"
    let names = try FileManager.default.contentsOfDirectory(atPath: samples)
      .filter { $0.hasSuffix(".gz") }.sorted()
    try #require(names.count > 3)
    let scratch = try ScratchDirectory()
    var generator = SeededGenerator(seed: 3, label: "inflate")
    var files = 0
    for name in names {
      let good = [UInt8](try Data(contentsOf: URL(fileURLWithPath: samples + "/" + name)))
      for index in 0..<6 {
        var bytes = good
        if index == 0 {
          bytes.removeLast(1 + generator.below(good.count / 2))
        } else {
          let bit = 80 + generator.below((good.count - 10) * 8)
          bytes[bit / 8] ^= 1 << UInt8(bit % 8)
        }
        try scratch.write(bytes, to: "logs/\(index)-\(name)")
        files += 1
      }
    }
    let outcome = try expectTheSame(InflateChoiceTests.now + ["logs"], in: scratch.path)
    #expect(outcome.status == 3)
    let input = try DigestDocument(outcome.output)
    #expect(input.root.number("input.truncatedFiles") ?? 0 > files * 9 / 10)
  }

  @Test func aPipeGivesWhatTheFileGives() throws {
    let path = Checkout.path + "/samples/websocket-staging.json.gz"
    let good = [UInt8](try Data(contentsOf: URL(fileURLWithPath: path)))
    let scratch = try ScratchDirectory()
    let cut = Array(good[..<(good.count * 2 / 3)])
    try scratch.write(cut, to: "cut.json.gz")
    for library in InflateChoiceTests.hasISAL ? ["zlib", "isal"] : ["zlib"] {
      let arguments = InflateChoiceTests.now + ["--inflate", library]
      let tool = Tool(directory: scratch.path)
      let piped = try tool.run(arguments, input: .pipe(cut))
      let read = try tool.run(arguments + ["cut.json.gz"])
      #expect(
        piped.output.replacing("\"file\": \"-\"", with: "\"file\": \"cut.json.gz\"") == read.output)
      #expect(piped.status == 3)
    }
  }
}
