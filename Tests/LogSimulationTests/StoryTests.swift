import Foundation
import LogModel
import LogSimulation
import Testing

@Suite struct StoryTests {
  private static let seeds: [UInt64] = [SampleSet.seed, 77]

  @Test func `there are twelve stories with names of their own`() {
    let names = Story.all(seed: 1).map(\.name)
    #expect(names.count >= 11)
    #expect(Set(names).count == names.count)
    #expect(Story.named("websocket-staging", seed: 1) != nil)
    #expect(Story.named("no-such-story", seed: 1) == nil)
  }

  @Test func `a seed gives the same bytes, another seed other bytes`() {
    for (first, second) in zip(Story.all(seed: 4), Story.all(seed: 4)) {
      #expect(
        PackagedForm.ndjson.encode(first.entries) == PackagedForm.ndjson.encode(second.entries))
      #expect(first.diagnosis == second.diagnosis)
    }
    for (first, second) in zip(Story.all(seed: 4), Story.all(seed: 5)) {
      #expect(first.entries != second.entries, "\(first.name)")
    }
  }

  @Test(arguments: seeds)
  func `entries are in order, in their window and identifiable`(seed: UInt64) {
    for story in Story.all(seed: seed) {
      #expect(story.entries.count > 20, "\(story.name)")
      #expect(story.entries.allSatisfy { story.window.contains($0.timestamp) }, "\(story.name)")
      #expect(
        zip(story.entries, story.entries.dropFirst()).allSatisfy { $0.timestamp <= $1.timestamp },
        "\(story.name)")
      let identities = Set(
        story.entries.map { "\($0.logName) \($0.timestamp.rfc3339) \($0.insertId)" })
      #expect(identities.count == story.entries.count, "\(story.name)")
      #expect(story.entries.allSatisfy { $0.receiveTimestamp >= $0.timestamp }, "\(story.name)")
    }
  }

  @Test(arguments: seeds)
  func `what is expected does not depend on the seed, times excepted`(seed: UInt64) {
    for (story, reference) in zip(Story.all(seed: seed), Story.all(seed: 1000)) {
      var diagnosis = story.diagnosis
      var expected = reference.diagnosis
      for index in diagnosis.incidents.indices { diagnosis.incidents[index].recoveredAt = nil }
      for index in expected.incidents.indices { expected.incidents[index].recoveredAt = nil }
      #expect(diagnosis == expected, "\(story.name)")
    }
  }

  /// The insertIds of one instance's log grow with time, as those of Cloud Run do.
  @Test func `insertIds grow with time`() {
    for story in Story.all(seed: 2) {
      let runs = story.entries.filter {
        $0.resource.type == "cloud_run_revision" && $0.logID.hasPrefix("run")
      }
      for (_, log) in Dictionary(grouping: runs, by: \.logID) {
        for (left, right) in zip(log, log.dropFirst())
        where left.timestamp.nanoseconds / 1000 < right.timestamp.nanoseconds / 1000 {
          #expect(left.insertId < right.insertId)
        }
      }
    }
  }

  @Test func `the diagnosis agrees with a count over the entries`() throws {
    for story in Story.all(seed: 3) {
      for incident in story.diagnosis.incidents where incident.kind != .runtimeFailure {
        let exits = story.entries.filter { entry in
          guard case .text(let text) = entry.payload else { return false }
          return text.hasPrefix("Container called exit(")
            && entry.resource.labels["service_name"] == incident.service
        }.count
        let failures = story.diagnosis.incidents.filter { $0.service == incident.service }
          .map(\.failedBoots).reduce(0, +)
        #expect(exits <= failures, "\(story.name)")
        #expect(incident.usersFailed == incident.statuses.values.reduce(0, +))
        #expect(incident.recovered == (incident.recoveredAt != nil))
      }
      let named = Set(story.diagnosis.incidents.map(\.service) + story.diagnosis.noIncidentServices)
      let logged = Set(
        story.entries.compactMap {
          $0.resource.labels["service_name"] ?? $0.resource.labels["container_name"]
        }.filter { !$0.isEmpty })
      #expect(named == logged, "\(story.name)")
    }
  }

  @Test func `the reference incident is as it was`() throws {
    let story = try #require(Story.named("websocket-staging", seed: SampleSet.seed))
    let incident = try #require(story.diagnosis.incidents.first)
    #expect(story.diagnosis.incidents.count == 1)
    #expect(incident.failedBoots == 14)
    #expect(incident.statuses == [503: 37])
    #expect(incident.exitCodes == [3: 11])
    let texts = story.entries.compactMap { entry -> String? in
      if case .text(let text) = entry.payload { return text }
      return nil
    }
    #expect(texts.filter { $0.hasPrefix("Default STARTUP TCP probe succeeded") }.count == 15)
    for function in [
      "line 899, in _create_agent_supervisor", "line 1000, in initialize_websocket_components",
    ] {
      #expect(texts.contains { $0.contains(function) })
    }
    // The request that called an instance up began before the instance did.
    let start = try #require(
      story.entries.first { entry in
        guard case .text(let text) = entry.payload else { return false }
        return entry.project == "netra-staging" && text.hasPrefix("Starting new instance")
      })
    #expect(
      story.entries.contains { $0.httpRequest?.status == 503 && $0.timestamp < start.timestamp })
  }

  @Test func `the cut window cuts`() throws {
    let story = try #require(Story.named("cut-window", seed: SampleSet.seed))
    let starts = story.entries.filter { entry in
      guard case .text(let text) = entry.payload else { return false }
      return text.hasPrefix("Starting new instance")
    }.count
    let incident = try #require(story.diagnosis.incidents.first)
    #expect(starts == incident.failedBoots - incident.truncatedHead + incident.inProgress)
    #expect(incident.truncatedHead == 1)
  }
}
