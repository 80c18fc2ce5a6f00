private import CMalloc
import Dispatch
public import LogModel
public import Patterns
import Synchronization

/// Reads inputs and keeps of them what the analysis needs.
public struct LogScanner: Sendable {
  private let library: PatternLibrary
  let options: ScanOptions
  private let rules: RuleSet
  private let database: MessageDatabase
  /// Nil where the library has no rules of the CRE format.
  private let lineRules: LineRules?

  public struct SetupError: Error, CustomStringConvertible, Sendable {
    public var description: String
  }

  /// Compiles the library's conditions.
  ///
  /// - Parameter cache: where the automaton is kept for other runs with the same library.
  /// - Throws: ``SetupError`` where the automaton cannot be built.
  public init(
    library: PatternLibrary, options: ScanOptions, cache: (any PatternCache)? = nil
  ) throws(SetupError) {
    self.library = library
    self.options = options
    do throws(MessageDatabase.BuildError) {
      database = try MessageDatabase(predicates: library.messagePredicates, cache: cache)
      rules = RuleSet(library: library, unindexed: database.unindexed)
      lineRules = try LineRules(library: library, rules: rules, cache: cache)
    } catch {
      switch error {
      case .refused(let words):
        throw SetupError(description: "the message patterns cannot be compiled together: \(words)")
      }
    }
  }

  /// Reads all inputs. The result does not depend on their order, on the number of threads, or on the
  /// library that inflates.
  public func scan(_ inputs: [InputObject]) -> ScanResult {
    let (slots, isComplete) = read(inputs)
    return merge(slots, inputs.count, isComplete)
  }

  /// Reads all inputs, and tells what each yields by itself, in their order. Their union is what
  /// ``scan(_:)`` gives, but for entries of which parts are in several inputs.
  ///
  /// Of two copies of an entry in two inputs, any one may be counted, by ``Counters``; both are facts.
  public func scanEach(_ inputs: [InputObject]) -> [ScannedInput] {
    let (slots, isComplete) = read(inputs)
    let scanned = inputs.indices.map { index in
      var scanned = ScannedInput(name: inputs[index].name)
      // Each outcome goes when it is taken in.
      guard let outcome = slots.take(index) else { return scanned }
      (scanned.result, scanned.parts, scanned.end) = outcome.united()
      let whole = scanned.parts.takeComplete()
      if !whole.isEmpty { takeInSplits(whole, into: &scanned.result) }
      scanned.result.facts.normalise()
      scanned.result.problems.sort()
      scanned.result.deduplicatedAll = isComplete
      return scanned
    }
    malloc_trim(0)
    return scanned
  }

  /// Joins parts of oversized entries that several inputs, or several readings of one, left over:
  /// those of one entry become one, even where some are missing.
  public func joined(_ parts: [SplitPart]) -> ScanResult {
    var result = ScanResult()
    takeInSplits(parts, into: &result)
    result.facts.normalise()
    return result
  }

  /// Reads all inputs, as often as it takes.
  private func read(_ inputs: [InputObject]) -> (slots: Slots, isComplete: Bool) {
    var inputs = inputs
    // Where one cannot be read again, none is left to ISA-L.
    let isZlibAlone = options.inflate == .zlib || !inputs.allSatisfy(\.canBeReadAgain)
    var forZlib = isZlibAlone ? Set(inputs.indices) : []
    while true {
      let (slots, isComplete) = readOnce(inputs, forZlib: forZlib)
      let overran = slots.overran
      let retreats = slots.retreats
      if overran.isEmpty, retreats.isEmpty { return (slots, isComplete) }
      // Ends, as each round has more of them: zlib never overruns, and no input retreats twice.
      forZlib.formUnion(overran)
      for (index, end) in retreats { inputs[index].storedEnd = end }
    }
  }

