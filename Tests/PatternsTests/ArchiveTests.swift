import LogModel
import Testing

@testable import Patterns

@Suite("The archive of a library")
struct ArchiveTests {
  /// Every kind of condition and every member that a library may have.
  private static let everything = [
    PatternFile(
      name: "dir/signature.yaml",
      text: """
        id: sample
        title: A sample — with “quotes”
        severity: critical
        role: cause
        tags: [a, b]
        match:
          all:
            - any:
                - message: { contains: BOOM, ignoreCase: true }
                - message: { equals: boom }
                - message: { regex: 'code (?<code>\\d+)' }
                - not: { severity: { atLeast: WARNING } }
            - field: { jsonPayload.a: { exists: true } }
            - field: { jsonPayload.b: { regex: '^x', ignoreCase: true } }
            - field: { jsonPayload."c.d": { atLeast: 1.5, atMost: 7 } }
            - service: ["shop-*", "cart?"]
              environment: staging
            - http: { status: [503, { atLeast: 510 }] }
            - exception: { type: ValueError, message: { contains: lost }, function: f, file: "*.py" }
            - exception: { function: [g, h] }
        explains: [other]
        startup: { phase: database, frames: { open: database, close: database } }
        why: [Because., And so on.]
        impact: { capabilities: [chat], tags: [revenue] }
        fixes:
          - { horizon: immediate, text: Undo., files: ["a.py:1"] }
          - { horizon: prevention, text: Think. }
        references: [https://example.com/]
        crossFires: [other]
        examples: { matches: [boom], ignores: [calm] }
        ---
        id: other
        title: Another
        severity: warning
        role: symptom
        match: { message: { contains: bang } }
        examples: { matches: [bang], ignores: [calm] }
        ---
        id: several
        title: Several entries
        severity: info
        role: cause
        sequence:
          within: 1500ms
          scope: environment
          steps:
            - { message: { regex: 'boom (?<id>\\d+)' } }
            - { exception: { type: E, message: { regex: 'bang (?<id>\\d+)' } } }
          unless: [ { severity: { atLeast: ALERT } } ]
          where: [id]
        examples: { matches: [[boom, bang]], ignores: [calm] }
        """),
    PatternFile(
      name: "dir/profile.yaml",
      text: """
        id: stages
        title: Stages
        layer: server
        boot:
          start: { message: { contains: starting } }
          ready: [ { message: { contains: ready } }, { severity: { atLeast: NOTICE } } ]
          failed: { message: { contains: fatal } }
          exit: { message: { regex: 'exit (?<exitCode>\\d+)' } }
        phases:
          - name: database
            enter: { message: { contains: opening } }
            done: { message: { contains: opened } }
            failed: { message: { contains: broken } }
            frames: [connect]
        """),
    PatternFile(
      name: "dir/impact.yaml",
      text: """
        currency: EUR
        environments:
          - { name: staging, match: { any: [ { project: "*-staging" }, { not: { service: "x*" } } ] } }
        capabilities:
          - name: chat
            services: ["*-backend*"]
            mrrAtRisk: 120000
            atLeast: true
            valueShare: 0.9
            owner: Team
            asOf: 2025-09-07
            tags: [revenue]
          - { name: mail, services: [mail] }
        priorities:
          - priority: P0
            when: { kind: [crash-loop], environment: [staging], severity: [error], valueShare: { atLeast: 0.5 } }
          - { priority: P3, when: { recovered: true, mrrAtRisk: { atMost: 10 } } }
        """),
  ]

  private func load(_ files: [PatternFile] = everything) throws -> PatternLibrary {
    try PatternLibraryLoader.load(files: files)
  }

  private func read(_ bytes: [UInt8]) -> PatternLibrary? {
    bytes.withUnsafeBytes { PatternLibrary(archive: $0) }
  }

  @Test func `holds all but the examples`() throws {
    let library = try load()
    let copy = try #require(read(library.archive))
    var signature = try #require(library.signature("sample"))
    signature.examples = Examples(matches: [], ignores: [])
    var copied = copy.signatures[1]
    #expect(copied.startup?.frames == ["open": "database", "close": "database"])
    // A dump of a dictionary has no order to rely on.
    copied.startup?.frames = [:]
    signature.startup?.frames = [:]
    #expect(dumped(copied) == dumped(signature))
    #expect(
      dumped(try #require(copy.signatures[2].group))
        == dumped(try #require(library.signatures[2].group)))
    #expect(copy.signatures[2].group?.conditions.count == 3)
    #expect(dumped(copy.profiles) == dumped(library.profiles))
    #expect(dumped(copy.impact) == dumped(library.impact))
    #expect(dumped(copy.messagePredicates) == dumped(library.messagePredicates))
    #expect(copy.messagePredicates.map(\.id) == Array(0..<library.messagePredicates.count))
    #expect(copy.signatures.map(\.id) == ["other", "sample", "several"])
    #expect(copy.profile("stages")?.location == library.profile("stages")?.location)
    #expect(
      copy.impact.capabilities.map { "\($0.location)" }
        == ["dir/impact.yaml:5:5", "dir/impact.yaml:13:5"])
  }

  @Test func `of the shipped library is complete`() throws {
    let library = try load(PatternLibraryLoader.files(of: .embedded))
    let copy = try #require(read(library.archive))
    #expect(copy.archive == library.archive)
    #expect(copy.signatures.map(\.location) == library.signatures.map(\.location))
    #expect(dumped(copy.messagePredicates) == dumped(library.messagePredicates))
  }

  @Test func `its regexes match and capture`() throws {
    let copy = try #require(read(try load().archive))
    let predicate = try #require(
      copy.messagePredicates.first { if case .regex = $0.test { true } else { false } })
    #expect(predicate.captures(in: "the code 42") == ["code": "42"])
    #expect(!predicate.matches("no code"))
  }

