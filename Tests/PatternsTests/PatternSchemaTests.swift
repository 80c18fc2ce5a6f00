import Foundation
import LogModel
import LogSimulation
import Testing

@testable import Patterns

/// The schemas that editors read say of pattern files what the loader says.
@Suite struct PatternSchemaTests {
  private struct Document {
    var kind: PatternKind
    var name: String
    var node: YAMLNode
  }

  private static let root = URL(fileURLWithPath: PatternSchemas.directory)
    .deletingLastPathComponent().path

  private static func documents(_ texts: [String], _ kind: PatternKind) -> [Document] {
    texts.enumerated().flatMap { number, text in
      YAMLParser.parse(Array(text.utf8), file: "sample").documents.map {
        Document(kind: kind, name: "sample \(number)", node: $0)
      }
    }
  }

  private static let samples: [Document] =
    documents(SchemaSamples.signatures, .signature) + documents(SchemaSamples.profiles, .profile)
    + documents(SchemaSamples.impacts, .impact) + documents(SchemaSamples.frames, .frames)

  private static func shipped() throws -> [Document] {
    var documents: [Document] = []
    for file in try PatternLibraryLoader.files(of: .directory(root)) {
      var decoder = PatternDecoder(file: file.name)
      for node in YAMLParser.parse(file.contents, file: file.name).documents {
        let told = decoder.kind(of: node)
        let kind = try #require(told, "\(file.name)")
        documents.append(Document(kind: kind, name: file.name, node: node))
      }
    }
    return documents
  }

  /// What the loader says of a document for itself.
  private static func errors(_ document: Document) -> [PatternError] {
    var decoder = PatternDecoder(file: document.name)
    if decoder.kind(of: document.node) == nil { return decoder.errors }
    switch document.kind {
    case .signature: _ = decoder.signature(document.node)
    case .profile: _ = decoder.profile(document.node)
    case .impact: _ = decoder.impact(document.node)
    case .frames: _ = decoder.frames(document.node)
    case .rules: break
    }
    return decoder.errors
  }

  private static func question(
    _ document: Document, at path: [PatternSchemas.Step]? = nil
  ) -> PatternSchemas.Question {
    PatternSchemas.Question(
      kind: "\(document.kind)", document: document.node.json, path: path)
  }

  @Test func `every shipped file and every sample is valid`() throws {
    let documents = try PatternSchemaTests.shipped() + PatternSchemaTests.samples
    #expect(documents.count > 350)
    let answers = try PatternSchemas.answers(to: documents.map { PatternSchemaTests.question($0) })
    for (document, answer) in zip(documents, answers.answers) {
      #expect(answer == "", "\(document.name)")
      #expect(PatternSchemaTests.errors(document).isEmpty, "\(document.name)")
    }
  }

  /// At every mapping the loader is given a key that no one has, and names those that it knows.
  @Test func `the schemas have the keys that the loader knows, and no other`() throws {
    var questions: [PatternSchemas.Question] = []
    var expected: [(place: String, keys: String)] = []
    var seen: Set<String> = []
    for document in try PatternSchemaTests.samples + PatternSchemaTests.shipped() {
      for path in document.node.mappings() {
        let place = "\(document.kind): " + path.map(\.pattern).joined(separator: ".")
        guard seen.insert(place).inserted else { continue }
        var asked = document
        asked.node = document.node.replacing(path[...]) { $0.adding("zzqx") }
        let errors = PatternSchemaTests.errors(asked).map(\.message)
        let told = errors.first { $0.hasPrefix("unknown key 'zzqx'") }
        let keys = told.map { message in
          message.split(separator: "'").enumerated().filter { $0.offset % 2 == 1 }
            .map { String($0.element) }.dropFirst().sorted().joined(separator: ",")
        }
        questions.append(PatternSchemaTests.question(document, at: path))
        expected.append((place, keys ?? "free"))
      }
    }
    let answers = try PatternSchemas.answers(to: questions)
    #expect(questions.count > 100)
    for (answer, expected) in zip(answers.answers, expected) {
      #expect(answer == expected.keys, "\(expected.place)")
    }
    #expect(answers.unasked == [])
  }

  /// What the loader refuses and a schema cannot: these depend on other values, on the meaning of a text, or
  /// on other documents.
  private static let beyondSchemas = [
    "invalid regex", "can match the empty text", "captures no", "duplicate ",
    "no number is at least",
    "a span above 0 and up to 24h", "names the signature itself", "others of the example have one",
    "alternatives; at most", "takes one of 'contains'", "YYYY-MM-DD",
  ]

  /// Every part of a document is left out, exchanged or added to.
  @Test func `what the loader refuses the schemas refuse, and nothing else`() throws {
    var generator = SeededGenerator(seed: 11, label: "schemas")
    var documents = PatternSchemaTests.samples
    var shipped = try PatternSchemaTests.shipped()
    generator.shuffle(&shipped)
    documents += shipped.prefix(12)
    documents += shipped.filter { $0.kind != .signature }.prefix(4)
    var mutants: [(name: String, document: Document)] = []
    for document in documents {
      for path in document.node.paths() {
        let place = "\(document.name) " + path.map(\.description).joined(separator: ".")
        for (what, change) in YAMLNode.mutations {
          var changed = document
          changed.node = document.node.replacing(path[...], with: change)
          mutants.append(("\(place): \(what)", changed))
        }
        guard let last = path.last else { continue }
        var changed = document
        changed.node = document.node.replacing(path.dropLast()) { $0.removing(last) }
        mutants.append(("\(place): left out", changed))
      }
    }
    generator.shuffle(&mutants)
    mutants = Array(mutants.prefix(6000))
    let answers = try PatternSchemas.answers(
      to: mutants.map { PatternSchemaTests.question($0.document) })
    var refused = 0
    for (mutant, answer) in zip(mutants, answers.answers) {
      let errors = PatternSchemaTests.errors(mutant.document).map(\.message)
      if errors.isEmpty {
        #expect(answer == "", "\(mutant.name): the loader takes it")
        continue
      }
      let isBeyond = errors.allSatisfy { error in
        PatternSchemaTests.beyondSchemas.contains { error.contains($0) }
      }
      if isBeyond { continue }
      refused += 1
      #expect(answer != "", "\(mutant.name): \(errors.joined(separator: "; "))")
    }
    #expect(refused > 3000)
  }

