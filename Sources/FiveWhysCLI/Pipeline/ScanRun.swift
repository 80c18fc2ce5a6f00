import DigestRendering
import IncidentAnalysis
import LogModel
import LogScanning
import Patterns

private import Glibc

/// One scan from the command line to its exit status.
struct ScanRun {
  let invocation: Invocation
  let environment: Environment

  /// One malformed record among this many entries is tolerated.
  private static let toleratedMalformed = 100

  private var settings: Settings { invocation.settings }

  func perform() throws(CommandError) -> ExitStatus {
    let now = settings.now ?? SystemClock.now
    let (since, until) = try window(now: now)
    let outputs = try outputFiles()
    let inputs = try expandInputs(outputs: outputs)
    let cache = Library.cache(environment: environment)
    let library = try Library.load(for: invocation, environment: environment, cache: cache)
    try checkEnvironment(in: library)

    Interruption.watch()
    let start = SystemClock.seconds
    let progress = ProgressLine(
      settings.progress, isQuiet: settings.isQuiet, total: inputs.totalBytes)
    var options = ScanOptions()
    options.since = since
    options.until = until
    options.service = settings.service
    options.environment = settings.environment
    options.maxEntryBytes = settings.maxEntryBytes
    options.dedupeMemory = settings.dedupeMemory
    options.inflate = settings.inflate
    options.threads = settings.threads ?? max(1, Int(sysconf(Int32(_SC_NPROCESSORS_ONLN))))
    if let progress { options.progress = { progress.update(bytesRead: $0) } }
    var result = try Library.scanner(library, options: options, cache: cache).scan(inputs.objects)
    ProgressLine.clearShown()
    result.problems += inputs.problems + inputs.vain
    let digest = IncidentAnalyzer(
      library: library, now: now, toolVersion: Version.current, threads: options.threads
    )
    .digest(of: result)
    let seconds = SystemClock.seconds - start

    try write(digest, to: outputs)
    report(digest.input.problems)
    if settings.showsStatistics {
      StandardError.write(RunStatistics(input: digest.input, seconds: seconds).text)
    }
    return status(of: digest)
  }

  private func window(now: Timestamp) throws(CommandError) -> (Timestamp?, Timestamp?) {
    let since = settings.since?.resolved(now: now)
    let until = settings.until?.resolved(now: now)
    if let since, let until, since >= until {
      throw .emptyWindow(since: since.rfc3339, until: until.rfc3339)
    }
    return (since, until)
  }

  private func outputFiles() throws(CommandError) -> [OutputFile] {
    var files: [OutputFile] = []
    var taken: Set<String> = []
    for output in settings.outputs {
      let file = try OutputFile(output)
      guard taken.insert(file.canonicalPath).inserted else { throw .sameOutputTwice(file.path) }
      files.append(file)
    }
    return files
  }

  private func expandInputs(outputs: [OutputFile]) throws(CommandError) -> InputExpansion {
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

  private func checkEnvironment(in library: PatternLibrary) throws(CommandError) {
    guard let name = settings.environment else { return }
    let known = library.impact.environments.map(\.name) + ["unknown"]
    if !known.contains(name) { throw .unknownEnvironment(name, known: known) }
  }

  /// Files first: whoever reads standard output may then rely on them.
  private func write(_ digest: Digest, to outputs: [OutputFile]) throws(CommandError) {
    for file in outputs {
      try file.write(
        DigestRenderers.render(digest, as: file.format, options: RenderOptions(width: 100)))
    }
    let options = RenderOptions(
      width: Terminal.width(environment: environment),
      color: Terminal.usesColor(settings.color, environment: environment))
    try StandardOutput.write(
      DigestRenderers.render(digest, as: settings.format, options: options))
  }

  /// Says which input was lost, unless the digest on the same screen has just said so.
  private func report(_ problems: [Problem]) {
    if settings.isQuiet { return }
    if settings.format == .text, Terminal.isTerminal(STDOUT_FILENO) { return }
    let shown = 20
    for problem in problems.prefix(shown) { StandardError.say(problem.prose) }
    if problems.count > shown {
      StandardError.say("fivewhys: \(problems.count - shown) further problems are in the digest")
    }
  }

  private func status(of digest: Digest) -> ExitStatus {
    if let limit = settings.failOn, digest.incidents.contains(where: { $0.priority <= limit }) {
      return .incidentFound
    }
    let input = digest.input
    let isTooMalformed = input.malformed * ScanRun.toleratedMalformed > input.entries
    return isTooMalformed || input.problems.contains(where: \.isLoss) ? .inputLost : .done
  }
}
