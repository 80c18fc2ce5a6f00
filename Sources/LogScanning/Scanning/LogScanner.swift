import Dispatch
public import LogModel
public import Patterns
import Synchronization

/// Reads inputs and keeps of them what the analysis needs.
public struct LogScanner: Sendable {
  private let library: PatternLibrary
  private let options: ScanOptions
  private let rules: RuleSet
  private let database: MessageDatabase

  public struct SetupError: Error, CustomStringConvertible, Sendable {
    public var description: String
  }

  /// Compiles the library's conditions.
  ///
  /// - Throws: ``SetupError`` where the automaton cannot be built.
  public init(library: PatternLibrary, options: ScanOptions) throws(SetupError) {
    self.library = library
    self.options = options
    do throws(MessageDatabase.BuildError) {
      database = try MessageDatabase(predicates: library.messagePredicates)
    } catch {
      switch error {
      case .refused(let words):
        throw SetupError(description: "the message patterns cannot be compiled together: \(words)")
      }
    }
    rules = RuleSet(library: library, unindexed: database.unindexed)
  }

  /// Reads all inputs. The result does not depend on their order or on the number of threads.
  public func scan(_ inputs: [InputObject]) -> ScanResult {
    let workers = max(1, min(options.threads, inputs.count))
    let duplicates = DeduplicationSet(memory: options.dedupeMemory, isShared: workers > 1)
    let slots = Slots(count: inputs.count)
    let meter = ReadMeter()
    if workers == 1 {
      for index in inputs.indices { slots.set(index, scan(inputs[index], duplicates, meter)) }
    } else {
      let next = Atomic<Int>(0)
      DispatchQueue.concurrentPerform(iterations: workers) { _ in
        while true {
          let index = next.add(1, ordering: .relaxed).oldValue
          guard index < inputs.count else { return }
          slots.set(index, scan(inputs[index], duplicates, meter))
        }
      }
    }
    var result = ScanResult()
    var parts: [SplitPart] = []
    for index in inputs.indices {
      // Each outcome goes when it is merged: two copies of a crash loop's facts are one too many.
      guard let outcome = slots.take(index) else { continue }
      parts += outcome.parts
      result.merge(outcome.result)
    }
    if !parts.isEmpty { takeInSplits(parts, into: &result) }
    result.facts.normalise()
    result.problems.sort()
    result.deduplicatedAll = duplicates.isComplete
    return result
  }

  private func scan(_ input: InputObject, _ duplicates: DeduplicationSet, _ meter: ReadMeter)
    -> Outcome
  {
    guard let matcher = EntryMatcher(library: library, rules: rules, database: database) else {
      var result = ScanResult()
      result.files = 1
      result.problems = [
        Problem(file: input.name, reason: "not read: no memory for the pattern matcher")
      ]
      return Outcome(result: result, parts: [])
    }
    let scanner = EntryScanner(
      library: library, options: options, matcher: matcher, duplicates: duplicates,
      file: input.name)
    var readOptions = ReadOptions()
    readOptions.maxEntryBytes = options.maxEntryBytes
    readOptions.blockSize = options.blockSize
    let library = library
    readOptions.environmentOf = { project, service, log, resourceType in
      library.environment(
        project: project, service: service, log: log, resourceType: resourceType)
    }
    let reader = EntryReader(input: input, options: readOptions)
    let outcome = reader.readAll(progress: meter.progress(options.progress)) { scanner.scan($0) }
    var result = scanner.finish()
    result.counters.bytesRead = outcome.bytesRead
    result.counters.bytesInflated = outcome.bytesInflated
    result.counters.malformed = outcome.malformed
    result.problems += outcome.problems
    result.truncatedFiles = outcome.isTruncated ? 1 : 0
    return Outcome(result: result, parts: scanner.splitParts)
  }

  /// Joins the parts of oversized entries and takes each whole as one entry.
  private func takeInSplits(_ parts: [SplitPart], into result: inout ScanResult) {
    guard let matcher = EntryMatcher(library: library, rules: rules, database: database) else {
      return
    }
    for joined in JoinedSplit.join(parts) {
      let scanner = EntryScanner(
        library: library, options: options, matcher: matcher,
        duplicates: DeduplicationSet(memory: 1 << 16, isShared: false), file: joined.entry.file)
      var text = joined.text
      var insertId = joined.entry.insertId
      text.withUTF8 { message in
        insertId.withUTF8 { id in
          scanner.scan(DecodedEntry(joined: joined.entry, message: message, insertId: id))
        }
      }
      var one = scanner.finish()
      one.files = 0
      result.merge(one)
    }
  }

  /// Adds up what is read of all inputs.
  private final class ReadMeter: Sendable {
    private let total = Atomic<Int>(0)

    /// What one input's reader calls with its own count.
    func progress(_ report: (@Sendable (Int) -> Void)?) -> ((Int) -> Void)? {
      guard let report else { return nil }
      var counted = 0
      return { bytesRead in
        report(self.total.add(bytesRead - counted, ordering: .relaxed).newValue)
        counted = bytesRead
      }
    }
  }

  private struct Outcome: Sendable {
    var result: ScanResult
    var parts: [SplitPart]
  }

  /// The outcomes of all inputs, written by any thread, taken in the order of the inputs.
  private final class Slots: Sendable {
    private let storage: Mutex<[Outcome?]>
    init(count: Int) { storage = Mutex(Array(repeating: nil, count: count)) }
    func set(_ index: Int, _ outcome: Outcome) { storage.withLock { $0[index] = outcome } }
    func take(_ index: Int) -> Outcome? {
      storage.withLock { outcomes in
        defer { outcomes[index] = nil }
        return outcomes[index]
      }
    }
  }
}

extension DecodedEntry {
  /// An entry put together from its parts; valid while `message` and `insertId` are.
  convenience init(
    joined: EntryReference, message: UnsafeBufferPointer<UInt8>,
    insertId: UnsafeBufferPointer<UInt8>
  ) {
    self.init()
    timestamp = joined.timestamp
    severity = joined.severity
    ownSource = joined.source
    self.message = message
    contentHash = joined.contentHash
    ordinal = joined.ordinal
    insertIdBytes = insertId
  }
}
