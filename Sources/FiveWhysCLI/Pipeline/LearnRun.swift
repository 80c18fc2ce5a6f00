import IncidentAnalysis
import LogModel
import LogScanning
import PatternTesting
import Patterns

/// One search for failures that are worth a signature.
struct LearnRun {
  let invocation: Invocation
  let environment: Environment

  /// Failures without a draft that are named.
  private static let shown = 20

  func perform() throws(CommandError) -> ExitStatus {
    var invocation = invocation
    let settings = invocation.settings
    let files = try settings.outputDirectory.map { path throws(CommandError) in try DraftFiles(path)
    }
    if let files, files.holdsPatterns { invocation.settings.patternPaths.append(files.path) }
    var reading = try LogReading(
      invocation: invocation, environment: environment, needsExamples: true)
    Interruption.watch()
    let directory = environment["TMPDIR"].flatMap { $0.isEmpty ? nil : $0 } ?? "/tmp"
    let names: [String: String]
    (reading.objects, names) = try Spool.keeping(reading.objects, in: directory)
    let learner = Learner(
      library: reading.library, limit: settings.mostDrafts, least: settings.leastOccurrences,
      threads: reading.options.threads)
    var outcome = try learner.learn(from: RepeatedReading(reading: reading))
    ProgressLine.clearShown()
    try write(&outcome, to: files)
    if !settings.isQuiet { report(outcome) }
    var result = outcome.result
    result.problems = reading.withInputProblems(result.problems).map { problem in
      var problem = problem
      problem.file = names[problem.file] ?? problem.file
      return problem
    }
    reading.report(result.problems.sorted())
    return reading.lostInput(result) ? .inputLost : .done
  }

  private func write(
    _ outcome: inout Learner.Outcome, to files: DraftFiles?
  ) throws(CommandError) {
    guard let files else {
      return try StandardOutput.write(outcome.drafts.map(\.yaml).joined(separator: "---\n"))
    }
    var written: [LearnedSignature] = []
    for draft in outcome.drafts {
      if try files.write(draft) != nil {
        written.append(draft)
      } else {
        outcome.leftOut.append(LeftOut(subject: draft.title, reason: .drafted(draft.id)))
      }
    }
    outcome.drafts = written
  }

  private func report(_ outcome: Learner.Outcome) {
    for draft in outcome.drafts {
      StandardError.say("fivewhys: drafted \(draft.id) from \(visible(draft.origin))")
    }
    for failure in outcome.leftOut.prefix(LearnRun.shown) { StandardError.say(failure.prose) }
    let more = outcome.leftOut.count - LearnRun.shown
    if more > 0 { StandardError.say("fivewhys: no draft for \(more) further failures either") }
    if outcome.further > 0 {
      let all =
        outcome.further == 1 ? "1 further failure lies" : "\(outcome.further) further failures lie"
      StandardError.say("fivewhys: \(all) beyond the limit; see --limit")
    }
    if outcome.rare > 0 {
      let all = outcome.rare == 1 ? "1 error was" : "\(outcome.rare) errors were"
      StandardError.say(
        "fivewhys: \(all) seen fewer than \(invocation.settings.leastOccurrences) times; see --min-count"
      )
    }
    if outcome.drafts.isEmpty, outcome.leftOut.isEmpty, outcome.further == 0, outcome.rare == 0 {
      StandardError.say("fivewhys: nothing to draft: no failure in these logs lacks a signature")
    }
  }
}

/// Logs that are read as often as it takes.
private struct RepeatedReading: LearnableLogs {
  let reading: LogReading

  func scan(with library: PatternLibrary) throws(CommandError) -> ScanResult {
    try reading.scan(with: library)
  }

  func collect<Collector: EntryCollector>(
    into empty: Collector
  ) throws(CommandError) -> Collector {
    // What is collected matches nothing: an automaton of one expression will do.
    try Library.scanner(
      PatternLibrary(signatures: [], profiles: [], impact: reading.library.impact),
      options: reading.options, cache: nil
    ).collect(reading.objects, into: empty)
  }

  func analyzer(with library: PatternLibrary) -> IncidentAnalyzer {
    reading.analyzer(with: library)
  }
}
