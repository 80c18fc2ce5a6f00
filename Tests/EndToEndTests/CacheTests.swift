import Foundation
import LogSimulation
import Testing

/// A cache makes starts faster and changes nothing else, whatever has become of it.
@Suite("Cache")
struct CacheTests {
  private let scratch: ScratchDirectory

  init() throws {
    scratch = try ScratchDirectory()
    let further = HostileLog.entry("", text: "alpha is lost") + [0x0A]
    try scratch.write(
      PackagedForm.ndjson.encode(HostileLog.fewEntries) + further, to: "log.json")
    try scratch.write(CacheTests.signature(finding: "alpha"), to: "mine/a.yaml")
    try FileManager.default.createSymbolicLink(
      atPath: scratch.path + "/patterns", withDestinationPath: Checkout.path + "/patterns")
  }

  private static func signature(finding text: String) -> String {
    """
    id: sample
    title: A sample
    severity: error
    role: cause
    match: { message: { contains: \(text) } }
    examples: { matches: [\(text)], ignores: [calm] }
    """
  }

  private var cache: String { scratch.path + "/cache/fivewhys" }
  private var files: [String] { Checkout.names(in: cache) }

  private static let arguments = [
    "log.json", "--format", "json", "--now", "2025-09-07T12:00:00Z",
  ]

  private func tool(_ environment: [String: String]? = nil) -> Tool {
    let variables =
      environment ?? ["FIVEWHYS_CACHE": "", "XDG_CACHE_HOME": scratch.path + "/cache"]
    return Tool(
      directory: scratch.path,
      environment: variables.merging(["FIVEWHYS_PATTERNS": "patterns"]) { given, _ in given })
  }

  private func run(
    _ environment: [String: String]? = nil, further: [String] = []
  ) throws -> Tool.Outcome {
    try tool(environment).run(CacheTests.arguments + further)
  }

  private func withoutCache(further: [String] = []) throws -> Tool.Outcome {
    try run(["FIVEWHYS_CACHE": "off", "XDG_CACHE_HOME": scratch.path + "/cache"], further: further)
  }

  @Test func coldWarmAndNoCacheGiveTheSame() throws {
    let expected = try withoutCache()
    #expect(expected.status == 0)
    #expect(!expected.stdout.isEmpty)
    #expect(files.isEmpty)
    #expect(try run() == expected)
    let made = files
    #expect(made.map { $0.prefix { $0 != "-" } } == ["automaton", "library"])
    #expect(try run() == expected)
    #expect(files == made)
  }

  @Test func isBelowHomeWhereNothingElseIsSaid() throws {
    let home = scratch.path + "/home"
    try FileManager.default.createDirectory(atPath: home, withIntermediateDirectories: false)
    let expected = try withoutCache()
    #expect(try run(["FIVEWHYS_CACHE": "", "HOME": home]) == expected)
    #expect(Checkout.names(in: home + "/.cache/fivewhys").count == 2)
    // A relative XDG_CACHE_HOME is none.
    #expect(try run(["FIVEWHYS_CACHE": "", "HOME": home, "XDG_CACHE_HOME": "cache"]) == expected)
    #expect(files.isEmpty)
    #expect(try run(["FIVEWHYS_CACHE": ""]) == expected)
    #expect(try run(["FIVEWHYS_CACHE": "", "HOME": "/nowhere"]) == expected)
    #expect(Checkout.names(in: scratch.path) == ["home", "log.json", "mine", "patterns"])
  }

  @Test func damagedFilesAreMadeAnew() throws {
    let expected = try run()
    var sound: [String: [UInt8]] = [:]
    for name in files { sound[name] = try Checkout.read(cache + "/" + name) }
    #expect(sound.count == 2)
    for (name, bytes) in sound.sorted(by: { $0.key < $1.key }) {
      var damages: [[UInt8]] = [[], Array(bytes.prefix(20)), Array(bytes.dropLast()), bytes + [0]]
      let places = [0, 9, 30, 40, 55, 56, 57, 100, bytes.count / 2, bytes.count - 1]
      for place in places {
        var damaged = bytes
        damaged[place] ^= 0x10
        damages.append(damaged)
      }
      damages += sound.filter { $0.key != name }.map(\.value)
      for damaged in damages {
        try scratch.write(damaged, to: "cache/fivewhys/" + name)
        chmod(cache + "/" + name, 0o600)
        #expect(try run() == expected)
        #expect(try Checkout.read(cache + "/" + name) == bytes)
      }
    }
  }

