private import Glibc
import LogModel

/// The text of an input, block by block, read and inflated by a thread beside the caller.
///
/// The thread ends with the input, or when the stream goes, whichever is first.
final class BlockStream {
  private let ring: BlockRing
  private let work: Work
  private var thread: pthread_t?

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
      ring.finish()
    }
  }

  init(
    input: InputObject, blockSize: Int, inflate library: InflateLibrary = InflateLibrary.preferred
  ) {
    ring = BlockRing(blockSize: blockSize)
    work = Work(input: input, library: library, ring: ring)
    var handle = pthread_t()
    let argument = Unmanaged.passRetained(work)
    let status = pthread_create(
      &handle, nil,
      { argument in
        guard let argument else { return nil }
        Unmanaged<Work>.fromOpaque(argument).takeRetainedValue().run()
        return nil
      }, argument.toOpaque())
    if status == 0 {
      thread = handle
    } else {
      argument.release()
      work.producer.giveUp()
      ring.finish()
    }
  }

  deinit { _ = end() }

  /// Has the thread index lines as well while the callbacks are behind; to be called from within one.
  func wantLines(_ path: RecordIndex.Path, leisure: Int) {
    ring.wantLines(path, leisure: leisure)
  }

  /// Calls back with every block, until the callback returns false.
  func forEachBlock(_ body: (BlockRing.Block) -> Bool) {
    while let block = ring.take() {
      let goesOn = body(block)
      ring.release()
      if !goesOn { return }
    }
  }

  /// Stops the thread, waits for it and tells what came of it.
  func end() -> BlockProducer.Outcome {
    guard let thread else { return work.producer.outcome }
    ring.close()
    pthread_join(thread, nil)
    self.thread = nil
    return work.producer.outcome
  }
}
