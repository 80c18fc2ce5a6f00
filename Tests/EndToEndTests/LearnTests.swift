import Dispatch
import Foundation
import LogSimulation
import Synchronization
import Testing

/// Drafts of the built program, used as a user would use them.
@Suite struct LearnTests {
  private static let now = ["--now", "2025-09-30T12:00:00Z"]
  /// Everything that is shipped but the signatures.
  private static let unsigned =
    ["--no-default-patterns"]
    + ["profiles", "impact.yaml", "frames.yaml"].flatMap {
      ["--patterns", Checkout.path + "/patterns/" + $0]
    } + now

  /// Scenarios of the property; `FIVEWHYS_LEARN_COUNT` asks for more, `FIVEWHYS_LEARN_SEED` for others.
  private static func variable(_ name: String, else value: UInt64) -> UInt64 {
    ProcessInfo.processInfo.environment[name].flatMap { UInt64($0) } ?? value
  }

  private func digest(_ arguments: [String]) throws -> DigestDocument {
    let outcome = try Tool().run(["scan", "--format", "json"] + arguments)
    guard outcome.status == 0 else { throw Tool.Failure(description: outcome.errors) }
    return try DigestDocument(outcome.output)
  }

  private func learn(_ arguments: [String], input: Tool.Input = .none) throws -> Tool.Outcome {
    let outcome = try Tool().run(["learn"] + arguments, input: input)
    guard outcome.status == 0 else { throw Tool.Failure(description: outcome.errors) }
    return outcome
  }