  @Test func `cut short is none`() throws {
    let archive = try load().archive
    for count in archive.indices { #expect(read(Array(archive[..<count])) == nil) }
    #expect(read(archive + [0]) == nil)
  }

  /// What one wrong bit gives may pass for an archive; whatever does can be used.
  @Test func `with any wrong bit does no harm`() throws {
    let archive = try load().archive
    var refused = 0
    for index in archive.indices {
      for bit in 0..<8 {
        var damaged = archive
        damaged[index] ^= 1 << UInt8(bit)
        guard let library = read(damaged) else {
          refused += 1
          continue
        }
        #expect(
          library.messagePredicates.indices.allSatisfy {
            library.messagePredicates[$0].id == $0
          })
        _ = library.messagePredicates.map { $0.matches("code 7 boom") }
      }
    }
    #expect(refused > archive.count)
  }

  @Test func `made of noise does no harm`() {
    var state: UInt64 = 11
    for length in 0..<3000 {
      let noise = (0..<(length % 200)).map { _ in
        state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
        return UInt8(truncatingIfNeeded: state >> 56) & (length % 2 == 0 ? 0x0F : 0xFF)
      }
      _ = read(noise)
    }
    // Claims of very many and of very deep things.
    #expect(read([0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0x7F]) == nil)
    #expect(read([UInt8](repeating: 10, count: 100_000)) == nil)
  }

  private func dumped(_ value: Any) -> String {
    var text = ""
    dump(value, to: &text)
    // Objects have an address or a number, and a regex that was used holds more than one that was not.
    return text.split(separator: "\n").filter { !$0.contains("compiled") }
      .joined(separator: "\n").replacing(/#\d+/, with: "")
  }
}

@Suite("A cached library")
struct LibraryCacheTests {
  private func load(
    _ directory: PatternDirectory, _ cache: MemoryCache?
  ) throws -> PatternLibrary {
    try PatternLibraryLoader.load(shipped: .none, paths: [directory.path], cache: cache)
  }

  @Test func `is the library`() throws {
    let directory = try PatternDirectory([
      "a.yaml": signature(id: "one"), "b.yaml": signature(id: "two"),
    ])
    let cache = MemoryCache()
    let cold = try load(directory, cache)
    #expect(cache.keys.count == 1)
    let warm = try load(directory, cache)
    #expect(cache.keys.count == 1)
    #expect(warm.archive == cold.archive)
    #expect(cold.signatures[0].examples.matches.count == 1)
    // That it comes from the cache shows in what it lacks.
    #expect(warm.signatures[0].examples.matches.isEmpty)
    #expect(try load(directory, nil).archive == warm.archive)
  }

  @Test(arguments: [
    signature(id: "two"), signature(id: "one", match: "{ message: { contains: bang } }"),
  ])
  func `is not taken for that of other contents`(text: String) throws {
    let before = signature(id: "one")
    let cache = MemoryCache()
    let directory = try PatternDirectory(["a.yaml": before])
    let time = try directory.time(of: "a.yaml")
    _ = try load(directory, cache)
    try directory.write(text, to: "a.yaml")
    try directory.setTime(time, of: "a.yaml")
    #expect(text.utf8.count == before.utf8.count)
    #expect(try load(directory, cache).archive == load(directory, nil).archive)
    #expect(cache.keys.count == 2)
  }

  @Test func `is not taken for that of other names or another order`() throws {
    let cache = MemoryCache()
    let first = try PatternDirectory([
      "a.yaml": signature(id: "one"), "b.yaml": signature(id: "two"),
    ])
    let second = try PatternDirectory([
      "a.yaml": signature(id: "two"), "b.yaml": signature(id: "one"),
    ])
    for directory in [first, second] {
      #expect(try load(directory, cache).archive == load(directory, nil).archive)
    }
    #expect(cache.keys.count == 2)
  }

  @Test func `that is damaged is made anew`() throws {
    let directory = try PatternDirectory(["a.yaml": signature(id: "one")])
    let cache = MemoryCache()
    let sound = try load(directory, cache).archive
    cache.replace { Array($0.dropLast()) }
    #expect(try load(directory, cache).archive == sound)
    cache.replace { _ in [] }
    #expect(try load(directory, cache).archive == sound)
  }

  @Test func `is not made of files with errors`() throws {
    let directory = try PatternDirectory(["a.yaml": signature(id: "one", extra: "tagz: []")])
    let cache = MemoryCache()
    for _ in 0..<2 { #expect(throws: PatternErrors.self) { try load(directory, cache) } }
    #expect(cache.keys.isEmpty)
  }
}
