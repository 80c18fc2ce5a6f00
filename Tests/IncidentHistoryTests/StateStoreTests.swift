import Foundation
import IncidentHistory
import LogModel
import Testing

@Suite("The state database")
struct StateStoreTests {
  /// A directory that goes with the test.
  final class Folder {
    let path = FileManager.default.temporaryDirectory.path + "/fivewhys-\(UUID().uuidString)/state"
    deinit {
      try? FileManager.default.removeItem(
        atPath: URL(fileURLWithPath: path).deletingLastPathComponent().path)
    }
  }

  static let now = Timestamp(nanoseconds: 1_757_000_000_000_000_000)

  static func facts(_ name: String, at seconds: Int64) -> ScanResult {
    var result = ScanResult()
    let source = EntrySource(
      service: ServiceIdentity(project: "p", name: "api", environment: "staging"), platform: nil,
      resourceType: nil, location: nil, revision: nil, instance: name, log: "stderr")
    let time = Timestamp(nanoseconds: seconds * 1_000_000_000)
    result.facts.insert(
      Fact(
        entry: EntryReference(
          timestamp: time, source: source, insertId: name, severity: .error, text: "boom",
          contentHash: 1, file: name, ordinal: 1),
        kind: .match(SignatureMatch(signature: "s", captures: ["a": "b"]))))
    result.counters.entries = 1
    result.counters.to = time
    return result
  }

  static func commit(_ names: String..., at seconds: Int64 = 1_757_000_000) -> StateStore.Commit {
    var commit = StateStore.Commit(
      now: now, watermark: Timestamp(nanoseconds: seconds * 1_000_000_000), library: "l1")
    commit.readings = names.map { name in
      StateStore.Commit.Reading(
        object: nil, name: name, identity: Array(name.utf8), resume: [1, 2], replaces: false,
        found: facts(name, at: seconds))
    }
    return commit
  }

  @Test func `a run finds what the last one left`() throws {
    let folder = Folder()
    do {
      let directory = try StateDirectory(path: folder.path, timeout: 0)
      let store = try StateStore(in: directory)
      #expect(try store.lastRun() == nil)
      var commit = Self.commit("a", "b")
      let step = Lifecycle().step(
        from: [:], to: [LifecycleTests.incident(failures: [0])],
        watermark: LifecycleTests.hour(0), now: Self.now)
      commit.records = Array(step.records.values)
      commit.changes = step.changes
      try store.commit(commit)
      try store.leaveCopy()
    }
    let directory = try StateDirectory(path: folder.path, timeout: 0)
    let store = try StateStore(in: directory)
    #expect(try store.objects().map(\.name) == ["a", "b"])
    #expect(try store.objects().map(\.resume) == [[1, 2], [1, 2]])
    let chunks = try store.chunks()
    #expect(chunks.map(\.library) == ["l1", "l1"])
    let content = try store.content(of: chunks[1].number)
    #expect(content.facts.sorted.map(\.entry.insertId) == ["b"])
    #expect(content.counters.entries == 1)
    #expect(try store.records().values.map(\.state) == [.new])
    #expect(try store.lastRun()?.watermark?.seconds == 1_757_000_000)
  }

  @Test func `what replaces an object's content drops what was kept of it`() throws {
    let folder = Folder()
    let directory = try StateDirectory(path: folder.path, timeout: 0)
    let store = try StateStore(in: directory)
    try store.commit(Self.commit("a"))
    let object = try #require(try store.objects().first)
    var second = Self.commit()
    second.readings = [
      StateStore.Commit.Reading(
        object: object.number, name: "a", identity: [9], resume: nil, replaces: true,
        found: Self.facts("new", at: 5))
    ]
    try store.commit(second)
    #expect(try store.objects().map(\.identity) == [[9]])
    let kept = try store.chunks().map { try store.content(of: $0.number) }
    #expect(kept.flatMap { $0.facts.sorted.map(\.entry.insertId) } == ["new"])
    var third = Self.commit()
    third.dropped = try store.chunks().map(\.number)
    try store.commit(third)
    #expect(try store.chunks().isEmpty)
  }

  @Test func `files are for their owner alone`() throws {
    let folder = Folder()
    let directory = try StateDirectory(path: folder.path, timeout: 0)
    let store = try StateStore(in: directory)
    try store.commit(Self.commit("a"))
    try store.leaveCopy()
    func mode(_ path: String) throws -> Int {
      let attributes = try FileManager.default.attributesOfItem(atPath: path)
      return try #require(attributes[.posixPermissions] as? Int)
    }
    #expect(try mode(folder.path) == 0o700)
    for file in ["state.db", "state.db.copy", "lock"] {
      #expect(try mode(folder.path + "/" + file) == 0o600)
    }
  }

  @Test func `only one run at a time, and no lock outlives its run`() throws {
    let folder = Folder()
    do {
      let first = try StateDirectory(path: folder.path, timeout: 0)
      #expect(throws: HistoryError.locked(path: folder.path, waited: 0)) {
        try StateDirectory(path: folder.path, timeout: 0)
      }
      withExtendedLifetime(first) {}
    }
    _ = try StateDirectory(path: folder.path, timeout: 0)
  }

  @Test func `a damaged database is moved aside, and the copy takes its place`() throws {
    let folder = Folder()
    do {
      let directory = try StateDirectory(path: folder.path, timeout: 0)
      let store = try StateStore(in: directory)
      try store.commit(Self.commit("a"))
      try store.leaveCopy()
      try store.commit(Self.commit("b"))
    }
    try Data("no database at all, and far too short to be one".utf8)
      .write(to: URL(fileURLWithPath: folder.path + "/state.db"))
    let directory = try StateDirectory(path: folder.path, timeout: 0)
    #expect(
      throws: HistoryError.damaged(
        path: folder.path + "/state.db", movedTo: folder.path + "/state.db.damaged-1", copy: true)
    ) { try StateStore(in: directory) }
    let store = try StateStore(in: directory)
    #expect(try store.objects().map(\.name) == ["a"])
  }

  @Test func `without a copy the next run begins anew`() throws {
    let folder = Folder()
    let directory = try StateDirectory(path: folder.path, timeout: 0)
    try Data(repeating: 7, count: 5000)
      .write(to: URL(fileURLWithPath: folder.path + "/state.db"))
    #expect(
      throws: HistoryError.damaged(
        path: folder.path + "/state.db", movedTo: folder.path + "/state.db.damaged-1",
        copy: false)
    ) { try StateStore(in: directory) }
    #expect(try StateStore(in: directory).objects().isEmpty)
  }

  @Test func `where no directory can be made it is said`() {
    #expect(throws: HistoryError.self) { try StateDirectory(path: "/proc/no/state", timeout: 0) }
  }
}
