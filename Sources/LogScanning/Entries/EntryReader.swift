private import LogModel

/// Reads one input, of whatever form and compression, into entries.
public final class EntryReader {
  private let input: InputObject
  private let options: ReadOptions
  private var decoder: EntryDecoder?

  public init(input: InputObject, options: ReadOptions) {
    self.input = input
    self.options = options
  }

  /// Delivers every entry of the input in its order, and tells what came of it.
  ///
  /// Never fails as a whole: what goes wrong becomes a problem, and what came before was delivered.
  /// Reading and inflating happen on a thread beside the caller's; the callbacks on the caller's.
  ///
  /// - Parameters:
  ///   - progress: is told the bytes read so far, as they are stored, once a block.
  ///   - body: gets an entry that is valid during the call.
  public func readAll(
    progress: ((Int) -> Void)?, _ body: (DecodedEntry) -> Void
  ) -> ReadOutcome {
    withoutActuallyEscaping(body) { body in
      let decoder = EntryDecoder(input: input, options: options, body)
      self.decoder = decoder
      defer { self.decoder = nil }
      return read(progress, decoder)
    }
  }

  /// Ends the reading early; meant to be called from within a callback of ``readAll(progress:_:)``.
  public func stop() { decoder?.isStopped = true }

  private func read(_ progress: ((Int) -> Void)?, _ decoder: EntryDecoder) -> ReadOutcome {
    let stream = BlockStream(
      input: input, blockSize: max(16, options.blockSize), inflate: options.inflate,
      readsAhead: options.readsAhead)
    var framing = Framing(
      limit: max(2, options.maxEntryBytes), indexPath: options.indexPath, start: input.start)
    decoder.begin(input.start)
    var outcome = ReadOutcome()
    var wantsLines = false
    stream.forEachBlock { block in
      outcome.bytesInflated += block.count
      framing.feed(block.text, block.lines, to: decoder)
      if framing.isLines, !wantsLines, let path = options.indexPath {
        wantsLines = true
        stream.wantLines(path, leisure: options.leisure)
      }
      progress?(block.bytesRead)
      return !decoder.isStopped
    }
    let produced = stream.end()
    outcome.take(produced)
    if !decoder.isStopped { outcome.conclude(input, produced, &framing, decoder) }
    outcome.take(decoder.problems, entries: decoder.delivered - input.start.entriesBefore)
    return outcome
  }
}

extension EntryDecoder {
  /// Says so where the input ended inside a record, unless it is known that it was cut off.
  ///
  /// - Returns: whether it did.
  func reportEnd(inside offset: Int?, isCut: Bool) -> Bool {
    guard let offset else { return false }
    if !isCut {
      problems.addTruncation(
        "the input ends inside a record; what came before was used", at: offset)
    }
    return true
  }
}

extension ReadOutcome {
  /// The input has ended, all of which one thread has cut.
  mutating func conclude(
    _ input: InputObject, _ produced: BlockProducer.Outcome, _ framing: inout Framing,
    _ decoder: EntryDecoder
  ) {
    let rest: ReadingRest
    if produced.leavesTail(of: input) {
      rest = framing.leave(decoder)
    } else {
      rest = framing.finish(decoder)
      let inside = framing.truncatedAt ?? decoder.truncatedRecord
      if decoder.reportEnd(inside: inside, isCut: produced.isTruncated) { isTruncated = true }
    }
    // Stopped from within, at the last moment.
    guard !decoder.isStopped else { return }
    end = produced.end(of: input, rest, decoder.takePast(), entries: decoder.delivered)
  }

  /// Takes in how reading and inflating went.
  mutating func take(_ produced: BlockProducer.Outcome) {
    bytesRead = produced.bytesRead
    isTruncated = produced.isTruncated
    overran = produced.overran
    retreat = produced.retreat
    problems += produced.problems
  }

  /// Takes in how decoding went.
  mutating func take(_ found: ReadProblems, entries: Int) {
    self.entries = entries
    malformed = found.malformed
    problems += found.all
  }
}
