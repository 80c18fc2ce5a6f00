import Glibc
import LogSimulation

/// The command line of the simulation: a tool of this project's developers, not of its users.
enum SimulateLogs {
  static let usage = """
    usage: simulate-logs list
           simulate-logs story NAME [--form FORM] [--seed N] [--shuffle SEED] [--double] [--gzip]
                               [--shards N --output-dir DIR]
           simulate-logs diagnosis NAME [--seed N]
           simulate-logs samples DIR
           simulate-logs corpus --kind mixed|dense|crash-loop --bytes N --output FILE.json.gz
                               [--seed N] [--incidents N] [--form ndjson|array|envelopes] [--level 1…9]
                               [--diagnosis FILE.json]
           simulate-logs scenarios DIR [--seed N] [--count N] [--case NAME]
           simulate-logs signatures --count N --output DIR [--seed N]
    FORM: ndjson, gcloud (default), objects, pages, envelopes, bigquery. gcloud and pages are newest
    first, the others oldest first, unless shuffled.

    """

  /// The exit status: 0 done, 1 a failure, 2 wrong usage.
  static func run(_ arguments: [String]) async -> Int32 {
    do {
      var rest = ArgumentReader(arguments)
      switch rest.next() {
      case "list":
        try rest.finish()
        for story in Story.all(seed: SampleSet.seed) { print("\(story.name)\t\(story.summary)") }
      case "story": try StoryCommand(&rest).run()
      case "diagnosis": try diagnosis(&rest)
      case "samples": try samples(&rest)
      case "corpus": try await CorpusCommand(&rest).run()
      case "scenarios": try ScenariosCommand(&rest).run()
      case "signatures": try SignaturesCommand(&rest).run()
      case "--help", "-h": FileOutput.standard(Array(usage.utf8))
      case let other: throw UsageError("unknown command \(other ?? "(none)")")
      }
      return 0
    } catch let error as UsageError {
      FileOutput.error("simulate-logs: \(error.reason)\n\(usage)")
      return 2
    } catch {
      FileOutput.error("simulate-logs: \(error)\n")
      return 1
    }
  }

  private static func diagnosis(_ arguments: inout ArgumentReader) throws {
    guard let name = arguments.next() else { throw UsageError("diagnosis needs a story's name") }
    var seed = SampleSet.seed
    while let option = arguments.next() {
      guard option == "--seed" else { throw UsageError("unknown option \(option)") }
      seed = try arguments.number(for: option)
    }
    let story = try named(name, seed: seed)
    FileOutput.standard(JSONWriter.encode(story.diagnosis.json, style: .gcloud) + [0x0A])
  }

  private static func samples(_ arguments: inout ArgumentReader) throws {
    guard let folder = arguments.next() else { throw UsageError("samples needs a folder") }
    try arguments.finish()
    for file in try SampleSet.files() {
      try FileOutput.write(file.bytes, to: "\(folder)/\(file.name)")
    }
  }

  static func named(_ name: String, seed: UInt64) throws -> Story {
    guard let story = Story.named(name, seed: seed) else {
      throw UsageError("there is no story \(name); `simulate-logs list` names them")
    }
    return story
  }
}
