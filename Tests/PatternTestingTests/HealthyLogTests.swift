import LogSimulation
import PatternTesting
import Patterns
import Testing

/// No signature fires on the logs of software that is well: not even one of which no incident comes.
@Suite struct HealthyLogTests {
  @Test(arguments: [1, 2, 3] as [UInt64]) func `nothing fires on a healthy day`(seed: UInt64) throws
  {
    let library = try PatternLibraryLoader.load(
      files: PatternLibraryLoader.files(of: .embedded))
    let examples = try PatternExamples(library: library)
    let healthy = Story.all(seed: seed).filter { $0.diagnosis.incidents.isEmpty }
    #expect(healthy.map(\.name).contains("healthy-day"))
    for story in healthy {
      let bytes = PackagedForm.ndjson.encode(story.entries)
      let log = Examples.Example(
        lines: [String(decoding: bytes, as: UTF8.self)],
        location: SourceLocation(file: story.name, line: 1, column: 1))
      #expect(examples.firing(on: log) == [], "\(story.name)")
    }
  }
}