  /// Reads all inputs once. What was taken from one that must be inflated by zlib, or to an earlier
  /// end, went into the tables that all share: then all are to be read again.
  private func readOnce(
    _ inputs: [InputObject], forZlib: Set<Int>
  ) -> (slots: Slots, isComplete: Bool) {
    let workers = max(1, min(options.threads, inputs.count))
    // Threads that scan each input.
    let share = max(1, min(options.threads / workers, SharedReading.mostThreads))
    let duplicates = DeduplicationSet(
      memory: options.dedupeMemory, isShared: max(workers, share) > 1)
    let slots = Slots(count: inputs.count)
    let meter = ReadMeter()
    // Where the workers alone keep the processors busy, two threads for each would only pass their
    // blocks from cache to cache.
    let readsAhead = workers == 1 || share > 1
    let next = Atomic<Int>(0)
    let mustRestart = Atomic<Bool>(false)
    @Sendable func work() {
      while !mustRestart.load(ordering: .relaxed) {
        let index = next.add(1, ordering: .relaxed).oldValue
        guard index < inputs.count else { return }
        let inflate = forZlib.contains(index) ? .zlib : options.inflate
        let outcome = scan(
          inputs[index], duplicates, meter, inflate, threads: share, readsAhead: readsAhead)
        if outcome.overran { mustRestart.store(true, ordering: .relaxed) }
        slots.set(index, outcome)
      }
    }
    if workers == 1 {
      work()
    } else {
      DispatchQueue.concurrentPerform(iterations: workers) { _ in work() }
    }
    duplicates.removeAll()
    // What was read with leaves holes all over the heap; the rest of the run fills others.
    malloc_trim(0)
    return (slots, duplicates.isComplete)
  }

  private func merge(_ slots: Slots, _ count: Int, _ isComplete: Bool) -> ScanResult {
    var result = ScanResult()
    var parts: [SplitPart] = []
    for index in 0..<count {
      // Each outcome goes when it is merged: two copies of a crash loop's facts are one too many.
      guard let outcome = slots.take(index) else { continue }
      let (one, split, _) = outcome.united()
      parts += split
      result.merge(one)
    }
    // Each thread has a heap of its own, and what was taken in from there left it empty.
    malloc_trim(0)
    if !parts.isEmpty { takeInSplits(parts, into: &result) }
    result.facts.normalise()
    result.problems.sort()
    result.deduplicatedAll = isComplete
    return result
  }

  private func scan(
    _ input: InputObject, _ duplicates: DeduplicationSet, _ meter: ReadMeter,
    _ inflate: InflateLibrary, threads: Int, readsAhead: Bool
  ) -> Outcome {
    let readOptions = readOptions(inflate, readsAhead: readsAhead)
    let progress = meter.progress(options.progress)
    let found =
      threads > 1
      ? readShared(input, readOptions, duplicates, threads, progress)
      : readAlone(input, readOptions, duplicates, progress)
    return Outcome(input: input.name, read: found)
  }

  func readOptions(_ inflate: InflateLibrary, readsAhead: Bool) -> ReadOptions {
    var readOptions = ReadOptions()
    readOptions.maxEntryBytes = options.maxEntryBytes
    readOptions.blockSize = options.blockSize
    readOptions.now = options.now
    readOptions.indexPath = options.indexPath
    readOptions.leisure = options.leisure
    readOptions.inflate = inflate
    readOptions.readsAhead = readsAhead
    readOptions.keepsLines = lineRules != nil
    let library = library
    readOptions.environmentOf = { project, service, log, resourceType in
      library.environment(
        project: project, service: service, log: log, resourceType: resourceType)
    }
    return readOptions
  }

  private func readShared(
    _ input: InputObject, _ readOptions: ReadOptions, _ duplicates: DeduplicationSet,
    _ threads: Int, _ progress: ((Int) -> Void)?
  ) -> SharedReading.Result? {
    let reading = SharedReading(input, readOptions, threads: threads) {
      scanner(of: input, duplicates, mostTemplates: SharedReading.mostTemplates)
    }
    return reading.run(progress: progress)
  }

