import Foundation
import Testing

/// What docs/writing-signatures.md tells people to do, done in its order in one directory: blocks after
/// `<!-- file: NAME -->` are written, those after `<!-- test -->` are run, and of those after `<!-- run -->` (or
/// `<!-- run: STATUS -->`) what comes of it is the block that follows, word for word.
///
/// `FIVEWHYS_RECORD=1` writes the outputs into the document; read them.
@Suite("The guide to signatures")
struct GuideTests {
  private static let path = Checkout.path + "/docs/writing-signatures.md"

  @Test func worksAsItIsWritten() throws {
    let text = try #require(Checkout.text(GuideTests.path))
    let scratch = try ScratchDirectory()
    try scratch.linkShippedFiles()
    var lines = text.split(separator: "\n", omittingEmptySubsequences: false).map { String($0) }
    let isRecording = ProcessInfo.processInfo.environment["FIVEWHYS_RECORD"] != nil
    var runs = 0
    var index = 0
    while index < lines.count {
      let mark = lines[index]
      index += 1
      if let name = GuideTests.argument(of: mark, "file") {
        let block = try GuideTests.block(after: index, in: lines)
        let file = scratch.path + "/" + name
        try Data((lines[block].joined(separator: "\n") + "\n").utf8)
          .write(to: URL(fileURLWithPath: file))
        index = block.upperBound
        continue
      }
      let status = GuideTests.argument(of: mark, "run").flatMap { Int32($0) } ?? 0
      guard ["<!-- test -->", "<!-- run -->"].contains(mark) || status != 0 else { continue }
      let commands = try GuideTests.block(after: index, in: lines)
      let outcome = try GuideTests.run(lines[commands].joined(separator: "\n"), in: scratch)
      #expect(outcome.status == status, "\(lines[commands])\n\(outcome.output)")
      runs += 1
      index = commands.upperBound + 1
      if mark == "<!-- test -->" { continue }
      let shown = try GuideTests.block(after: index, in: lines)
      var output = outcome.output.split(separator: "\n", omittingEmptySubsequences: false)
        .map { String($0) }
      if output.last == "" { output.removeLast() }
      if isRecording {
        lines.replaceSubrange(shown, with: output)
      } else {
        #expect(Array(lines[shown]) == output, "\(lines[commands])")
      }
      index = shown.lowerBound + (isRecording ? output.count : shown.count) + 1
    }
    #expect(runs >= 6)
    if isRecording {
      try Data(lines.joined(separator: "\n").utf8).write(to: URL(fileURLWithPath: GuideTests.path))
      Issue.record("recorded; look at the difference, then run without FIVEWHYS_RECORD")
    }
  }

  private static func run(_ commands: String, in scratch: ScratchDirectory) throws -> Tool.Outcome {
    let path = ProcessInfo.processInfo.environment["PATH"] ?? "/usr/bin:/bin"
    let tool = Tool(
      executable: "bash", directory: scratch.path,
      environment: ["PATH": Tool.path.parentDirectory + ":" + path])
    return try tool.run(["-euo", "pipefail", "-c", "exec 2>&1\n" + commands])
  }

  /// The signature of the guide is the one that a reader ends up with: complete and without a TODO.
  @Test func leavesNothingToBeDone() throws {
    let text = try #require(Checkout.text(GuideTests.path))
    let lines = text.split(separator: "\n", omittingEmptySubsequences: false).map { String($0) }
    let found = lines.firstIndex {
      GuideTests.argument(of: $0, "file")?.hasSuffix(".yaml") ?? false
    }
    let block = try GuideTests.block(after: try #require(found) + 1, in: lines)
    let yaml = lines[block].joined(separator: "\n")
    #expect(!yaml.contains("TODO"))
  }

  /// The lines between the fences that follow.
  private static func block(after start: Int, in lines: [String]) throws -> Range<Int> {
    let opening = try #require(lines[start...].firstIndex { $0.hasPrefix("```") })
    let closing = try #require(lines[(opening + 1)...].firstIndex { $0 == "```" })
    let between = lines[start..<opening]
    #expect(between.allSatisfy { $0.isEmpty })
    return opening + 1..<closing
  }

  /// `x` of `<!-- name: x -->`.
  private static func argument(of line: String, _ name: String) -> String? {
    guard line.hasPrefix("<!-- \(name): "), line.hasSuffix(" -->") else { return nil }
    return String(line.dropFirst("<!-- \(name): ".count).dropLast(" -->".count))
  }
}
