import DigestRendering
import Foundation
import LogModel
import Testing

/// The JSON document against its schema, by an independent validator.
@Suite struct SchemaTests {
  @Test func `every digest is a valid document`() throws {
    let documents = try Sample.all.map { try (name: $0.name, text: json($0.digest)) }
    #expect(try violations(in: documents) == [])
  }

  @Test func `the schema refuses what is not a digest`() throws {
    let valid = try json(Sample.referenceDigest)
    let broken = [
      (
        "unknown member",
        valid.replacingOccurrences(of: "\"generatedAt\":", with: "\"x\": 1,\n\"generatedAt\":")
      ),
      ("missing member", valid.replacingOccurrences(of: "\"whysEnd\": null,", with: "")),
      ("no id", valid.replacingOccurrences(of: "3f2a9c01d5e87b42", with: "3F2A9C01D5E87B42")),
      ("unknown kind", valid.replacingOccurrences(of: "\"crash-loop\"", with: "\"crash\"")),
      ("local time", valid.replacingOccurrences(of: "T10:05:00Z", with: "T10:05:00+02:00")),
      (
        "observed without evidence",
        valid.replacingOccurrences(of: "\"basis\": \"known\"", with: "\"basis\": \"observed\"")
      ),
    ]
    for (name, text) in broken {
      #expect(text != valid, "\(name): the document was not changed")
      #expect(try !violations(in: [(name, text)]).isEmpty, "\(name)")
    }
  }

  @Test func `what is not known is null, and every member is there`() throws {
    let document = try parsed(Sample.unknownExceptionDigest)
    let incident = try #require((document["incidents"] as? [[String: Any]])?.first)
    for member in ["firstSeen", "lastSeen", "recoveredAt", "phase", "users", "productionRisk"] {
      #expect(incident[member] is NSNull, "\(member)")
    }
    let evidence = try #require((incident["evidence"] as? [[String: Any]])?.first)
    #expect(evidence["url"] is NSNull)
    #expect(evidence["insertId"] is NSNull)
    #expect(evidence["timestamp"] is NSNull)
    #expect(evidence["logName"] as? String == "run.googleapis.com/stderr")
  }

  @Test func `texts come back from JSON as they were`() throws {
    let document = try parsed(Sample.hostileDigest)
    let incident = try #require((document["incidents"] as? [[String: Any]])?.first)
    #expect(incident["title"] as? String == Sample.hostile)
  }

  private func json(_ digest: Digest) throws -> String {
    let renderer = try #require(DigestRenderers.renderer(for: .json))
    return renderer.render(digest, options: RenderOptions())
  }

  private func parsed(_ digest: Digest) throws -> [String: Any] {
    let object = try JSONSerialization.jsonObject(with: Data(json(digest).utf8))
    return try #require(object as? [String: Any])
  }

  /// What the validator objects to: `name: path: message`, one a violation.
  private func violations(in documents: [(name: String, text: String)]) throws -> [String] {
    let root = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
      .deletingLastPathComponent()
    let folder = FileManager.default.temporaryDirectory.appending(component: UUID().uuidString)
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    for (name, text) in documents {
      try Data(text.utf8).write(to: folder.appending(component: name + ".json"))
    }
    let script = """
      import json, pathlib, sys
      try:
          from jsonschema import Draft202012Validator, FormatChecker
      except ImportError:
          print("python3 has no module jsonschema: install the package python3-jsonschema")
          sys.exit(0)
      schema = json.load(open(sys.argv[1]))
      Draft202012Validator.check_schema(schema)
      validator = Draft202012Validator(schema, format_checker=FormatChecker())
      for path in sorted(pathlib.Path(sys.argv[2]).iterdir()):
          for error in validator.iter_errors(json.loads(path.read_text())):
              where = "/".join(str(part) for part in error.absolute_path)
              print(f"{path.stem}: {where}: {error.message[:200]}")
      print("validated")
      """
    let process = Process()
    let output = Pipe()
    process.executableURL = URL(filePath: "/usr/bin/env")
    process.arguments = [
      "python3", "-W", "ignore", "-c", script,
      root.appending(components: "docs", "schema", "fivewhys.digest-1.schema.json").path(),
      folder.path(),
    ]
    process.standardOutput = output
    process.standardError = output
    try process.run()
    let data = try output.fileHandleForReading.readToEnd() ?? Data()
    process.waitUntilExit()
    var lines = String(decoding: data, as: UTF8.self).split(separator: "\n").map(String.init)
    if lines.last == "validated" {
      lines.removeLast()
    } else {
      lines.append("no validation took place: python3 with jsonschema is needed")
    }
    return lines
  }
}