  @Test func unusableDirectoriesDoNoHarm() throws {
    let expected = try withoutCache()
    let files = FileManager.default
    try files.createDirectory(atPath: cache, withIntermediateDirectories: true)
    chmod(cache, 0o777)
    #expect(try run() == expected)
    #expect(self.files.isEmpty)
    chmod(cache, 0o500)
    #expect(try run() == expected)
    chmod(cache, 0o700)
    try files.removeItem(atPath: cache)
    #expect(symlink(scratch.path + "/mine", cache) == 0)
    #expect(try run() == expected)
    #expect(Checkout.names(in: scratch.path + "/mine") == ["a.yaml"])
    unlink(cache)
    try scratch.write("a file", to: "cache/fivewhys")
    #expect(try run() == expected)
    #expect(Checkout.text(cache) == "a file")
  }

  @Test func changedPatternsAreSeen() throws {
    let file = scratch.path + "/mine/a.yaml"
    let time = try FileManager.default.attributesOfItem(atPath: file)[.modificationDate]
    let first = try run(further: ["--patterns", "mine"])
    #expect(try run(further: ["--patterns", "mine"]) == first)
    try scratch.write(CacheTests.signature(finding: "alphx"), to: "mine/a.yaml")
    try FileManager.default.setAttributes(
      [.modificationDate: time ?? Date()], ofItemAtPath: file)
    let second = try run(further: ["--patterns", "mine"])
    #expect(second == (try withoutCache(further: ["--patterns", "mine"])))
    #expect(second != first)
  }

  @Test func errorsInPatternsAreToldEveryTime() throws {
    let sound = try run(further: ["--patterns", "mine"])
    try scratch.write(CacheTests.signature(finding: "alpha") + "\ntagz: []", to: "mine/a.yaml")
    for _ in 0..<2 {
      let outcome = try run(further: ["--patterns", "mine"])
      #expect(outcome.status == 2)
      #expect(outcome.errors.contains("mine/a.yaml:7:1: unknown key 'tagz'"))
    }
    try scratch.write(CacheTests.signature(finding: "alpha"), to: "mine/a.yaml")
    #expect(try run(further: ["--patterns", "mine"]) == sound)
  }

  /// `patterns test` needs the examples, which the cache does not hold.
  @Test func examplesAreRunWhateverIsCached() throws {
    for _ in 0..<2 { _ = try run(further: ["--patterns", "mine"]) }
    let outcome = try Tool(
      directory: scratch.path,
      environment: ["FIVEWHYS_CACHE": "", "XDG_CACHE_HOME": scratch.path + "/cache"]
    ).run(["patterns", "test", "--no-default-patterns", "mine"])
    #expect(outcome.errors == "2 examples of 1 signatures hold\n")
  }

  @Test func runsAtTheSameTimeDoNotDisturbEachOther() async throws {
    let expected = try withoutCache()
    let tool = tool()
    for _ in 0..<2 {
      let outcomes = try await withThrowingTaskGroup(of: Tool.Outcome.self) { group in
        for _ in 0..<6 { group.addTask { try tool.run(CacheTests.arguments) } }
        return try await group.reduce(into: []) { $0.append($1) }
      }
      #expect(outcomes.allSatisfy { $0 == expected })
      #expect(files.count == 2)
    }
  }

  /// Another program at the same place makes its own.
  @Test func anotherBuildHasItsOwn() throws {
    let expected = try run()
    let copy = scratch.path + "/bin/fivewhys"
    try FileManager.default.createDirectory(
      atPath: scratch.path + "/bin", withIntermediateDirectories: false)
    // By another process: one that a test starts meanwhile would hold the file open for writing.
    #expect(try Tool(executable: "cp").run([Tool.path, copy]).status == 0)
    try FileManager.default.setAttributes(
      [.modificationDate: Date(timeIntervalSince1970: 1_000_000_000)], ofItemAtPath: copy)
    var other = tool()
    other.executable = copy
    let outcome = try other.run(CacheTests.arguments)
    #expect(outcome == expected)
    #expect(files.count == 4)
  }
}
