import LogModel
import Patterns
import Testing

@Suite("The kind of a document is told by its top-level keys")
struct KindTests {
  static let profile = """
    id: stages
    title: Stages
    layer: server
    boot: { start: { message: { contains: Starting } }, exit: [{ service: a }, { service: b }] }
    phases: [{ name: import, enter: { message: { contains: Booting } }, frames: [load] }]
    """
  static let impact = """
    currency: EUR
    environments: [{ name: staging, match: { any: [{ project: "*-staging" }, { service: b }] } }]
    capabilities:
      - name: chat
        services: ["*-backend*"]
        mrrAtRisk: 120000
        atLeast: true
        valueShare: 0.9
        owner: Ann
        asOf: 2025-09-07
        tags: [revenue]
    priorities:
      - { priority: P0, when: { kind: crash-loop, valueShare: { atLeast: 0.5 } } }
      - { priority: P1, when: { kind: [startup-failure], severity: [critical, error] } }
      - { priority: P2, when: { environment: production, mrrAtRisk: { atLeast: 5 }, recovered: false } }
      - { priority: P3 }
    """

  @Test func `several documents of several kinds may share a file`() throws {
    let text = [signature(), Self.profile, "# nothing", Self.impact].joined(separator: "\n---\n")
    let library = try PatternLibraryLoader.load(files: [PatternFile(name: "a.yaml", text: text)])
    #expect(library.signatures.map(\.id) == ["sample"])
    #expect(library.profiles.map(\.id) == ["stages"])
    #expect(library.impact.environments.map(\.name) == ["staging"])
  }

  @Test func `a signature has all its members`() throws {
    let text = """
      id: sample
      title: A sample
      severity: critical
      role: cause
      tags: [websocket, startup]
      match: { message: { contains: boom } }
      explains: [other]
      startup: { phase: import, frames: { connect: import } }
      why: [ "first", "second" ]
      impact: { capabilities: [chat], tags: [revenue] }
      fixes: [ { horizon: long-term, text: Do it., files: ["a.py:12"] } ]
      references: [ "https://example.com/" ]
      crossFires: [other]
      examples: { matches: [boom], ignores: [calm] }
      """
    let library = try PatternLibraryLoader.load(files: [
      PatternFile(name: "a.yaml", text: text), PatternFile(name: "p.yaml", text: Self.profile),
      PatternFile(name: "o.yaml", text: signature(id: "other")),
    ])
    let sample = try #require(library.signature("sample"))
    #expect(sample.title == "A sample")
    #expect(sample.severity == .critical)
    #expect(sample.role == .cause)
    #expect(sample.tags == ["websocket", "startup"])
    #expect(sample.explains == ["other"])
    #expect(sample.startup?.phase == "import")
    #expect(sample.startup?.frames == ["connect": "import"])
    #expect(sample.why == ["first", "second"])
    #expect(sample.impactCapabilities == ["chat"])
    #expect(sample.impactTags == ["revenue"])
    #expect(sample.fixes.map(\.horizon) == [.longTerm])
    #expect(sample.fixes.map(\.files) == [["a.py:12"]])
    #expect(sample.references == ["https://example.com/"])
    #expect(sample.crossFires == ["other"])
    #expect(sample.location.description == "a.yaml:1:1")
  }

  @Test func `a profile has its markers in order`() throws {
    let library = try PatternLibraryLoader.load(files: [
      PatternFile(name: "p.yaml", text: Self.profile)
    ])
    let profile = try #require(library.profile("stages"))
    #expect(profile.layer == .server)
    #expect(profile.markers.map(\.slot) == [.start, .exit, .exit, .phaseEnter("import")])
    #expect(profile.phases.first?.frames == ["load"])
    #expect(library.messagePredicates.map(\.location.line) == [4, 5])
    #expect(library.messagePredicates.map(\.id) == [0, 1])
  }

  @Test(arguments: [
    ("id: a", "1:1: the keys do not tell what this is; expected a signature ('id' and 'match')"),
    ("a: 1\nb: 2", "1:1: the keys do not tell what this is; expected a signature"),
    ("[a]", "1:1: expected a signature ('id' and 'match'), a profile"),
    ("text", "1:1: expected a signature ('id' and 'match'), a profile"),
    ("rules: {}", "1:8: expected a list of rules, found a mapping"),
    ("currency: usd", "1:11: expected an ISO 4217 currency such as USD, found 'usd'"),
    ("enviroments: []", "1:1: unknown key 'enviroments'; did you mean 'environments'?"),
    ("id: a\ntitle: A\nphase: []", "3:1: unknown key 'phase'; did you mean 'phases'?"),
  ])
  func `a document of no kind is told`(text: String, expected: String) {
    let found = errors(in: text)
    #expect(found.hasPrefix("a.yaml:\(expected)"), "\(found)")
    #expect(!found.contains("\n"), "\(found)")
  }

  @Test func `a misspelt match still makes a signature`() {
    let text = signature().replacing("match: {", with: "mach: {")
    #expect(errors(in: text) == "a.yaml:5:1: unknown key 'mach'; did you mean 'match'?")
  }

  @Test(arguments: [
    (
      "boot: { begin: {} }",
      "4:9: unknown key 'begin'; expected 'start', 'ready', 'failed', 'exit' or"
    ),
    ("boot: { start: [] }", "4:16: expected a condition or a list of conditions, found an empty"),
    ("layer: kernel\nboot: {}", "4:8: unknown layer 'kernel'; expected 'platform', 'server' or"),
    ("phases: [{ name: INIT, frames: [a] }]", "4:18: bad phase name 'INIT'; expected lower-case"),
    ("phases: [{ name: init }]", "4:10: a phase needs one of 'enter', 'done', 'failed' and"),
    (
      "phases: [{ name: a, frames: [f] }, { name: a, frames: [g] }]",
      "4:38: duplicate phase 'a'; first on line 4"
    ),
  ])
  func `a wrong profile is told`(extra: String, expected: String) {
    let found = errors(in: "id: stages\ntitle: Stages\n# here\n\(extra)")
    #expect(found.hasPrefix("a.yaml:\(expected)"), "\(found)")
  }
}
