import IncidentAnalysis
import LogModel
import LogScanning
import Patterns

private import Glibc

/// The reading of logs that a command line names, up to their facts.
struct LogReading {
  private let settings: Settings
  private let inputs: InputExpansion
  /// What is read: the inputs, or what stands in for them.
  var objects: [InputObject]
  let options: ScanOptions
  private let cache: CacheDirectory?
  private let now: Timestamp
  let library: PatternLibrary
  /// Turns what is read into incidents.
  let analyzer: IncidentAnalyzer

  /// One malformed record among this many entries is tolerated.
  private static let toleratedMalformed = 100
  /// Problems said on standard error.
  private static let shownProblems = 20

  /// - Parameters:
  ///   - outputs: files that the run writes, which it must not read.
  ///   - needsExamples: whether the library must have those of its signatures.
  init(
    invocation: Invocation, environment: Environment, outputs: [OutputFile] = [],
    needsExamples: Bool = false
  ) throws(CommandError) {
    settings = invocation.settings
    let now = settings.now ?? SystemClock.now
    let since = settings.since?.resolved(now: now)
    let until = settings.until?.resolved(now: now)
    if let since, let until, since >= until {
      throw .emptyWindow(since: since.rfc3339, until: until.rfc3339)
    }
    inputs = try LogReading.inputs(of: invocation, outputs: outputs)
    objects = inputs.objects
    cache = Library.cache(environment: environment)
    library = try Library.load(
      for: invocation, environment: environment, cache: needsExamples ? nil : cache)
    if let name = settings.environment {
      let known = library.impact.environments.map(\.name) + ["unknown"]
      if !known.contains(name) { throw .unknownEnvironment(name, known: known) }
    }
    var options = ScanOptions()
    options.since = since
    options.until = until
    options.now = now
    options.service = settings.service
    options.environment = settings.environment
    options.maxEntryBytes = settings.maxEntryBytes
    options.dedupeMemory = settings.dedupeMemory
    options.inflate = settings.inflate
    options.threads = settings.threads ?? max(1, Int(sysconf(Int32(_SC_NPROCESSORS_ONLN))))
    self.options = options
    self.now = now
    analyzer = IncidentAnalyzer(
      library: library, now: now, toolVersion: Version.current, threads: options.threads)
  }

  /// An analyzer that knows other signatures.
  func analyzer(with library: PatternLibrary) -> IncidentAnalyzer {
    IncidentAnalyzer(
      library: library, now: now, toolVersion: Version.current, threads: options.threads)
  }

  /// With what was wrong with the inputs before any of them was read.
  func withInputProblems(_ problems: [Problem]) -> [Problem] {
    problems + inputs.problems + inputs.vain
  }

  /// Reads everything, with what was wrong with it.
  func scan() throws(CommandError) -> ScanResult {
    Interruption.watch()
    var result = try scan(with: library)
    result.problems = withInputProblems(result.problems)
    return result
  }

  /// Reads everything with signatures of which some may be the run's own.
  func scan(with library: PatternLibrary) throws(CommandError) -> ScanResult {
    let progress = ProgressLine(
      settings.progress, isQuiet: settings.isQuiet, total: inputs.totalBytes)
    var options = options
    if let progress { options.progress = { progress.update(bytesRead: $0) } }
    // Nobody will ask for an automaton of the run's own again.
    let isKnown = library.signatures.count == self.library.signatures.count
    let result = try Library.scanner(library, options: options, cache: isKnown ? cache : nil)
      .scan(objects)
    ProgressLine.clearShown()
    return result
  }

  /// Says which input was lost, unless the digest on the same screen has just said so.
  func report(_ problems: [Problem], isShown: Bool = false) {
    if settings.isQuiet || isShown { return }
    for problem in problems.prefix(LogReading.shownProblems) { StandardError.say(problem.prose) }
    let rest = problems.count - LogReading.shownProblems
    if rest > 0 { StandardError.say("fivewhys: \(rest) further problems are in the digest") }
  }

  /// Whether more of the input was lost than is tolerated.
  func lostInput(_ result: ScanResult) -> Bool {
    let counters = result.counters
    return counters.malformed * LogReading.toleratedMalformed > counters.entries
      || result.problems.contains(where: \.isLoss)
  }

  private static func inputs(
    of invocation: Invocation, outputs: [OutputFile]
  ) throws(CommandError) -> InputExpansion {
    let settings = invocation.settings
    var written = Set(outputs.compactMap(\.identity))
    if let status = try? FileStatus(descriptor: STDOUT_FILENO), status.kind == .regular {
      written.insert(status.identity)
    }
    var inputs = InputExpansion(outputs: written)
    for operand in invocation.operands {
      if operand == "-", settings.filesFrom == "-" { throw .standardInputTwice }
      inputs.add(operand: operand)
    }
    if let list = settings.filesFrom {
      let paths = try FileList.paths(list)
      for path in paths { inputs.add(path: path) }
      if paths.isEmpty, invocation.operands.isEmpty {
        throw .noInputFound([Problem(file: list, reason: "this list of files is empty")])
      }
    } else if invocation.operands.isEmpty {
      guard let status = try? FileStatus(descriptor: STDIN_FILENO) else {
        throw .nothingToRead(standardInputIsOpen: false)
      }
      if status.kind == .stream, Terminal.isTerminal(STDIN_FILENO) {
        throw .nothingToRead(standardInputIsOpen: true)
      }
      inputs.addStandardInput()
    }
    if let path = inputs.clashes.first { throw .inputIsOutput(path) }
    if inputs.objects.isEmpty, inputs.problems.isEmpty { throw .noInputFound(inputs.vain) }
    return inputs
  }
}
