import Foundation
import LogSimulation
import Testing

@Suite struct CorpusTests {
  /// Two pieces.
  private static let size = 5 << 20

  private func corpus(
    _ kind: CorpusKind, _ form: CorpusForm, bytes: Int = size, seed: UInt64 = 1,
    threads: Int = 2
  ) async throws -> (packed: [UInt8], report: CorpusReport) {
    var packed: [UInt8] = []
    let writer = CorpusWriter(
      CorpusPlan(kind: kind, form: form, bytes: bytes, seed: seed), threads: threads)
    let report = try await writer.write { packed += $0 }
    return (packed, report)
  }

  @Test func `the same plan gives the same bytes with any number of threads`() async throws {
    let alone = try await corpus(.mixed, .ndjson, threads: 1).packed
    let together = try await corpus(.mixed, .ndjson, threads: 3).packed
    let other = try await corpus(.mixed, .ndjson, seed: 2).packed
    #expect(alone == together)
    #expect(alone != other)
  }

  @Test(arguments: CorpusKind.allCases, CorpusForm.allCases)
  func `every corpus reads back`(kind: CorpusKind, form: CorpusForm) async throws {
    let (packed, report) = try await corpus(kind, form)
    let bytes = try Gzip.inflate(packed)
    #expect(bytes.count == report.bytes)
    #expect(packed.count == report.compressedBytes)
    #expect(bytes.count >= CorpusTests.size)
    let packaged: PackagedForm =
      form == .array ? .gcloud : form == .envelopes ? .envelopes : .ndjson
    let objects = try ParsedEntries.objects(of: bytes, packaged)
    #expect(objects.count == report.entries)
    let identities = Set(
      objects.map { "\($0["logName"] ?? "") \($0["timestamp"] ?? "") \($0["insertId"] ?? "")" })
    #expect(identities.count == objects.count)
    let day = objects.allSatisfy { ($0["timestamp"] as? String)?.hasPrefix("2025-09-0") == true }
    #expect(day)
    // No slot was left open.
    #expect(!String(decoding: bytes, as: UTF8.self).unicodeScalars.contains("\u{E000}"))
  }

  @Test func `a mixed corpus holds all of its stories`() async throws {
    let plan = CorpusPlan(kind: .mixed, form: .array, bytes: CorpusTests.size, seed: 1)
    let bytes = try Gzip.inflate(try await corpus(.mixed, .array).packed)
    let objects = try ParsedEntries.objects(of: bytes, .gcloud)
    let ids = Set(objects.compactMap { $0["insertId"] as? String })
    #expect(plan.stories.count == 4)
    for story in plan.stories {
      #expect(story.entries.allSatisfy { ids.contains($0.insertId) }, "\(story.name)")
    }
  }

  @Test func `only a mixed corpus has a diagnosis, which names all of its services`() async throws {
    let plan = CorpusPlan(kind: .mixed, form: .ndjson, bytes: CorpusTests.size, seed: 1)
    let diagnosis = try #require(plan.diagnosis)
    let bytes = try Gzip.inflate(try await corpus(.mixed, .ndjson).packed)
    let logged = Set(
      try ParsedEntries.lines(bytes).compactMap { entry -> String? in
        let resource = entry["resource"] as? [String: Any]
        let labels = resource?["labels"] as? [String: String]
        return labels?["service_name"] ?? labels?["container_name"]
      })
    #expect(logged == Set(diagnosis.incidents.map(\.service) + diagnosis.noIncidentServices))
    #expect(CorpusPlan(kind: .dense, form: .ndjson, bytes: 1, seed: 1).diagnosis == nil)
  }

  @Test func `as many services fail as were asked for`() async throws {
    let plan = CorpusPlan(
      kind: .mixed, form: .ndjson, bytes: CorpusTests.size, seed: 1, incidents: 7)
    let incidents = try #require(plan.diagnosis).incidents
    #expect(Set(incidents.map(\.service)).count == 7)
    var packed: [UInt8] = []
    _ = try await CorpusWriter(plan, threads: 2).write { packed += $0 }
    let ids = Set(
      try ParsedEntries.lines(Gzip.inflate(packed)).compactMap { $0["insertId"] as? String })
    for story in plan.stories {
      #expect(story.entries.allSatisfy { ids.contains($0.insertId) }, "\(story.name)")
    }
  }

  @Test func `compression is that of real exports`() async throws {
    let mixed = try await corpus(.mixed, .ndjson, bytes: 12 << 20).report.ratio
    let dense = try await corpus(.dense, .ndjson, bytes: 12 << 20).report.ratio
    #expect((5.5...7).contains(mixed), "\(mixed)")
    #expect((12...15).contains(dense), "\(dense)")
  }

  @Test func `an emitter that fails ends the work`() async {
    struct Full: Error {}
    let writer = CorpusWriter(
      CorpusPlan(kind: .dense, form: .ndjson, bytes: 20 << 20, seed: 1), threads: 2)
    var pieces = 0
    await #expect(throws: Full.self) {
      try await writer.write { _ in
        pieces += 1
        if pieces == 2 { throw Full() }
      }
    }
    #expect(pieces == 2)
  }
}