  /// Without any signature, every failed start of the samples gets one that names it.
  @Test func draftsNameTheFailedStartsOfAllSamples() throws {
    let scratch = try ScratchDirectory()
    let samples = [Checkout.path + "/samples"]
    let outcome = try learn(LearnTests.unsigned + ["--limit", "100"] + samples)
    let drafts = try scratch.write(outcome.output, to: "drafts.yaml")
    let known = LearnTests.unsigned + ["--patterns", drafts]
    let before = try digest(LearnTests.unsigned + samples)
    let after = try digest(known + samples)
    func failures(_ digest: DigestDocument) -> [(failed: Int, signature: String?)] {
      digest.incidents.map { ($0.number("boots.failed") ?? 0, $0.text("rootCause.signature")) }
        .filter { $0.failed > 0 }
    }
    #expect(failures(before).allSatisfy { $0.signature == nil })
    #expect(failures(before).count > 10)
    #expect(failures(after).count == failures(before).count)
    #expect(failures(after).allSatisfy { $0.signature?.hasPrefix("draft-") == true })
    #expect(
      failures(after).reduce(0) { $0 + $1.failed } == failures(before).reduce(0) { $0 + $1.failed })
    #expect(try learn(known + samples).output.isEmpty)
    for command in ["lint", "test"] {
      let outcome = try Tool().run(["patterns", command] + LearnTests.unsignedLibrary + [drafts])
      #expect(outcome.status == 0, "\(outcome.output)")
    }
  }

  private static let unsignedLibrary = unsigned.filter { !now.contains($0) }

  /// A pipe is read as often as a file, and so is what only looks like one.
  @Test func aPipeGivesWhatAFileGives() throws {
    let path = Checkout.path + "/samples/unknown-exception.json.gz"
    let file = try learn(LearnTests.now + [path])
    #expect(file.output.contains("LedgerSchemaMismatch"))
    let pipe = try learn(LearnTests.now, input: .pipe(try Checkout.read(path)))
    #expect(pipe == file)
    let substituted = try Tool(executable: "bash").run([
      "-c", "'\(Tool.path)' learn --now 2025-09-30T12:00:00Z <(cat '\(path)')",
    ])
    #expect(substituted == file)
  }

  @Test func withoutRoomForAPipeItSaysWhereRoomIsNeeded() throws {
    let outcome = try Tool(environment: ["TMPDIR": "/proc/self"])
      .run(["learn"], input: .pipe(Array("one\n".utf8)))
    #expect(outcome.status == 2)
    #expect(outcome.errors.contains("cannot keep standard input in /proc/self: "))
    #expect(outcome.errors.contains("set TMPDIR"))
  }

  /// A file that a person has made of a draft stays, whatever has become of its pattern.
  @Test func aFileThatIsThereIsNeverOverwritten() throws {
    let scratch = try ScratchDirectory()
    let path = Checkout.path + "/samples/unknown-exception.json.gz"
    let arguments = LearnTests.now + ["-o", scratch.path + "/mine", path]
    #expect(try learn(arguments).output.isEmpty)
    let names = Checkout.names(in: scratch.path + "/mine")
    #expect(names.count == 1)
    let file = scratch.path + "/mine/" + names[0]
    let drafted = try #require(Checkout.text(file))
    // Narrower than what it was drafted for, so that it explains nothing.
    let edited = drafted.replacing("has schema", with: "had a schema")
    #expect(edited != drafted)
    try Data(edited.utf8).write(to: URL(fileURLWithPath: file))
    let again = try learn(arguments)
    #expect(Checkout.names(in: scratch.path + "/mine") == names)
    #expect(Checkout.text(file) == edited)
    #expect(again.errors.contains("does not fire on it any more"))
  }

  /// Many kinds of software, failures and packagings: where the logs hold an exception or an error that
  /// tells of a failed start, its draft names the root cause, and nothing is drafted twice.
  @Test func draftsNameTheFailedStartsOfScenarios() throws {
    let seed = LearnTests.variable("FIVEWHYS_LEARN_SEED", else: 4_711)
    let count = Int(LearnTests.variable("FIVEWHYS_LEARN_COUNT", else: 24))
    let all = Scenario.cases(seed: seed, count: 350)
    let step = max(1, all.count / count)
    let scenarios = stride(from: 0, to: all.count, by: step).map { all[$0] }
    let scratch = try ScratchDirectory()
    let directory = scratch.path
    let wrong = Mutex<[Int: String]>([:])
    let named = Atomic<Int>(0)
    DispatchQueue.concurrentPerform(iterations: 2) { worker in
      for index in stride(from: worker, to: scenarios.count, by: 2) {
        do {
          let (names, problems) = try check(scenarios[index], in: "\(directory)/\(index)")
          named.add(names, ordering: .relaxed)
          if !problems.isEmpty {
            wrong.withLock { $0[index] = problems.joined(separator: "\n  ") }
          }
        } catch {
          wrong.withLock { $0[index] = "\(error)" }
        }
      }
    }
    withExtendedLifetime(scratch) {}
    for (index, problem) in wrong.withLock({ $0 }).sorted(by: { $0.key < $1.key }) {
      Issue.record("\(scenarios[index].name)\n  \(problem)")
    }
    #expect(named.load(ordering: .relaxed) >= count / 2)
  }

  /// How many failed starts its drafts name, and what is wrong with them.
  private func check(_ scenario: Scenario, in folder: String) throws -> (Int, [String]) {
    let content = try scenario.content()
    try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(atPath: folder) }
    var arguments = LearnTests.unsigned
    for (name, text) in [("impact", content.impact), ("profile", content.profile)] {
      guard let text else { continue }
      try Data(text.utf8).write(to: URL(fileURLWithPath: "\(folder)/\(name).yaml"))
      arguments += ["--patterns", "\(folder)/\(name).yaml"]
    }
    var paths: [String] = []
    for file in content.files {
      paths.append("\(folder)/\(file.name)")
      try Data(file.bytes).write(to: URL(fileURLWithPath: "\(folder)/\(file.name)"))
    }
    let outcome = try learn(arguments + ["--limit", "100"] + paths)
    guard !outcome.output.isEmpty else {
      let told = try digest(arguments + paths).incidents.filter { incident in
        (incident.number("boots.failed") ?? 0) > 0
          && incident.text("rootCause.exception.type") != nil
      }
      return (0, told.map { "no draft for \($0.text("title") ?? "")" })
    }
    try Data(outcome.output.utf8).write(to: URL(fileURLWithPath: "\(folder)/drafts.yaml"))
    arguments += ["--patterns", "\(folder)/drafts.yaml"]
    var problems: [String] = []
    var named = 0
    for incident in try digest(arguments + paths).incidents
    where (incident.number("boots.failed") ?? 0) > 0 {
      if incident.text("rootCause.signature") != nil {
        named += 1
      } else if incident.text("rootCause.exception.type") != nil {
        problems.append("no draft names \(incident.text("title") ?? ""): \(outcome.errors)")
      }
    }
    let again = try learn(arguments + paths)
    if !again.output.isEmpty { problems.append("drafted again: \(again.output.prefix(600))") }
    return (named, problems)
  }
}