  /// The first line of every shipped file tells editors where its schema is.
  @Test func `every shipped file names its schema`() throws {
    for file in try PatternLibraryLoader.files(of: .directory(PatternSchemaTests.root)) {
      var decoder = PatternDecoder(file: file.name)
      let node = try #require(YAMLParser.parse(file.contents, file: file.name).documents.first)
      let told = decoder.kind(of: node)
      let kind = try #require(told)
      let depth = file.name.split(separator: "/").count - 2
      let up = String(repeating: "../", count: depth)
      let first = String(decoding: file.contents.prefix { $0 != 0x0A }, as: UTF8.self)
      #expect(
        first == "# yaml-language-server: $schema=\(up)schema/\(kind).schema.json", "\(file.name)")
    }
  }
}

extension PatternSchemas.Step {
  fileprivate var description: String {
    switch self {
    case .key(let key): key
    case .index(let index): "\(index)"
    }
  }

  /// The same for all items of a list.
  fileprivate var pattern: String {
    if case .key(let key) = self { key } else { "*" }
  }
}

extension YAMLNode {
  /// The paths of all values, this one first.
  fileprivate func paths() -> [[PatternSchemas.Step]] {
    var paths: [[PatternSchemas.Step]] = [[]]
    switch content {
    case .scalar: break
    case .sequence(let items):
      for (index, item) in items.enumerated() {
        paths += item.paths().map { [.index(index)] + $0 }
      }
    case .mapping(let members):
      for member in members { paths += member.value.paths().map { [.key(member.key)] + $0 } }
    }
    return paths
  }

  fileprivate func mappings() -> [[PatternSchemas.Step]] {
    paths().filter { path in
      if case .mapping = value(at: path[...])?.content { true } else { false }
    }
  }

  private func value(at path: ArraySlice<PatternSchemas.Step>) -> YAMLNode? {
    guard let step = path.first else { return self }
    switch (step, content) {
    case (.index(let index), .sequence(let items)): return items[index].value(at: path.dropFirst())
    case (.key(let key), .mapping(let members)):
      return members.first { $0.key == key }?.value.value(at: path.dropFirst())
    default: return nil
    }
  }

  fileprivate func replacing(
    _ path: ArraySlice<PatternSchemas.Step>, with change: (YAMLNode) -> YAMLNode
  ) -> YAMLNode {
    guard let step = path.first else { return change(self) }
    var node = self
    switch (step, content) {
    case (.index(let index), .sequence(var items)):
      items[index] = items[index].replacing(path.dropFirst(), with: change)
      node.content = .sequence(items)
    case (.key(let key), .mapping(var members)):
      for index in members.indices where members[index].key == key {
        members[index].value = members[index].value.replacing(path.dropFirst(), with: change)
      }
      node.content = .mapping(members)
    default: break
    }
    return node
  }

  fileprivate func removing(_ step: PatternSchemas.Step) -> YAMLNode {
    var node = self
    switch (step, content) {
    case (.index(let index), .sequence(var items)):
      items.remove(at: index)
      node.content = .sequence(items)
    case (.key(let key), .mapping(let members)):
      node.content = .mapping(members.filter { $0.key != key })
    default: break
    }
    return node
  }

  fileprivate func adding(_ key: String) -> YAMLNode {
    guard case .mapping(let members) = content else { return self }
    var node = self
    node.content = .mapping(
      members + [Member(key: key, keyMark: mark, value: .scalar("x", .plain, at: mark))])
    return node
  }

  private static func scalar(_ text: String, _ style: Style, at mark: Mark) -> YAMLNode {
    YAMLNode(content: .scalar(Scalar(text: text, style: style, width: nil)), mark: mark)
  }

  fileprivate typealias Mutation = (name: String, change: @Sendable (YAMLNode) -> YAMLNode)

  /// Other values in its place.
  fileprivate static var mutations: [Mutation] {
    var mutations: [Mutation] = []
    for text in ["", "zz", "-1", "2.5", "3", "true"] {
      mutations.append(("unquoted '\(text)'", { scalar(text, .plain, at: $0.mark) }))
    }
    mutations.append(("quoted number", { scalar("3", .doubleQuoted, at: $0.mark) }))
    mutations.append(("empty text", { scalar("", .singleQuoted, at: $0.mark) }))
    mutations.append(("lines", { scalar("a\nb\n", .block, at: $0.mark) }))
    mutations.append(("no items", { YAMLNode(content: .sequence([]), mark: $0.mark) }))
    mutations.append(("no members", { YAMLNode(content: .mapping([]), mark: $0.mark) }))
    mutations.append(("a list of it", { YAMLNode(content: .sequence([$0]), mark: $0.mark) }))
    mutations.append(("a list of two", { YAMLNode(content: .sequence([$0, $0]), mark: $0.mark) }))
    mutations.append(("another key", { $0.adding("zzqx") }))
    mutations.append(
      (
        "a mapping of it",
        { node in
          let member = Member(key: "zzqx", keyMark: node.mark, value: node)
          return YAMLNode(content: .mapping([member]), mark: node.mark)
        }
      ))
    return mutations
  }
}
