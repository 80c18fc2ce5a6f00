import LogModel

/// gunicorn, with what its workers load: a synchronous application, an ASGI application, or one that
/// logs the seven phases of the deterministic start-up.
public struct GunicornStyle: StartupStyle {
  public enum Application: String, Sendable {
    /// A loaded application is a ready one, and nothing says so.
    case synchronous = "gunicorn"
    case uvicornWorker = "gunicorn-asgi"
    case deterministic = "deterministic-startup"
  }

  public let application: Application
  public let language = SimulatedTrace.Language.python
  public var package = "shop"

  public init(_ application: Application) { self.application = application }

  public var name: String { application.rawValue }
  public var profile: String {
    application == .deterministic ? "deterministic-startup" : "gunicorn"
  }
  public var showsReadiness: Bool { application != .synchronous }

  private func line(
    _ pid: Int, _ level: String = "INFO", _ text: String, _ role: StyledLine.Role = .chatter,
    after: Double = 0.003
  ) -> StyledLine {
    StyledLine(
      "[2025-09-11 08:30:12 +0000] [\(pid)] [\(level)] \(text)", role, on: .stderr, after: after)
  }

  /// A line of the application's own start-up.
  private func step(_ text: String, _ role: StyledLine.Role, _ severity: Severity = .info)
    -> StyledLine
  {
    StyledLine(
      .json(["logger": .string("\(package).smd"), "message": .string(text)]), role, severity,
      after: 0.005)
  }

  public func script(using generator: inout SeededGenerator) -> StyledScript {
    let isSynchronous = application == .synchronous
    let importing = StyledStage(
      "import", .init("gunicorn", layer: 1, "import", 1),
      enter: [line(2, "INFO", "Booting worker with pid: 2", .phaseEntered("import"))],
      done: isSynchronous
        ? [] : [line(2, "INFO", "Started server process [2]", .phaseDone("import"))],
      seconds: 0.9...1.4, isNamedByFrames: true)
    let starting = StyledStage(
      "application-startup", .init("gunicorn", layer: 1, "application-startup", 2),
      enter: [
        line(2, "INFO", "Waiting for application startup.", .phaseEntered("application-startup"))
      ], inner: application == .deterministic ? sevenPhases : [],
      done: (application == .deterministic
        ? [step(" PASS:  DETERMINISTIC STARTUP SEQUENCE COMPLETED SUCCESSFULLY", .ready)] : [])
        + [
          line(2, "INFO", "Application startup complete.", .phaseDone("application-startup"))
            .readying
        ])
    return StyledScript(
      opening: [
        line(1, "INFO", "Starting gunicorn 21.2.0", .start, after: 0.8),
        line(1, "INFO", "Listening at: http://0.0.0.0:8080 (1)").binding,
        line(
          1, "INFO",
          "Using worker: \(isSynchronous ? "sync" : "uvicorn.workers.UvicornWorker")"),
      ], stages: isSynchronous ? [importing] : [importing, starting], ready: [])
  }

  private var sevenPhases: [StyledStage] {
    StartupPhase.allCases.enumerated().map { index, phase in
      let logged = phase.logged
      var enter = [step(" CYCLE:  PHASE TRANSITION  ->  \(logged)", .phaseEntered(phase.rawValue))]
      if index == 0 {
        enter.insert(step("DETERMINISTIC STARTUP SEQUENCE INITIATED", .chatter), at: 0)
      }
      return StyledStage(
        phase.rawValue, .init("deterministic-startup", phase.rawValue, index + 1), enter: enter,
        done: [step(" PASS:  PHASE COMPLETED: \(logged) (0.214s)", .phaseDone(phase.rawValue))])
    }
  }

  public func lines(of failure: StyledFailure, _ logging: FailureLogging) -> [StyledLine] {
    var lines: [StyledLine] = []
    if let phase = StartupPhase(rawValue: failure.stage) {
      lines = [
        step(
          " FAIL:  PHASE FAILED: \(phase.logged) - \(failure.message) (after 0.31s)",
          .phaseFailed(phase.rawValue), .error),
        step(" FAIL:  DETERMINISTIC STARTUP SEQUENCE FAILED", .bootFailed, .critical),
      ]
    } else if failure.stage == "import" {
      lines = [line(2, "ERROR", "Exception in worker process", .bootFailed)]
    }
    lines += failure.traceLines(logging, logger: "start-up failed", on: .stderr, nil)
    if failure.stage != "import" {
      lines.append(
        line(
          2, "ERROR", "Application startup failed. Exiting.",
          .phaseFailed("application-startup")
        ).ending)
    }
    return lines + [
      line(2, "INFO", "Worker exiting (pid: 2)"),
      line(1, "ERROR", "Worker (pid:2) exited with code 3", .bootFailed, after: 0.15),
      line(1, "ERROR", "Shutting down: Master"),
      line(1, "ERROR", "Reason: Worker failed to boot."),
    ]
  }

  public var failures: [StyledFailure] {
    var failures = PythonStyleFailures(package: package).importing(
      by: PythonStyleFailures.gunicornLoader)
    if application == .uvicornWorker {
      failures += PythonStyleFailures(package: package).starting(in: "application-startup")
    } else if application == .deterministic {
      failures += PythonStyleFailures(package: package).starting(in: "database")
      failures += PythonStyleFailures(package: package).starting(in: "finalize")
    }
    return failures
  }
}
