import LogModel

/// Reads and scans some of an input's blocks, on one thread.
final class BlockWorker {
  private let decoder: EntryDecoder
  private let scanner: EntryScanner
  private let order: ReadingOrder
  private let lineLimit: Int
  /// The number of the block at hand.
  private var block = 0
  /// Whether all blocks before were read, and what they left is known.
  private var hasTurn = false

  /// - Parameter decoder: delivers to the scanner.
  init(_ decoder: EntryDecoder, _ scanner: EntryScanner, _ order: ReadingOrder, lineLimit: Int) {
    self.decoder = decoder
    self.scanner = scanner
    self.order = order
    self.lineLimit = lineLimit
    decoder.recall = { [unowned self] in takeTurn() }
    scanner.relieve = { [unowned self] in
      takeTurn()
      order.take(scanner.takeTemplates(), of: block)
    }
  }

  deinit {
    decoder.recall = nil
    scanner.relieve = nil
  }

  /// Reads blocks as long as there are any.
  ///
  /// - Parameter willShare: called before each that others need not wait for.
  func run(_ stream: BlockStream, willShare: () -> Void = {}) {
    while let block = stream.take() { read(block, of: stream, willShare: willShare) }
  }

  /// Reads a block and gives it back.
  func read(_ block: BlockRing.Block, of stream: BlockStream, willShare: () -> Void = {}) {
    begin(block.number)
    if isSelfContained(block) {
      willShare()
      var framer = LineFramer(limit: lineLimit, offset: block.offset)
      framer.feed(block.text, block.lines, to: decoder)
      if hasTurn { order.framer = framer }
    } else {
      takeTurn()
      order.framer.feed(block.text, block.lines, to: decoder)
    }
    stream.release(block)
    end(textEnd: block.offset + block.count, bytesRead: block.bytesRead)
  }

  /// Whether a block is whole lines that are objects, and so is the block before: then what came before
  /// does not matter to how it is cut and read.
  private func isSelfContained(_ block: BlockRing.Block) -> Bool {
    let isOfObjects =
      block.isOfWholeLines
      && BlockCutter.isOfObjects(block.text, limit: lineLimit, block.lines)
    let wasOfObjects = order.note(block.number, isOfObjects: isOfObjects)
    return isOfObjects && wasOfObjects
  }

  /// The input has ended, and all blocks were read.
  ///
  /// - Parameter isCut: whether it is known that the input was cut off.
  /// - Returns: where it could be read on, if it did grow, and whether it ended inside a record.
  func finish(isCut: Bool) -> (rest: ReadingRest, endsInside: Bool) {
    begin(order.turn)
    takeTurn()
    let framer = order.framer
    let rest = ReadingRest(
      place: framer.isWithinLine ? .none : .text(framer.end), isTail: false)
    order.framer.finish(decoder)
    decoder.finish()
    let endsInside = decoder.reportEnd(inside: decoder.truncatedRecord, isCut: isCut)
    end(textEnd: order.textEnd, bytesRead: nil)
    return (rest, endsInside)
  }

  /// The input may go on, and all blocks were read.
  func leave() -> ReadingRest {
    begin(order.turn)
    takeTurn()
    let rest = order.framer.leave(decoder)
    end(textEnd: order.textEnd, bytesRead: nil)
    return rest
  }

  private func begin(_ block: Int) {
    self.block = block
    hasTurn = false
    decoder.begin(after: EntryNumbering.start(of: block))
  }

  private func takeTurn() {
    guard !hasTurn else { return }
    let (past, entries) = order.await(block)
    hasTurn = true
    decoder.resume(past, base: entries - EntryNumbering.start(of: block))
  }

  private func end(textEnd: Int, bytesRead: Int?) {
    order.end(
      block,
      ReadingOrder.BlockEnd(
        entries: decoder.delivered - EntryNumbering.start(of: block),
        rest: hasTurn ? .past(decoder.takePast()) : .time(decoder.lastTimestamp),
        problems: decoder.problems, templates: scanner.takeTemplates(), textEnd: textEnd,
        bytesRead: bytesRead))
  }
}
