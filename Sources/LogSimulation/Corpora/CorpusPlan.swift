/// What a corpus for benchmarks holds.
public enum CorpusKind: String, CaseIterable, Sendable {
  /// The traffic of twelve services over a day, with a handful of incidents.
  case mixed
  /// Boots only: many short lines that are much alike.
  case dense
  /// Traffic in which every tenth entry is a marker or a match of a crash loop.
  case crashLoop = "crash-loop"
}

/// How a corpus is written.
public enum CorpusForm: String, CaseIterable, Sendable {
  /// One entry a line, in the order of time.
  case ndjson
  /// One array as gcloud prints, newest first.
  case array
  /// Pub/Sub messages, one a line.
  case envelopes
}

/// A corpus to be written. The same plan gives the same bytes, whatever the number of threads.
public struct CorpusPlan: Sendable {
  public var kind: CorpusKind
  public var form: CorpusForm
  /// Uncompressed; met within the size of an entry and of the incidents.
  public var bytes: Int
  public var seed: UInt64
  /// How many services fail, of a mixed corpus; nil for the handful of different stories.
  public var incidents: Int?

  public init(
    kind: CorpusKind, form: CorpusForm, bytes: Int, seed: UInt64, incidents: Int? = nil
  ) {
    self.kind = kind
    self.form = form
    self.bytes = bytes
    self.seed = seed
    self.incidents = incidents
  }

  /// Bytes of a piece that is generated and deflated on its own.
  static let pieceBytes = 4 << 20

  var pieces: Int { max(1, (bytes + CorpusPlan.pieceBytes - 1) / CorpusPlan.pieceBytes) }

  /// The incidents that a mixed corpus holds among its traffic, all on the day of the corpus.
  public var stories: [Story] {
    guard kind == .mixed else { return [] }
    let day = CorpusPlan.day
    if let incidents {
      return (0..<incidents).map { .failingService($0, of: incidents, seed: seed, day: day) }
    }
    return [
      .websocketStaging(seed: seed, day: day), .memoryLimit(seed: seed, day: day),
      .importFailure(seed: seed, day: day), .rollbackRecovery(seed: seed, day: day),
    ]
  }

  /// What is true about a mixed corpus; nil for the others, which are for measuring only.
  public var diagnosis: Diagnosis? {
    guard kind == .mixed else { return nil }
    let stories = stories.map(\.diagnosis)
    let incidents = stories.flatMap(\.incidents).sorted { $0.service < $1.service }
    let healthy = stories.flatMap(\.noIncidentServices) + CorpusTemplates.twelve.map(\.name)
    return Diagnosis(incidents: incidents, noIncidentServices: healthy.sorted())
  }

  static let day = StoryDay(2025, 9, 7)
}
