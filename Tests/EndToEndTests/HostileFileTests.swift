import Foundation
import LogSimulation
import Testing

/// Directories and descriptors that are not what they should be.
@Suite struct HostileFileTests {
  private static let lines = PackagedForm.ndjson.encode(HostileLog.fewEntries)

  private func expectTheIncident(_ run: HostileRun) {
    #expect(run.input("entries") == HostileLog.fewEntries.count)
    #expect(run.incidents == HostileRun.incidentsOfFewEntries)
  }

  @Test func directoryOfTraps() throws {
    let scratch = try ScratchDirectory()
    try scratch.write(HostileFileTests.lines, to: "logs/a/b/good.json")
    let files = FileManager.default
    let logs = scratch.path + "/logs"
    for (link, target) in [
      ("a/b/up", "../.."), ("a/self", "self"), ("a/one", "two"), ("a/two", "one"),
      ("dangling.json", "/nowhere/at/all"), ("self.json", "self.json"),
      ("again.json", "a/b/good.json"),
    ] {
      try files.createSymbolicLink(atPath: logs + "/" + link, withDestinationPath: target)
    }
    try files.createDirectory(atPath: logs + "/directory.json", withIntermediateDirectories: false)
    // Nobody writes to it: reading it would never end.
    #expect(mkfifo(logs + "/pipe.json", 0o600) == 0)
    try scratch.write(#"{"insertId":"x","#, to: "logs/ev\u{1B}[31m\n\u{202E}il.d/bad.json")
    let run = try HostileRun(
      ["logs", "logs/a/b/good.json/below.json", "missing.json"], in: scratch)
    #expect(run.outcome.status == 3)
    expectTheIncident(run)
    let expected = [
      "logs/a/b/good.json/below.json": "a part of the path is not a directory",
      "logs/dangling.json": "no such file or directory",
      "logs/ev\u{1B}[31m\n\u{202E}il.d/bad.json":
        "the input ends inside a record; what came before was used",
      "logs/self.json": "too many levels of symbolic links",
      "missing.json": "no such file or directory",
    ]
    #expect(run.problems.map(\.file) == expected.keys.sorted())
    for problem in run.problems { #expect(problem.reason == expected[problem.file]) }
    #expect(run.outcome.errors.contains("fivewhys: missing.json: no such file or directory\n"))
    #expect(run.outcome.errors.contains(#"fivewhys: logs/ev\u{1B}[31m\n\u{202E}il.d/bad.json: "#))
    for format in ["text", "markdown"] {
      let shown = try Tool(directory: scratch.path).run(["--format", format, "logs"])
      #expect(shown.status == 3)
      #expect(shown.output.isFreeOfControls && shown.errors.isFreeOfControls)
    }
  }

  @Test(.enabled(if: geteuid() != 0, "root may read everything"))
  func unreadableFile() throws {
    let scratch = try ScratchDirectory()
    try scratch.write(HostileFileTests.lines, to: "logs/good.json")
    let path = try scratch.write("{}", to: "logs/secret.json")
    #expect(chmod(path, 0) == 0)
    let run = try HostileRun(["logs"], in: scratch)
    #expect(run.outcome.status == 3)
    expectTheIncident(run)
    #expect(run.problems.map(\.file) == ["logs/secret.json"])
    #expect(run.problems.first?.reason.lowercased().contains("permission denied") == true)
  }

  @Test func closedStandardInputBesideAFile() throws {
    let scratch = try ScratchDirectory()
    try scratch.write(HostileFileTests.lines, to: "good.json")
    let run = try HostileRun(["-", "good.json"], in: scratch, input: .closed)
    #expect(run.outcome.status == 3)
    expectTheIncident(run)
    #expect(run.problems.map(\.reason) == ["standard input is closed"])
  }

  @Test func outputThatNobodyReads() throws {
    let scratch = try ScratchDirectory()
    try scratch.write(HostileFileTests.lines, to: "good.json")
    var tool = Tool(directory: scratch.path)
    tool.readsOutput = false
    let outcome = try tool.run(["--format", "json", "good.json"])
    #expect(outcome.status == 0)
    #expect(outcome.errors.isEmpty)
  }

  @Test(arguments: [
    (">/dev/full", "standard output: no space left on the device"),
    ("--output json=/dev/full", "/dev/full: no space left on the device"),
    (">&-", "standard output: bad file descriptor"),
  ])
  func outputThatCannotBeWritten(redirection: String, reason: String) throws {
    let scratch = try ScratchDirectory()
    try scratch.write(HostileFileTests.lines, to: "good.json")
    var shell = Tool(directory: scratch.path)
    shell.executable = "sh"
    let outcome = try shell.run(["-c", "\"$0\" good.json \(redirection)", Tool.path])
    #expect(outcome.status == 2)
    #expect(outcome.errors == "fivewhys: cannot write \(reason)\n")
  }
}
