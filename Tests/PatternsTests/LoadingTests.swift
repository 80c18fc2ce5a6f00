import Patterns
import Testing

#if canImport(Glibc)
  import Glibc
#endif

/// A directory of its own that is removed with the test.
final class TemporaryDirectory {
  let path: String

  init() throws {
    var template = Array("/tmp/patterns-XXXXXX".utf8CString)
    path = String(cString: try #require(mkdtemp(&template)))
  }

  deinit { TemporaryDirectory.remove(path) }

  /// Writes a file with the directories that lead to it.
  func write(_ name: String, _ text: String) throws {
    var directory = path
    for part in name.split(separator: "/").dropLast() {
      directory += "/" + part
      mkdir(directory, 0o755)
    }
    let file = try #require(fopen(path + "/" + name, "w"))
    fputs(text, file)
    fclose(file)
  }

  private static func remove(_ path: String) {
    var status = stat()
    guard lstat(path, &status) == 0 else { return }
    guard status.st_mode & S_IFMT == S_IFDIR else {
      unlink(path)
      return
    }
    if let handle = opendir(path) {
      while let entry = readdir(handle) {
        let name = withUnsafePointer(to: &entry.pointee.d_name) {
          $0.withMemoryRebound(to: CChar.self, capacity: 256) { String(cString: $0) }
        }
        if name != ".", name != ".." { remove(path + "/" + name) }
      }
      closedir(handle)
    }
    rmdir(path)
  }
}

@Suite("Pattern files are found where they are")
struct LoadingTests {
  private func errors(_ shipped: ShippedPatterns, _ paths: String...) -> String {
    do throws(PatternErrors) {
      _ = try PatternLibraryLoader.load(shipped: shipped, paths: paths)
      return "no error"
    } catch {
      return error.description
    }
  }

  private func shippedFixture() throws -> TemporaryDirectory {
    let directory = try TemporaryDirectory()
    try directory.write("signatures/python/boom.yaml", signature(id: "boom"))
    try directory.write("profiles/stages.yaml", KindTests.profile)
    try directory.write("impact.yaml", KindTests.impact)
    try directory.write("schema/other.yaml", "not: [a pattern")
    return directory
  }

  @Test func `shipped files and the user's together make the library`() throws {
    let shipped = try shippedFixture()
    let user = try TemporaryDirectory()
    try user.write("b/own.yml", signature(id: "own", extra: "explains: [boom]"))
    try user.write("a.yaml", "currency: GBP")
    try user.write("notes.txt", "not: [a pattern")
    try user.write(".git/x.yaml", "not: [a pattern")
    let library = try PatternLibraryLoader.load(
      shipped: .directory(shipped.path), paths: [user.path + "/"])
    #expect(library.signatures.map(\.id) == ["boom", "own"])
    #expect(
      library.signatures.map(\.location.description) == [
        "patterns/signatures/python/boom.yaml:1:1", "\(user.path)/b/own.yml:1:1",
      ])
    #expect(library.profiles.map(\.id) == ["stages"])
    #expect(library.impact.currency == "GBP")
    #expect(library.impact.capabilities.map(\.location.file) == ["patterns/impact.yaml"])
  }

