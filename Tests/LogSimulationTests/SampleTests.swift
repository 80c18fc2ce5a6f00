import Foundation
import LogSimulation
import Testing

@Suite struct SampleTests {
  private let folder = URL(filePath: #filePath).deletingLastPathComponent()
    .deletingLastPathComponent().deletingLastPathComponent().appending(path: "samples")

  /// Compares what is inside: another zlib may deflate to other bytes.
  @Test func `committed samples are what the generator writes`() throws {
    for file in try SampleSet.files() {
      let committed = [UInt8](try Data(contentsOf: folder.appending(path: file.name)))
      if file.name.hasSuffix(".gz") {
        let same = try Gzip.inflate(committed) == Gzip.inflate(file.bytes)
        #expect(same, "\(file.name) is out of date: run `simulate-logs samples samples`")
        #expect(committed.count < 60_000, "\(file.name)")
      } else {
        #expect(committed == file.bytes, "\(file.name) is out of date")
      }
    }
  }

  @Test func `no sample is committed that the generator does not write`() throws {
    let generated = Set(try SampleSet.files().map(\.name))
    let committed = try FileManager.default.contentsOfDirectory(atPath: folder.path)
    #expect(Set(committed).subtracting(generated) == ["impact.yaml"])
  }

  @Test func `the table names every story and what to expect`() throws {
    let table = try #require(try SampleSet.files().last)
    let text = String(decoding: table.bytes, as: UTF8.self)
    for story in Story.all(seed: SampleSet.seed) {
      #expect(text.contains("`\(story.name).json.gz`"))
    }
  }
}
