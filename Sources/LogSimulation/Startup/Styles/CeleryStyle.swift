import LogModel

/// A Celery worker: a banner, the broker, its neighbours, `ready.`.
public struct CeleryStyle: StartupStyle {
  public let name = "celery"
  public let profile = "celery"
  public let language = SimulatedTrace.Language.python
  public var package = "mailer"

  public init() {}

  private func line(
    _ level: String = "INFO", _ text: String, _ role: StyledLine.Role = .chatter,
    after: Double = 0.02
  ) -> StyledLine {
    StyledLine(
      "[2025-09-11 08:30:12,345: \(level)/MainProcess] \(text)", role, on: .stderr, after: after)
  }

  public func script(using generator: inout SeededGenerator) -> StyledScript {
    StyledScript(
      opening: [],
      stages: [
        StyledStage("import", seconds: 0.6...1.2),
        StyledStage(
          "broker", .init(profile, "broker", 1),
          enter: [
            StyledLine(
              " -------------- celery@worker v5.3.4 (emerald-rush)", .phaseEntered("broker")
            ).beginning,
            StyledLine("--- ***** ----- "),
            StyledLine("- *** --- * --- .> concurrency: \(generator.within(2...8)) (prefork)"),
          ],
          done: [line("INFO", "Connected to redis://cache.internal:6379//", .phaseDone("broker"))]),
        StyledStage(
          "mingle", .init(profile, "mingle", 2),
          enter: [line("INFO", "mingle: searching for neighbors", .phaseEntered("mingle"))],
          done: [line("INFO", "mingle: all alone", .phaseDone("mingle"))], seconds: 1.0...1.05),
      ], ready: [line("INFO", "celery@worker ready.", .ready)])
  }

  public func lines(of failure: StyledFailure, _ logging: FailureLogging) -> [StyledLine] {
    guard failure.stage != "import", let root = failure.trace?.chain.last else {
      return failure.traceLines(logging, logger: "start-up failed", on: .stderr, nil)
    }
    let type = root.type.split(separator: ".").last.map { String($0) } ?? root.type
    return [
      line("CRITICAL", "Unrecoverable error: \(type)('\(root.message)')", .bootFailed)
    ] + failure.traceLines(logging, logger: "start-up failed", on: .stderr, nil)
  }

  public var failures: [StyledFailure] {
    typealias Raised = SimulatedTrace.Raised
    typealias Frame = SimulatedTrace.Frame
    let packages = "/usr/local/lib/python3.11/site-packages"
    let worker = [
      Frame("start", "\(packages)/celery/worker/worker.py", 202, library: true),
      Frame("start", "\(packages)/celery/bootsteps.py", 116, library: true),
    ]
    return [
      StyledFailure(
        "module-missing", in: "import",
        SimulatedTrace(
          .python,
          [
            Raised(
              "ModuleNotFoundError", "No module named 'jinja2'",
              [
                Frame("<module>", "/app/\(package)/render.py", 2),
                Frame("<module>", "/app/\(package)/tasks.py", 5),
                Frame("find_app", "\(packages)/celery/app/utils.py", 384, library: true),
              ])
          ]), message: "ModuleNotFoundError: No module named 'jinja2'",
        signature: "python-module-not-found", messageSignature: "python-module-not-found",
        end: .code(1)),
      StyledFailure(
        "queue-layout", in: "mingle",
        SimulatedTrace(
          .python,
          [
            Raised(
              "\(package).errors.QueueLayoutError", "queue letters is bound twice",
              [Frame("check_queues", "/app/\(package)/queues.py", 37)] + worker)
          ]), message: "queue letters is bound twice", end: .code(1)),
    ]
  }
}
