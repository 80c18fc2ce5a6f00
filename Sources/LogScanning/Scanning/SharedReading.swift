import LogModel
import Synchronization

/// Reads and scans one input with several threads, of which one inflates it and scans what it can
/// where the others are behind.
///
/// What comes of it is, but for its speed, what one thread would make of it. Until the first bytes have
/// shown that records are lines, one thread does all; inputs of another form it reads to their end.
final class SharedReading: Sendable {
  private let input: InputObject
  private let options: ReadOptions
  private let threads: Int
  private let makeScanner: @Sendable () -> EntryScanner?
  private let yields = Mutex<[ScanYield]>([])

  /// What was read, and what was found in it.
  struct Result: Sendable {
    var outcome = ReadOutcome()
    var yields: [ScanYield] = []
    var numbering = EntryNumbering()
    var templates = TemplateTable()
  }

  /// More would wait for what one thread inflates.
  static let mostThreads = 16
  /// Templates of a block that are held until its turn; beyond, its thread waits for it.
  static let mostTemplates = 4096

  /// - Parameters:
  ///   - threads: in all; at least 2.
  ///   - makeScanner: called by each of them; its scanner has room for ``mostTemplates``. Nil where
  ///     there is no memory.
  init(
    _ input: InputObject, _ options: ReadOptions, threads: Int,
    _ makeScanner: @escaping @Sendable () -> EntryScanner?
  ) {
    self.input = input
    self.options = options
    self.threads = threads
    self.makeScanner = makeScanner
  }

  private var lineLimit: Int { max(2, options.maxEntryBytes) }

  /// Reads to the end; nil where there is no memory for a scanner.
  func run(progress: ((Int) -> Void)?) -> Result? {
    guard let scanner = makeScanner() else { return nil }
    let decoder = EntryDecoder(input: input, options: options) { scanner.scan($0) }
    let stream = BlockStream(
      input: input, blockSize: max(16, options.blockSize), count: max(8, 2 * threads + 4),
      inflate: options.inflate)
    var result = Result()
    scanner.relieve = { result.templates.append(scanner.takeTemplates(), ordinals: 0) }
    var framing = Framing(limit: lineLimit, indexPath: options.indexPath, start: input.start)
    decoder.begin(input.start)
    while !decoder.isStopped, let block = stream.take() {
      result.outcome.bytesInflated += block.count
      framing.feed(block.text, to: decoder)
      stream.release(block)
      progress?(block.bytesRead)
      guard let framer = framing.takeLines() else { continue }
      scanner.relieve?()
      let order = ReadingOrder(
        turn: block.number + 1, entries: decoder.delivered, past: decoder.takePast(),
        framer: framer, lineLimit: lineLimit, problems: decoder.problems,
        templates: result.templates, mostWaiting: 4 * threads,
        textEnd: input.start.textOffset + result.outcome.bytesInflated, progress: progress)
      share(stream, order, decoder, scanner, &result)
      return result
    }
    let produced = stream.end()
    result.outcome.take(produced)
    if !decoder.isStopped { result.outcome.conclude(input, produced, &framing, decoder) }
    scanner.relieve?()
    scanner.relieve = nil
    result.outcome.take(
      decoder.problems, entries: decoder.delivered - input.start.entriesBefore)
    result.yields = [scanner.finish()]
    return result
  }

  /// Goes on with as many threads as there may be, once there is a block for another.
  private func share(
    _ stream: BlockStream, _ order: ReadingOrder, _ decoder: EntryDecoder,
    _ scanner: EntryScanner, _ result: inout Result
  ) {
    stream.wantWholeLines(limit: lineLimit)
    let worker = BlockWorker(decoder, scanner, order, lineLimit: lineLimit)
    var assistant: Assistant?
    var helpers: [WorkThread] = []
    var isShared = false
    worker.run(stream) {
      guard !isShared else { return }
      isShared = true
      if let own = self.worker(order) {
        let made = Assistant(worker: own.0, scanner: own.1)
        assistant = made
        // Not the stream, which waits for the thread that holds this.
        stream.wantHelp { [unowned stream] block in made.worker.read(block, of: stream) }
      }
      for _ in 2..<max(2, threads) {
        if let helper = WorkThread({ self.help(stream, order) }) { helpers.append(helper) }
      }
    }
    for helper in helpers { helper.join() }
    let produced = stream.end()
    result.outcome.take(produced)
    let rest: ReadingRest
    if produced.leavesTail(of: input) {
      rest = worker.leave()
    } else {
      let (end, endsInside) = worker.finish(isCut: produced.isTruncated)
      rest = end
      if endsInside { result.outcome.isTruncated = true }
    }
    result.outcome.end = produced.end(of: input, rest, order.past, entries: order.entries)
    result.outcome.bytesInflated = order.textEnd - input.start.textOffset
    result.outcome.take(order.problems, entries: order.entries - input.start.entriesBefore)
    result.numbering = order.numbering
    result.templates = order.templates
    result.yields = yields.withLock { found in
      defer { found = [] }
      return found
    }
    if let assistant { result.yields.append(assistant.scanner.finish()) }
    result.yields.append(scanner.finish())
  }

  private func worker(_ order: ReadingOrder) -> (BlockWorker, EntryScanner)? {
    guard let scanner = makeScanner() else { return nil }
    let decoder = EntryDecoder(input: input, options: options) { scanner.scan($0) }
    return (BlockWorker(decoder, scanner, order, lineLimit: lineLimit), scanner)
  }

  /// What threads do beside the first and the one that inflates.
  private func help(_ stream: BlockStream, _ order: ReadingOrder) {
    guard let (worker, scanner) = worker(order) else { return }
    worker.run(stream)
    let found = scanner.finish()
    yields.withLock { $0.append(found) }
  }

  /// What the thread that inflates scans with; used by it alone, and after it was joined.
  private struct Assistant: @unchecked Sendable {
    let worker: BlockWorker
    let scanner: EntryScanner
  }
}
