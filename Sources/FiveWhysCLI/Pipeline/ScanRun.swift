import DigestRendering
import IncidentAnalysis
import LogModel

private import Glibc

/// One scan from the command line to its exit status.
struct ScanRun {
  let invocation: Invocation
  let environment: Environment

  private var settings: Settings { invocation.settings }

  func perform() throws(CommandError) -> ExitStatus {
    let outputs = try outputFiles()
    let reading = try LogReading(
      invocation: invocation, environment: environment, outputs: outputs)
    let start = SystemClock.seconds
    let result = try reading.scan()
    let digest = reading.analyzer.digest(of: result)
    let seconds = SystemClock.seconds - start

    try write(digest, to: outputs)
    reading.report(
      digest.input.problems,
      isShown: settings.format == .text && Terminal.isTerminal(STDOUT_FILENO))
    if settings.showsStatistics {
      StandardError.write(RunStatistics(input: digest.input, seconds: seconds).text)
    }
    if let limit = settings.failOn, digest.incidents.contains(where: { $0.priority <= limit }) {
      return .incidentFound
    }
    return reading.lostInput(result) ? .inputLost : .done
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
}
