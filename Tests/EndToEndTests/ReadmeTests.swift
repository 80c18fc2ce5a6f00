import Foundation
import Testing

/// What README.md tells people to type must work: each ```sh block after a `<!-- test -->` line is
/// run by bash in a directory with copies of `samples` and `patterns`, with `fivewhys` in the PATH.
@Suite("README")
struct ReadmeTests {
  static let blocks = blocks(of: Checkout.text(Checkout.path + "/README.md") ?? "")

  @Test func hasBlocksToRun() {
    #expect(!ReadmeTests.blocks.isEmpty)
  }

  @Test(arguments: blocks)
  func runs(_ block: String) throws {
    let scratch = try ScratchDirectory()
    for name in ["samples", "patterns"]
    where FileManager.default.fileExists(atPath: Checkout.path + "/" + name) {
      try FileManager.default.copyItem(
        atPath: Checkout.path + "/" + name, toPath: scratch.path + "/" + name)
    }
    // Prints what the real command would: an array, newest first. A function and no file in the
    // PATH: while this process holds a file open for writing, a child that another test has just
    // forked holds it too, and running it is refused ("Text file busy").
    let gcloud = "gcloud() { gzip -dc '\(scratch.path)/samples/websocket-staging.json.gz'; }\n"
    let path = ProcessInfo.processInfo.environment["PATH"] ?? "/usr/bin:/bin"
    let outcome = try Tool(
      executable: "bash", directory: scratch.path,
      environment: ["PATH": Tool.path.parentDirectory + ":" + path]
    ).run(["-euo", "pipefail", "-c", gcloud + block])
    #expect(outcome.status == 0, "\(outcome.output)\n\(outcome.errors)")
  }

  /// The output at the top is what the program prints, word for word.
  @Test func showsARealOutput() throws {
    let readme = Checkout.text(Checkout.path + "/README.md") ?? ""
    let after = try #require(readme.range(of: "<!-- output -->\n```\n$ fivewhys "))
    let end = try #require(readme.range(of: "\n```\n", range: after.upperBound..<readme.endIndex))
    let shown = readme[after.upperBound..<end.lowerBound]
    let command = try #require(shown.split(separator: "\n").first)
    let scratch = try ScratchDirectory()
    try scratch.linkShippedFiles()
    let outcome = try Tool(directory: scratch.path)
      .run(command.split(separator: " ").map { String($0) })
    #expect(shown == command + "\n\n" + outcome.output.dropLast())
  }

  static func blocks(of text: String) -> [String] {
    var blocks: [String] = []
    var block: String?
    var isMarked = false
    for line in text.split(separator: "\n", omittingEmptySubsequences: false) {
      if let begun = block {
        if line == "```" {
          blocks.append(begun)
          block = nil
        } else {
          block = begun + line + "\n"
        }
      } else if line == "<!-- test -->" {
        isMarked = true
      } else if !line.isEmpty {
        if isMarked, line == "```sh" { block = "" }
        isMarked = false
      }
    }
    return blocks
  }
}
