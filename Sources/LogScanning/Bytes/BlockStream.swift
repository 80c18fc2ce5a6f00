import LogModel

/// The text of an input, block by block, read and inflated by a thread beside the caller, or by the
/// caller itself.
///
/// The thread ends with the input, or when the stream goes, whichever is first.
///
/// Several threads may take blocks; all else is for the one that made the stream.
final class BlockStream: @unchecked Sendable {
  private let ring: BlockRing
  private let work: Work
  private var thread: WorkThread?
  private let isAlone: Bool

  /// What the thread is given, and where it leaves its outcome.
  private final class Work: @unchecked Sendable {
    // Written by the thread alone, read after it was joined.
    var producer: BlockProducer
    let ring: BlockRing

    init(input: InputObject, library: InflateLibrary, ring: BlockRing) {
      self.ring = ring
      producer = BlockProducer(input: input, library: library, ring: ring)
    }

    func run() {
      producer.run()
      ring.finish(bytesRead: producer.outcome.bytesRead)
    }
  }

  /// - Parameters:
  ///   - count: blocks that there are at most.
  ///   - readsAhead: whether a thread of its own reads; worth it where a processor is free.
  init(
    input: InputObject, blockSize: Int, count: Int = 8,
    inflate library: InflateLibrary = InflateLibrary.preferred, readsAhead: Bool = true
  ) {
    ring = BlockRing(blockSize: blockSize, count: count, offset: input.start.textOffset)
    work = Work(input: input, library: library, ring: ring)
    isAlone = !readsAhead
    if isAlone { return }
    let work = work
    if let thread = WorkThread({ work.run() }) {
      self.thread = consume thread
    } else {
      work.producer.giveUp()
      ring.finish(bytesRead: 0)
    }
  }

  deinit { _ = end() }

  /// Has the thread index lines as well while the callbacks are behind; to be called from within one.
  func wantLines(_ path: RecordIndex.Path, leisure: Int) {
    ring.wantLines(path, leisure: leisure)
  }

  /// Calls back with every block, until the callback returns false.
  func forEachBlock(_ body: (BlockRing.Block) -> Bool) {
    if isAlone {
      withoutActuallyEscaping(body) { body in
        ring.hand(to: body) { work.producer.run() }
      }
      return
    }
    while let block = take() {
      let goesOn = body(block)
      release(block)
      if !goesOn { return }
    }
  }

  /// Has blocks end where lines end, so that several threads may share them; see ``BlockCutter``.
  func wantWholeLines(limit: Int) { ring.wantWholeLines(limit: limit) }

  /// Has the thread that reads use up blocks as well; see ``BlockRing/wantHelp(_:)``.
  func wantHelp(_ assistant: @escaping @Sendable (BlockRing.Block) -> Void) {
    ring.wantHelp(assistant)
  }

  /// The next block, from any thread; nil at the end. Only where a thread reads ahead.
  func take() -> BlockRing.Block? { ring.take() }

  /// Gives a block back.
  func release(_ block: BlockRing.Block) { ring.release(block) }

  /// Stops the thread, waits for it and tells what came of it.
  func end() -> BlockProducer.Outcome {
    if let thread = thread.take() {
      ring.close()
      thread.join()
    }
    return work.producer.outcome
  }
}
