private import Glibc

/// Blocks on their way from one producing thread to the threads that use them up, a bounded number of
/// them; or, where one thread does both, one block that is handed over by a call.
final class BlockRing: @unchecked Sendable {
  struct Block {
    /// The first byte of text; at a multiple of 64 unless ``BlockRing/wantWholeLines()`` was called.
    var start: UnsafeMutablePointer<UInt8>
    var count = 0
    /// Bytes read from the input so far, before inflating.
    var bytesRead = 0
    /// From 0, in the order of the text.
    var number = 0
    /// Of the text in the inflated input, in bytes.
    var offset = 0
    /// Whether it begins and ends where lines do.
    var isOfWholeLines = false
    /// What the producer found out about the text; empty where it had better things to do.
    let lines = LineIndex()
    /// Its place among the blocks that there are.
    fileprivate var slot: Int

    var text: Bytes { Bytes(start: start, count: count) }

    /// Bytes right before `start` that are the consumer's to write to while it has the block.
    var headroom = BlockRing.headroom
  }

  /// Room before the text for the beginning of a line of which the end is in the block.
  static let headroom = 64 << 10
  /// Bytes behind the text that may be read, whatever they are, by code that looks at 64 at a time.
  static let padding = 64

  /// Bytes that fit into a block.
  let blockSize: Int
  private let monitor = Monitor()
  // Guarded by the monitor, but for the text of a block, which belongs to the producer while it is
  // open, and to a consumer between ``take()`` and ``release(_:)``.
  // Blocks come into being when first needed, so that a small input takes little memory.
  private var blocks: [Block] = []
  private let limit: Int
  /// Those that nobody has, the last used last: its memory is the nearest.
  private var vacant: [Int] = []
  /// The one that the producer fills.
  private var open: Int?
  /// Filled ones that no consumer has taken yet, in their order.
  private var ready: [Int] = []
  private var published = 0
  private var isFinished = false
  private var isClosed = false
  private var linesPath: RecordIndex.Path?
  private var leisure = 0
  /// See ``wantWholeLines(limit:)``; nil until then.
  private var lineLimit: Int?
  /// The producer's alone.
  private var cutter: BlockCutter
  /// Uses up a block where there is no room for another; see ``wantHelp(_:)``.
  private var assistant: (@Sendable (Block) -> Void)?
  /// Takes each block where it is filled; only one is used then.
  private var consumer: ((Block) -> Bool)?

  /// - Parameter offset: of the first block in the inflated input.
  init(blockSize: Int, count: Int = 8, offset: Int = 0) {
    cutter = BlockCutter(offset: offset)
    self.blockSize = blockSize
    limit = count
  }

  deinit { for block in blocks { (block.start - block.headroom).deallocate() } }

  /// Has a body called with each block as it is published, by the thread that publishes it.
  ///
  /// - Parameters:
  ///   - body: gives false to end it.
  ///   - produce: fills and publishes blocks until there is no room.
  func hand(to body: @escaping (Block) -> Bool, while produce: () -> Void) {
    consumer = body
    produce()
    consumer = nil
  }

  /// Producer: room for a block; nil once the consumer has gone.
  func room() -> UnsafeMutablePointer<UInt8>? {
    while true {
      let (room, task) = monitor.locked { roomOrTask() }
      guard let task else { return room }
      task.assistant(task.block)
    }
  }

  /// A block to be used up by the producer itself.
  private typealias Task = (block: Block, assistant: @Sendable (Block) -> Void)

  private func roomOrTask() -> (room: UnsafeMutablePointer<UInt8>?, task: Task?) {
    if open == nil {
      while vacant.isEmpty, blocks.count == limit, !isClosed {
        if let task = task() { return (nil, task) }
        monitor.wait()
      }
      if isClosed { return (nil, nil) }
      open = vacant.popLast() ?? addBlock()
    }
    return (isClosed ? nil : open.map { blocks[$0].start }, nil)
  }

  private func task() -> Task? {
    guard let assistant, !ready.isEmpty, !isClosed else { return nil }
    return (blocks[ready.removeFirst()], assistant)
  }

  private func addBlock() -> Int {
    let memory = UnsafeMutableRawPointer.allocate(
      byteCount: BlockRing.headroom + blockSize + BlockRing.padding, alignment: 64)
    let start = memory.assumingMemoryBound(to: UInt8.self) + BlockRing.headroom
    blocks.append(Block(start: start, slot: blocks.count))
    return blocks.count - 1
  }

  /// Consumer: the text is lines, and an index of them is welcome where the producer has time.
  ///
  /// - Parameter leisure: how many blocks then wait for the consumer.
  func wantLines(_ path: RecordIndex.Path, leisure: Int) {
    monitor.locked {
      linesPath = path
      self.leisure = leisure
    }
  }

  /// Consumer: from some block on each shall end with a line where it can, so that several threads
  /// may take them.
  ///
  /// - Parameter limit: longer lines are not read, in bytes.
  func wantWholeLines(limit: Int) {
    monitor.locked { lineLimit = limit }
  }

  /// Producer: hands over the room that was filled.
  func publish(count: Int, bytesRead: Int) {
    guard let slot = open else { return }
    if let consumer {
      blocks[slot].count = count
      blocks[slot].bytesRead = bytesRead
      if !consumer(blocks[slot]) { isClosed = true }
      return
    }
    // Where the consumer waits for the block it shall have it; where it is behind there is time.
    var (block, path, limit) = monitor.locked {
      let isBehind = blocks.count - vacant.count - 1 >= leisure
      return (blocks[slot], isBehind ? linesPath : nil, lineLimit)
    }
    block.count = count
    block.bytesRead = bytesRead
    block.number = published
    cutter.cut(&block, limit: limit)
    if let path { block.lines.read(block.text, path) }
    published += 1
    monitor.locked {
      blocks[slot] = block
      ready.append(slot)
      open = nil
      monitor.tell()
    }
  }

  /// Producer: nothing more will come.
  func finish(bytesRead: Int) {
    if !cutter.tail.isEmpty, room() != nil {
      publish(count: 0, bytesRead: bytesRead)
    }
    monitor.locked {
      isFinished = true
      monitor.tell()
    }
    while let task = monitor.locked({ task() }) { task.assistant(task.block) }
  }

  /// Consumer: where the producer would wait for room, it shall use up a block itself, and give it
  /// back with ``release(_:)``. So no thread is idle, and there are no more than have work.
  func wantHelp(_ assistant: @escaping @Sendable (Block) -> Void) {
    monitor.locked {
      self.assistant = assistant
      monitor.tell()
    }
  }

  /// Whether the consumer has gone.
  var consumerHasGone: Bool { monitor.locked { isClosed } }

  /// Consumer: waits for a block; nil at the end.
  func take() -> Block? {
    monitor.locked {
      while ready.isEmpty, !isFinished { monitor.wait() }
      return ready.isEmpty ? nil : blocks[ready.removeFirst()]
    }
  }

  /// Consumer: gives a block back.
  func release(_ block: Block) {
    monitor.locked {
      blocks[block.slot].start = block.start + (BlockRing.headroom - block.headroom)
      blocks[block.slot].headroom = BlockRing.headroom
      vacant.append(block.slot)
      monitor.tell()
    }
  }

  /// Consumer: nothing more is wanted.
  func close() {
    monitor.locked {
      isClosed = true
      monitor.tell()
    }
  }
}
