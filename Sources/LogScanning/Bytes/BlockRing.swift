private import Glibc

/// Blocks on their way from one producing thread to one consuming thread, a bounded number of them.
final class BlockRing: @unchecked Sendable {
  struct Block {
    /// The first byte of text, at a multiple of 64.
    var start: UnsafeMutablePointer<UInt8>
    var count = 0
    /// Bytes read from the input so far, before inflating.
    var bytesRead = 0
    /// What the producer found out about the text; empty where it had better things to do.
    let lines = LineIndex()

    var text: Bytes { Bytes(start: start, count: count) }

    /// Bytes right before `start` that are the consumer's to write to while it has the block: room
    /// for the end of the block before, so that what spans both becomes contiguous.
    var headroom: Int { BlockRing.headroom }
  }

  /// See ``Block/headroom``.
  static let headroom = 64 << 10
  /// Bytes behind the text that may be read, whatever they are, by code that looks at 64 at a time.
  static let padding = 64

  /// Bytes that fit into a block.
  let blockSize: Int
  // Guarded by `mutex`, but for the block at hand: the one at `taken` belongs to the consumer between
  // ``take()`` and ``release()``, the one at `filled` to the producer.
  // Slots come into being when first needed, so that a small input takes little memory.
  private var blocks: [Block] = []
  private let limit: Int
  private var filled = 0
  private var taken = 0
  private var isFinished = false
  private var isClosed = false
  private var linesPath: RecordIndex.Path?
  private var leisure = 0
  private let mutex: UnsafeMutablePointer<pthread_mutex_t>
  private let changed: UnsafeMutablePointer<pthread_cond_t>

  init(blockSize: Int, count: Int = 8) {
    self.blockSize = blockSize
    limit = count
    mutex = .allocate(capacity: 1)
    changed = .allocate(capacity: 1)
    pthread_mutex_init(mutex, nil)
    pthread_cond_init(changed, nil)
  }

  deinit {
    for block in blocks { (block.start - BlockRing.headroom).deallocate() }
    pthread_mutex_destroy(mutex)
    pthread_cond_destroy(changed)
    mutex.deallocate()
    changed.deallocate()
  }

  private func locked<Result>(_ body: () -> Result) -> Result {
    pthread_mutex_lock(mutex)
    defer { pthread_mutex_unlock(mutex) }
    return body()
  }

  /// Producer: room for a block; nil once the consumer has gone.
  func room() -> UnsafeMutablePointer<UInt8>? {
    locked {
      while filled - taken == limit, !isClosed { pthread_cond_wait(changed, mutex) }
      if isClosed { return nil }
      if filled == blocks.count, filled < limit {
        blocks.append(Block(start: allocate()))
      }
      return blocks[filled % limit].start
    }
  }

  private func allocate() -> UnsafeMutablePointer<UInt8> {
    let memory = UnsafeMutableRawPointer.allocate(
      byteCount: BlockRing.headroom + blockSize + BlockRing.padding, alignment: 64)
    return memory.assumingMemoryBound(to: UInt8.self) + BlockRing.headroom
  }

  /// Consumer: the text is lines, and an index of them is welcome where the producer has time.
  ///
  /// - Parameter leisure: how many blocks then wait for the consumer.
  func wantLines(_ path: RecordIndex.Path, leisure: Int) {
    locked {
      linesPath = path
      self.leisure = leisure
    }
  }

  /// Producer: hands over the room that was filled.
  func publish(count: Int, bytesRead: Int) {
    // Where the consumer waits for the block it shall have it; where it is behind there is time.
    let (block, path) = locked {
      (blocks[filled % limit], filled - taken >= leisure ? linesPath : nil)
    }
    if let path {
      block.lines.read(Bytes(start: block.start, count: count), path)
    } else {
      block.lines.clear()
    }
    locked {
      blocks[filled % limit].count = count
      blocks[filled % limit].bytesRead = bytesRead
      filled += 1
      pthread_cond_broadcast(changed)
    }
  }

  /// Producer: nothing more will come.
  func finish() {
    locked {
      isFinished = true
      pthread_cond_broadcast(changed)
    }
  }

  /// Whether the consumer has gone.
  var consumerHasGone: Bool { locked { isClosed } }

  /// Consumer: waits for a block; nil at the end.
  func take() -> Block? {
    locked {
      while filled == taken, !isFinished { pthread_cond_wait(changed, mutex) }
      return filled == taken ? nil : blocks[taken % limit]
    }
  }

  /// Consumer: gives the block back.
  func release() {
    locked {
      taken += 1
      pthread_cond_broadcast(changed)
    }
  }

  /// Consumer: nothing more is wanted.
  func close() {
    locked {
      isClosed = true
      pthread_cond_broadcast(changed)
    }
  }
}
