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
    let path = ProcessInfo.processInfo.environment["PATH"] ?? "/usr/bin:/bin"
    let outcome = try Tool(
      executable: "bash", directory: scratch.path,
      environment: ["PATH": Tool.path.parentDirectory + ":" + path]
    ).run(["-euo", "pipefail", "-c", block])
    #expect(outcome.status == 0, "\(outcome.output)\n\(outcome.errors)")
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
