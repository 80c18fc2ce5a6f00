import DigestRendering
import Foundation
import LogModel
import Testing

/// The JSON document against its schema, by an independent validator.
@Suite struct SchemaTests {
  @Test func `every digest is a valid document`() throws {
    let documents = try Sample.all.map { try (name: $0.name, text: json($0.digest)) }
    #expect(try SchemaValidator.digest.violations(in: documents) == [])
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
      #expect(try !SchemaValidator.digest.violations(in: [(name, text)]).isEmpty, "\(name)")
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
}
