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
      input: input, blockSize: max(16, options.blockSize), inflate: options.inflate)
    var framing = Framing(
      limit: max(2, options.maxEntryBytes), indexPath: options.indexPath)
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
    outcome.bytesRead = produced.bytesRead
    outcome.isTruncated = produced.isTruncated
    outcome.overran = produced.overran
    if !decoder.isStopped {
      framing.finish(decoder)
      if let offset = framing.truncatedAt ?? decoder.truncatedRecord {
        outcome.isTruncated = true
        if !produced.isTruncated {
          decoder.problems.addTruncation(
            "the input ends inside a record; what came before was used", at: offset)
        }
      }
    }
    outcome.entries = decoder.delivered
    outcome.malformed = decoder.problems.malformed
    outcome.problems = produced.problems + decoder.problems.all
    return outcome
  }
}
