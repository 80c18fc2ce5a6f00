import LogModel
import Testing

@testable import Patterns

@Suite("Frame conventions")
struct FrameConventionTests {
  private func load(_ texts: String...) throws -> FrameConventions {
    try PatternLibraryLoader.load(
      files: texts.enumerated().map { PatternFile(name: "\($0).yaml", text: $1) }
    ).frames
  }

  private func frame(_ function: String?, in file: String = "X.java") -> StackFrame {
    StackFrame(file: file, line: 1, function: function, isApplication: true)
  }

  @Test func `say whose a frame is by its file or its function`() throws {
    let frames = try load(
      "frames: { library: ['org.spring.*', '*/generated/*', exact.name], application: 'org.spring.own.*' }"
    )
    #expect(frames.isApplication(frame("org.spring.Bean.make")) == false)
    #expect(frames.isApplication(frame("org.spring.own.Bean.make")) == true)
    #expect(frames.isApplication(frame("org.springs.Bean.make")) == nil)
    #expect(frames.isApplication(frame(nil, in: "/app/generated/x.js")) == false)
    #expect(frames.isApplication(frame("exact.name")) == false)
    #expect(frames.isApplication(frame("exact.name.more")) == nil)
  }

  @Test func `of a later file add to the others`() throws {
    let frames = try load(
      "frames: { library: [a.*] }", "frames: { library: [b.*], application: [a.own.*] }")
    #expect(frames.library.map(\.pattern) == ["a.*", "b.*"])
    #expect(frames.isApplication(frame("a.own.x")) == true)
    #expect(frames.isApplication(frame("a.other.x")) == false)
    #expect(frames.isApplication(frame("b.x")) == false)
  }

  @Test func `are found among many as one by one`() {
    let globs = (0..<300).map { Glob("p\($0 % 97).q\($0).*") } + [Glob("p1*"), Glob("?z*")]
    let conventions = FrameConventions(library: globs)
    for number in 0..<400 {
      for text in ["p\(number % 97).q\(number).f", "p\(number)", "xz\(number)", "\(number)", ""] {
        let expected = globs.contains { $0.matches(text) } || globs.contains { $0.matches("f") }
        #expect(conventions.isApplication(frame(text, in: "f")) == (expected ? false : nil))
      }
    }
  }

  @Test(arguments: [
    ("frames: { libary: [a] }", "0.yaml:1:11: unknown key 'libary'; did you mean 'library'?"),
    ("frames: {}", "0.yaml:1:9: 'frames' says nothing; expected 'library' or 'application'"),
    (
      "frames: { library: [a] }\nid: x",
      "0.yaml:2:1: unknown key 'id'; expected 'frames'"
    ),
    ("frmes: { library: [a] }", "0.yaml:1:1: unknown key 'frmes'; did you mean 'frames'?"),
  ])
  func `name what is wrong with its place`(_ text: String, _ message: String) {
    let error = #expect(throws: PatternErrors.self) { try load(text) }
    #expect(error?.errors.map { "\($0)" } == [message])
  }

  @Test func `of the shipped library know frameworks and leave applications alone`() throws {
    let frames = try PatternLibraryLoader.load(
      files: PatternLibraryLoader.files(of: .embedded)
    ).frames
    let library = [
      "org.springframework.boot.SpringApplication.run",
      "com.zaxxer.hikari.HikariDataSource.getConnection",
      "com.example.Bank$$SpringCGLIB$$0.open", "Npgsql.NpgsqlConnection.Open",
      "Azure.Core.Pipeline.Send",
    ]
    for function in library {
      #expect(frames.isApplication(frame(function)) == false, "\(function)")
    }
    let own = [
      "com.example.Bank.open", "Amazon.fetch", "Shop.Cart.Add", "play", "main.main", "Sentry.init",
    ]
    for function in own {
      #expect(frames.isApplication(frame(function, in: "/app/play.py")) == nil, "\(function)")
    }
    for file in ["play.py", "rx.rb", "/app/src/cats.ts", "akka.go", "<unknown>"] {
      #expect(frames.isApplication(frame(nil, in: file)) == nil, "\(file)")
    }
  }

  @Test func `are kept in the archive`() throws {
    let library = try PatternLibraryLoader.load(files: [
      PatternFile(name: "f.yaml", text: "frames: { library: [a.*], application: [a.b.*] }")
    ])
    let copy = library.archive.withUnsafeBytes { PatternLibrary(archive: $0) }
    #expect(copy?.frames.library.map(\.pattern) == ["a.*"])
    #expect(copy?.frames.application.map(\.pattern) == ["a.b.*"])
  }
}