  private func readAlone(
    _ input: InputObject, _ readOptions: ReadOptions, _ duplicates: DeduplicationSet,
    _ progress: ((Int) -> Void)?
  ) -> SharedReading.Result? {
    guard
      let scanner = scanner(of: input, duplicates, mostTemplates: TemplateTable.mostOfInput)
    else { return nil }
    var result = SharedReading.Result()
    result.outcome = EntryReader(input: input, options: readOptions)
      .readAll(progress: progress) { scanner.scan($0) }
    result.templates = scanner.takeTemplates()
    result.yields = [scanner.finish()]
    return result
  }

  private func scanner(
    of input: InputObject, _ duplicates: DeduplicationSet, mostTemplates: Int
  ) -> EntryScanner? {
    guard let matcher = EntryMatcher(library: library, rules: rules, database: database) else {
      return nil
    }
    var lines: LineMatcher?
    if let lineRules {
      guard let matcher = LineMatcher(lineRules) else { return nil }
      lines = matcher
    }
    return EntryScanner(
      library: library, options: options, matcher: matcher, lines: lines,
      duplicates: duplicates, file: input.name, mostTemplates: mostTemplates)
  }

  /// Joins the parts of oversized entries and takes each whole as one entry.
  private func takeInSplits(_ parts: [SplitPart], into result: inout ScanResult) {
    guard let matcher = EntryMatcher(library: library, rules: rules, database: database) else {
      return
    }
    for joined in JoinedSplit.join(parts) {
      let scanner = EntryScanner(
        library: library, options: options, matcher: matcher,
        lines: lineRules.flatMap { LineMatcher($0) },
        duplicates: DeduplicationSet(memory: 1 << 16, isShared: false), file: joined.entry.file)
      var text = joined.text
      var insertId = joined.entry.insertId
      text.withUTF8 { message in
        insertId.withUTF8 { id in
          scanner.scan(DecodedEntry(joined: joined.entry, message: message, insertId: id))
        }
      }
      let templates = scanner.takeTemplates()
      var (one, _) = ScanYield.united(
        [scanner.finish()], EntryNumbering(), templates, file: joined.entry.file)
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
    var input: String
    /// Nil where there was no memory to read it.
    var read: SharedReading.Result?

    var overran: Bool { read?.outcome.overran == true }

    /// What the input's readers found, as one.
    consuming func united() -> (result: ScanResult, parts: [SplitPart], end: InputEnd) {
      guard var read else {
        var result = ScanResult()
        result.files = 1
        result.problems = [
          Problem(file: input, reason: "not read: no memory for the pattern matcher")
        ]
        return (result, [], InputEnd())
      }
      self.read = nil
      // Handed on, not shared: they go as they are taken in.
      let yields = read.yields
      read.yields = []
      var end = read.outcome.end
      // What is found on undated lines counts only where none of the whole input is dated.
      let hangs =
        !yields.contains(where: \.hasDated) && yields.contains(where: { $0.undated.count > 0 })
      if hangs { end.resume = nil }
      var (result, parts) = ScanYield.united(
        yields, read.numbering, read.templates, file: input)
      result.counters.bytesRead = read.outcome.bytesRead
      result.counters.bytesInflated = read.outcome.bytesInflated
      result.counters.malformed = read.outcome.malformed
      result.problems += read.outcome.problems
      result.truncatedFiles = read.outcome.isTruncated ? 1 : 0
      return (result, parts, end)
    }
  }

  /// The outcomes of all inputs, written by any thread, taken in the order of the inputs.
  private final class Slots: Sendable {
    private let storage: Mutex<[Outcome?]>
    init(count: Int) { storage = Mutex(Array(repeating: nil, count: count)) }
    func set(_ index: Int, _ outcome: Outcome) { storage.withLock { $0[index] = outcome } }
    var overran: Set<Int> {
      storage.withLock { outcomes in
        Set(outcomes.indices.filter { outcomes[$0]?.overran == true })
      }
    }
    /// Where inputs must end when they are read again, by their indices.
    var retreats: [Int: Int] {
      storage.withLock { outcomes in
        var retreats: [Int: Int] = [:]
        for index in outcomes.indices { retreats[index] = outcomes[index]?.read?.outcome.retreat }
        return retreats
      }
    }
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
