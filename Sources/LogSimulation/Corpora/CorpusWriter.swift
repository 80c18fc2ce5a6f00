/// What a corpus became.
public struct CorpusReport: Hashable, Sendable {
  public var bytes = 0
  public var compressedBytes = 0
  public var entries = 0

  /// Uncompressed to compressed.
  public var ratio: Double { compressedBytes == 0 ? 0 : Double(bytes) / Double(compressedBytes) }
}

/// Writes a corpus as one gzip member, in bounded memory: a few pieces at a time, generated and
/// deflated side by side.
public struct CorpusWriter: Sendable {
  private let plan: CorpusPlan
  private let level: Int
  private let threads: Int

  /// - Parameters:
  ///   - level: zlib's, 1…9.
  ///   - threads: pieces in work at a time. The bytes do not depend on it.
  public init(_ plan: CorpusPlan, level: Int = 6, threads: Int) {
    self.plan = plan
    self.level = min(9, max(1, level))
    self.threads = max(1, threads)
  }

  private struct Piece: Sendable {
    var index: Int
    var deflated: [UInt8]
    var length: Int
    var checksum: UInt32
    var entries: Int
  }

  /// - Parameter emit: takes the next bytes of the file; what it throws ends the work.
  public func write(emit: ([UInt8]) throws -> Void) async throws -> CorpusReport {
    let templates = CorpusTemplates(plan)
    let stories = storyLines()
    var report = CorpusReport()
    var checksum: UInt32 = 0
    // No time, no name, made on Unix.
    try emit([0x1F, 0x8B, 8, 0, 0, 0, 0, 0, 0, 3])
    try await withThrowingTaskGroup(of: Piece.self) { group in
      var started = 0
      var waiting: [Int: Piece] = [:]
      func start() {
        guard started < plan.pieces else { return }
        let index = started
        group.addTask { try piece(index, templates, stories) }
        started += 1
      }
      for _ in 0..<threads { start() }
      var written = 0
      while written < plan.pieces, let piece = try await group.next() {
        waiting[piece.index] = piece
        while let next = waiting.removeValue(forKey: written) {
          try emit(next.deflated)
          checksum = Gzip.checksum(checksum, followedBy: next.checksum, length: next.length)
          report.bytes += next.length
          report.compressedBytes += next.deflated.count
          report.entries += next.entries
          written += 1
        }
        // Nobody runs further ahead of the file than this.
        while started < written + 2 * threads, started < plan.pieces,
          started - written - waiting.count < threads
        { start() }
      }
    }
    // An empty last block, the checksum and the length, least significant byte first.
    var tail: [UInt8] = [3, 0]
    for number in [checksum, UInt32(truncatingIfNeeded: report.bytes)] {
      for shift in [0, 8, 16, 24] as [UInt32] {
        tail.append(UInt8(truncatingIfNeeded: number >> shift))
      }
    }
    try emit(tail)
    report.compressedBytes += 10 + tail.count
    return report
  }

  private func piece(_ index: Int, _ templates: CorpusTemplates, _ stories: [StoryLine])
    throws(ZlibFailure) -> Piece
  {
    let piece = CorpusPiece(index, of: plan, templates, stories: stories)
    var deflater = try Deflater(level: level, wrapping: .none)
    var deflated: [UInt8] = []
    deflated.reserveCapacity(piece.bytes.count / 4)
    try deflater.deflate(piece.bytes, flush: .boundary, into: &deflated)
    return Piece(
      index: index, deflated: deflated, length: piece.bytes.count,
      checksum: Gzip.checksum(piece.bytes), entries: piece.entries)
  }

  private func storyLines() -> [StoryLine] {
    let entries = plan.stories.flatMap(\.entries).sorted { SimulatedEntry.precedes($0, $1) }
    return entries.map { entry in
      var writer = JSONWriter(
        style: plan.form == .array ? .gcloud : plan.form == .envelopes ? .go : .sink)
      writer.write(entry.json, depth: plan.form == .array ? 1 : 0)
      return StoryLine(time: entry.timestamp, bytes: writer.bytes)
    }
  }
}
