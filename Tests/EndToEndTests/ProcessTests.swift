import Foundation
import Testing

/// What a golden case cannot hold: signals, terminals, closed descriptors, figures that vary.
@Suite("Process")
struct ProcessTests {
  @Test func brokenPipeIsQuiet() throws {
    let outcome = try Tool(readsOutput: false).run(["--help"])
    #expect(outcome == Tool.Outcome(stdout: [], stderr: [], status: 0))
  }

  @Test func fullDiskIsAnError() throws {
    let outcome = try Tool(executable: "bash")
      .run(["-c", "'\(Tool.path)' --help > /dev/full"])
    #expect(outcome.status == 2)
    #expect(
      outcome.errors == "fivewhys: cannot write standard output: no space left on the device\n")
  }

  @Test(arguments: [("INT", 130), ("TERM", 143), ("HUP", 129)])
  func signalEndsTheRun(_ name: String, _ status: Int32) throws {
    let scratch = try ScratchDirectory()
    // Opened for reading and writing, the pipe never comes to its end.
    let script = """
      mkfifo pipe && exec 3<>pipe
      timeout --preserve-status --signal \(name) 0.5 '\(Tool.path)' --output json=digest.json <&3
      """
    let outcome = try Tool(executable: "bash", directory: scratch.path).run(["-c", script])
    #expect(outcome.status == status)
    #expect(outcome.output.isEmpty)
    #expect(Checkout.names(in: scratch.path) == ["pipe"])
  }

  @Test func bareNameOnATerminalPrintsShortHelp() throws {
    let script = """
      import os, pty, sys
      sys.exit(os.waitstatus_to_exitcode(pty.spawn([sys.argv[1]])))
      """
    let outcome = try Tool(executable: "python3").run(["-c", script, Tool.path])
    #expect(outcome.status == 2)
    #expect(outcome.output.contains("usage: fivewhys [scan] [OPTIONS] [PATH…]"))
  }

  @Test func closedStandardInputIsAnError() throws {
    let outcome = try Tool().run([], input: .closed)
    #expect(outcome.status == 2)
    #expect(outcome.output.isEmpty)
    #expect(outcome.errors.contains("standard input is closed"))
  }

  @Test func statisticsGoToStandardError() throws {
    let entry = #"{"textPayload":"hello","timestamp":"2025-09-07T09:00:00Z"}"# + "\n"
    let outcome = try Tool().run(["--stats"], input: .pipe(Array(entry.utf8)))
    #expect(outcome.status == 0)
    #expect(outcome.errors.contains("entries:         1\n"))
    #expect(outcome.errors.contains("bytes read:      \(entry.utf8.count)\n"))
    #expect(try /seconds: +\d+\.\d{3}\n/.firstMatch(in: outcome.errors) != nil)
    #expect(try /peak memory: +\d+\.\d MB\n/.firstMatch(in: outcome.errors) != nil)
  }

  @Test func outputKeepsLinkAndModeAndLeavesNothingElse() throws {
    let scratch = try ScratchDirectory()
    try scratch.write("{}\n", to: "log.json")
    let target = try scratch.write("old", to: "real/digest.json")
    try FileManager.default.setAttributes([.posixPermissions: 0o640], ofItemAtPath: target)
    try FileManager.default.createSymbolicLink(
      atPath: scratch.path + "/digest.json", withDestinationPath: "real/digest.json")
    let outcome = try Tool(directory: scratch.path)
      .run(["log.json", "--now", "2025-09-07T12:00:00Z", "--output", "json=digest.json"])
    #expect(outcome.status == 0)
    #expect(Checkout.names(in: scratch.path) == ["digest.json", "log.json", "real"])
    #expect(Checkout.names(in: scratch.path + "/real") == ["digest.json"])
    let attributes = try FileManager.default.attributesOfItem(atPath: target)
    #expect(attributes[.posixPermissions] as? Int == 0o640)
    #expect(Checkout.text(target) != "old")
  }

  /// Standard error may be a file that others write to as well.
  @Test func outputToAnOpenFileIsAppended() throws {
    let scratch = try ScratchDirectory()
    try scratch.write("{}\n", to: "log.json")
    let script = """
      echo before >&2
      '\(Tool.path)' log.json --now 2025-09-07T12:00:00Z --output text=/dev/stderr >digest
      """
    let outcome = try Tool(executable: "bash", directory: scratch.path).run(["-c", script])
    #expect(outcome.status == 0)
    #expect(outcome.errors == "before\n" + (Checkout.text(scratch.path + "/digest") ?? "?"))
  }

  /// A digest that is written among the logs must not become a log of the next run.
  @Test func ownOutputIsNoInput() throws {
    let scratch = try ScratchDirectory()
    try scratch.write(#"{"textPayload":"hello"}"# + "\n", to: "logs/log.json")
    let arguments = ["logs", "--stats", "--output", "json=logs/digest.json"]
    let tool = Tool(directory: scratch.path)
    _ = try tool.run(arguments)
    let second = try tool.run(arguments)
    #expect(second.errors.contains("files:           1\n"))
  }
}
