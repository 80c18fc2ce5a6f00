import LogSimulation

/// `simulate-logs story`: one story in any packaging.
struct StoryCommand {
  private let name: String
  private var form = PackagedForm.gcloud
  private var seed = SampleSet.seed
  private var shuffleSeed: UInt64?
  private var isDoubled = false
  private var isGzipped = false
  private var shards: Int?
  private var folder: String?

  init(_ arguments: inout ArgumentReader) throws {
    guard let name = arguments.next() else { throw UsageError("story needs a name") }
    self.name = name
    while let option = arguments.next() {
      switch option {
      case "--form":
        let text = try arguments.value(for: option)
        guard let form = PackagedForm(rawValue: text) else {
          throw UsageError("unknown form \(text)")
        }
        self.form = form
      case "--seed": seed = try arguments.number(for: option)
      case "--shuffle": shuffleSeed = try arguments.number(for: option) as UInt64
      case "--double": isDoubled = true
      case "--gzip": isGzipped = true
      case "--shards": shards = try arguments.number(for: option) as Int
      case "--output-dir": folder = try arguments.value(for: option)
      default: throw UsageError("unknown option \(option)")
      }
    }
    if (shards == nil) != (folder == nil) {
      throw UsageError("--shards and --output-dir go together")
    }
  }

  func run() throws {
    var entries = try SimulateLogs.named(name, seed: seed).entries
    if isDoubled { entries = Packaging.doubled(entries) }
    if let shuffleSeed {
      entries = Packaging.shuffled(entries, seed: shuffleSeed)
    } else if form == .gcloud || form == .pages {
      entries = Packaging.newestFirst(entries)
    } else {
      entries = Packaging.oldestFirst(entries)
    }
    guard let folder, let shards else {
      FileOutput.standard(try packaged(entries))
      return
    }
    for (index, shard) in Packaging.shards(entries, count: shards).enumerated() {
      let ending = form.fileExtension + (isGzipped ? ".gz" : "")
      try FileOutput.write(try packaged(shard), to: "\(folder)/\(name)-\(index).\(ending)")
    }
  }

  private func packaged(_ entries: [SimulatedEntry]) throws -> [UInt8] {
    let bytes = form.encode(entries)
    return isGzipped ? try Gzip.compress(bytes, members: 3) : bytes
  }
}
