import Foundation
import LogSimulation
import Testing

/// What `explain` says of every incident of every story is what the digest says, and rests on entries
/// that the story has.
@Suite struct ExplainTests {
  private struct Run {
    var digest: DigestDocument
    var explanations: [[String: Any]]
  }

  private static let options = [
    "--format", "json", "--now", "2025-09-30T12:00:00Z", "--patterns",
    Checkout.path + "/samples/impact.yaml",
  ]

  private func run(_ files: [[UInt8]]) throws -> Run {
    let scratch = try ScratchDirectory()
    var paths: [String] = []
    for (index, bytes) in files.enumerated() {
      let path = scratch.path + "/\(index).json"
      try Data(bytes).write(to: URL(fileURLWithPath: path))
      paths.append(path)
    }
    let scan = try Tool().run(["scan"] + ExplainTests.options + paths)
    let digest = try DigestDocument(scan.output)
    let explanations = try digest.incidents.map { incident in
      let id = try #require(incident.text("id"))
      let outcome = try Tool().run(["explain", id] + ExplainTests.options + paths)
      #expect(outcome.status == 0, "\(outcome.errors)")
      #expect(try DocumentSchemas.shared.complaint(about: outcome.stdout) == "")
      let root = try JSONSerialization.jsonObject(with: Data(outcome.stdout)) as? [String: Any]
      return try #require(root)
    }
    return Run(digest: digest, explanations: explanations)
  }

  private func decisions(_ explanation: [String: Any], _ question: String) -> [[String: Any]] {
    let sections = explanation["sections"] as? [[String: Any]] ?? []
    return sections.first { $0.text("question")?.hasPrefix(question) ?? false }?["decisions"]
      as? [[String: Any]] ?? []
  }

  private func evidence(_ decision: [String: Any]) -> [[String: Any]] {
    decision["evidence"] as? [[String: Any]] ?? []
  }

  @Test(arguments: StoryTests.names) func saysWhatTheDigestSays(name: String) throws {
    let story = try #require(Story.named(name, seed: SampleSet.seed))
    let run = try self.run([PackagedForm.ndjson.encode(story.entries)])
    for (incident, explanation) in zip(run.digest.incidents, run.explanations) {
      #expect(explanation.text("schema") == "fivewhys.explanation/1")
      let told = try #require(explanation["incident"] as? [String: Any])
      #expect(NSDictionary(dictionary: told) == NSDictionary(dictionary: incident))

      let boots = decisions(explanation, "Which boots failed")
      #expect(boots.count == min(51, incident.number("boots.failed") ?? 0))
      #expect(boots.allSatisfy { !evidence($0).isEmpty })

      let causes = decisions(explanation, "Why this root cause")
      let chosen = try #require(causes.first?.text("text"))
      if let signature = incident.text("rootCause.signature") {
        #expect(chosen.contains(" \(signature) "))
      } else if let type = incident.text("rootCause.exception.type") {
        #expect(chosen.contains(" \(type)"))
      }
      let taken = causes.dropFirst().filter { $0.text("verdict") == "taken" }
      if incident.text("rootCause.signature") != nil, !boots.isEmpty { #expect(!taken.isEmpty) }

      let phases = decisions(explanation, "In which phase")
      if let phase = incident.text("phase.name") {
        #expect(phases.first?.text("verdict") == "taken")
        #expect(phases.first?.text("text")?.hasPrefix(phase + " (") == true)
      } else if !boots.isEmpty {
        #expect(phases.first?.text("verdict") == "missing")
      }
      let over = decisions(explanation, "Is it over").first?.text("verdict")
      #expect((over == "taken") == (incident.text("recoveredAt") != nil))
      let priority = try #require(decisions(explanation, "Why this priority").last?.text("text"))
      #expect(priority.hasPrefix(try #require(incident.text("priority")) + ", by rule "))
    }
  }

  @Test(arguments: StoryTests.names) func citesEntriesOfTheLogsOnly(name: String) throws {
    let story = try #require(Story.named(name, seed: SampleSet.seed))
    let log = PackagedForm.ndjson.encode(story.entries)
    let known = Set(
      try log.split(separator: 0x0A).compactMap { line in
        try (JSONSerialization.jsonObject(with: Data(line)) as? [String: Any])?.text("insertId")
      })
    for explanation in try run([log]).explanations {
      let sections = explanation["sections"] as? [[String: Any]] ?? []
      for section in sections {
        for decision in section["decisions"] as? [[String: Any]] ?? [] {
          #expect(decision.text("text")?.isEmpty == false)
          for entry in evidence(decision) {
            if let id = entry.text("insertId") { #expect(known.contains(id)) }
          }
        }
      }
    }
  }

  @Test(arguments: ["websocket-staging", "line-by-line", "gke-restart-loop", "rollback-recovery"])
  func saysTheSameInWhateverOrder(name: String) throws {
    let story = try #require(Story.named(name, seed: SampleSet.seed))
    func words(_ run: Run) -> [String] {
      run.explanations.flatMap { explanation in
        (explanation["sections"] as? [[String: Any]] ?? []).flatMap { section in
          (section["decisions"] as? [[String: Any]] ?? []).map { decision in
            "\(decision.text("verdict") ?? "") \(decision.text("text") ?? "") "
              + evidence(decision).map { $0.text("insertId") ?? "" }.joined(separator: " ")
          }
        }
      }
    }
    let expected = words(try run([PackagedForm.ndjson.encode(story.entries)]))
    #expect(!expected.isEmpty)
    let shards = Packaging.shards(Packaging.shuffled(story.entries, seed: 5), count: 3)
    #expect(words(try run(shards.map(PackagedForm.gcloud.encode))) == expected)
  }
}