  @Test func `a path given twice counts once, another copy is told`() throws {
    let user = try TemporaryDirectory()
    try user.write("a.yaml", signature())
    let path = user.path + "/a.yaml"
    #expect(errors(.none, path, user.path, path) == "no error")
    try user.write("b.yaml", signature())
    #expect(
      errors(.none, user.path)
        == "\(user.path)/b.yaml:1:1: the id 'sample' is already used at \(path):1:1; choose another"
    )
  }

  @Test func `a user's id that is shipped is told with both places`() throws {
    let shipped = try shippedFixture()
    let user = try TemporaryDirectory()
    try user.write("a.yaml", signature(id: "boom"))
    #expect(
      errors(.directory(shipped.path), user.path)
        == "\(user.path)/a.yaml:1:1: the id 'boom' is already used at "
        + "patterns/signatures/python/boom.yaml:1:1; choose another")
  }

  @Test func `paths that lead nowhere are told, together with all other errors`() throws {
    let user = try TemporaryDirectory()
    try user.write("a.yaml", "id: a")
    mkdir(user.path + "/empty", 0o755)
    #expect(
      errors(.none, user.path + "/none", user.path + "/empty", user.path + "/a.yaml/b")
        == """
        \(user.path)/a.yaml/b: not a directory
        \(user.path)/empty: the directory holds no *.yaml or *.yml file
        \(user.path)/none: no such file or directory
        """)
    #expect(
      errors(.directory(user.path))
        == "\(user.path): no pattern library; expected a directory with 'signatures', 'profiles' "
        + "or 'impact.yaml'")
  }

  @Test func `a loop of links ends`() throws {
    let user = try TemporaryDirectory()
    try user.write("a/one.yaml", signature())
    symlink("..", user.path + "/a/up")
    let found = errors(.none, user.path)
    #expect(found.contains("directories nested too deep, or a loop of symbolic links"))
  }

  @Test func `a file of any name is read when it is named`() throws {
    let user = try TemporaryDirectory()
    try user.write("rules.txt", signature())
    #expect(errors(.none, user.path + "/rules.txt") == "no error")
  }

  @Test func `the embedded copy is what patterns/ holds`() throws {
    let root = #filePath.split(separator: "/").dropLast(3).map { "/" + $0 }.joined()
    guard access(root + "/patterns", F_OK) == 0 else {
      #expect(try PatternLibraryLoader.files(of: .embedded).isEmpty)
      return
    }
    let embedded = try PatternLibraryLoader.files(of: .embedded)
    let present = try PatternLibraryLoader.files(of: .directory(root + "/patterns"))
    #expect(embedded.map(\.name).sorted() == present.map(\.name).sorted(), "run embed.py")
    let contents = Dictionary(uniqueKeysWithValues: present.map { ($0.name, $0.contents) })
    for file in embedded {
      #expect(contents[file.name] == file.contents, "\(file.name) has changed: run embed.py")
    }
  }

  @Test func `the embedded library loads`() {
    #expect(errors(.embedded) == "no error")
    #expect(errors(.none) == "no error")
  }

  @Test func `the shipped library is found in the promised order`() throws {
    let root = try TemporaryDirectory()
    let program = root.path + "/.build/x/debug/fivewhys"
    try root.write(".build/x/debug/fivewhys", "")
    #expect(ShippedPatterns.locate(executablePath: program, overridePath: nil) == .embedded)
    try root.write("Package.swift", "")
    #expect(ShippedPatterns.locate(executablePath: program, overridePath: "") == .embedded)
    try root.write("patterns/signatures/a.yaml", signature())
    #expect(
      ShippedPatterns.locate(executablePath: program, overridePath: nil)
        == .directory(root.path + "/patterns"))
    try root.write(".build/x/share/fivewhys/patterns/impact.yaml", "")
    #expect(
      ShippedPatterns.locate(executablePath: program, overridePath: nil)
        == .directory(root.path + "/.build/x/share/fivewhys/patterns"))
    #expect(
      ShippedPatterns.locate(executablePath: program, overridePath: "/else")
        == .directory("/else"))
    symlink(program, root.path + "/link")
    #expect(
      ShippedPatterns.locate(executablePath: root.path + "/link", overridePath: nil)
        == .directory(root.path + "/.build/x/share/fivewhys/patterns"))
    #expect(ShippedPatterns.locate(executablePath: "fivewhys", overridePath: nil) == .embedded)
    #expect(ShippedPatterns.locate(executablePath: "", overridePath: nil) == .embedded)
  }
}

@Suite("Did you mean")
struct SuggestionTests {
  @Test(arguments: [
    ("mesage", "message"), ("MESSAGE", "message"), ("mesasge", "message"), ("not", "not"),
    ("nto", "not"), ("zzz", nil), ("", nil), ("m", nil),
    ("resource", "resourceType"), ("res", nil), ("resourcetype", "resourceType"),
  ])
  func `the nearest word is found`(word: String, expected: String?) {
    let words = ["message", "severity", "not", "any", "resourceType"]
    #expect(Suggestion.nearest(to: word, among: words) == expected)
  }

  @Test func `a word without end has no neighbour`() {
    let word = String(repeating: "a", count: 1_000_000)
    #expect(Suggestion.nearest(to: word, among: [word]) == nil)
  }
}
