import LogModel

/// Software that no shipped profile knows, with the profile that its user would write: a start-up of
/// four phases, each with a line for its begin, its end and its failure.
public struct LedgerWorkerStyle: StartupStyle {
  public let name = "ledger-worker"
  public let profile = "ledger-worker"
  public let language = SimulatedTrace.Language.go

  public init() {}

  public static let phaseNames = ["keys", "replay", "snapshot", "attach"]

  /// The profile, as a file for `--patterns`.
  public var profileYAML: String? {
    var lines = [
      "id: ledger-worker", "title: Ledger worker", "layer: application", "boot:",
      "  start:", "    - message: { regex: '^ledgerd \\d+\\.\\d+ boot$' }",
      "  ready:", "    - message: { contains: 'ledgerd: open for postings' }",
      "  failed:", "    - message: { regex: '^ledgerd: giving up: (?<error>[^\\n]+)' }", "phases:",
    ]
    for phase in Self.phaseNames {
      lines += [
        "  - name: \(phase)",
        "    enter: { message: { equals: 'step \(phase): begin' } }",
        "    done: { message: { regex: '^step \(phase): ok in \\d+ ms$' } }",
        "    failed: { message: { regex: '^step \(phase): error: (?<error>[^\\n]+)' } }",
      ]
    }
    return lines.joined(separator: "\n") + "\n"
  }

  public func script(using generator: inout SeededGenerator) -> StyledScript {
    StyledScript(
      opening: [StyledLine("ledgerd 4.2 boot", .start, after: 0.1)],
      stages: Self.phaseNames.enumerated().map { index, phase in
        StyledStage(
          phase, .init(profile, phase, index + 1),
          enter: [StyledLine("step \(phase): begin", .phaseEntered(phase))],
          done: [
            StyledLine(
              "step \(phase): ok in \(generator.within(20...900)) ms", .phaseDone(phase))
          ])
      }, ready: [StyledLine("ledgerd: open for postings", .ready).binding])
  }

  public func lines(of failure: StyledFailure, _ logging: FailureLogging) -> [StyledLine] {
    // Only some failures are caught by the step that has them.
    guard failure.trace == nil else {
      var lines = failure.traceLines(logging, logger: "step failed", on: .stderr, nil)
      // `panic: ` is the marker of the end in the profile of Go.
      if logging != .messageOnly, !lines.isEmpty { lines[0] = lines[0].ending }
      return lines
    }
    return [
      StyledLine("step \(failure.stage): error: \(failure.message)", .phaseFailed(failure.stage)),
      StyledLine("ledgerd: giving up: \(failure.message)", .bootFailed),
    ]
  }

  public var failures: [StyledFailure] {
    typealias Raised = SimulatedTrace.Raised
    typealias Frame = SimulatedTrace.Frame
    return [
      StyledFailure(
        "journal-gap", in: "replay", nil, message: "journal 0018 follows 0016", end: .code(4)),
      StyledFailure(
        "key-slot", in: "keys",
        SimulatedTrace(
          .go,
          [
            Raised(
              "runtime.Error", "invalid memory address or nil pointer dereference",
              [
                Frame("acme.example/ledger/keys.(*Ring).Slot", "/src/keys/ring.go", 77),
                Frame("main.main", "/src/cmd/ledgerd/main.go", 31),
              ])
          ]), message: "no key in slot 3", signature: "go-nil-pointer-dereference", end: .code(2)),
    ]
  }
}
