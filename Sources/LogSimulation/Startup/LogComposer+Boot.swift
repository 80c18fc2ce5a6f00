import LogModel

/// Boots of Python services: gunicorn binds the port before it loads the application, so that the
/// TCP probe passes on every boot that crashes later.
extension LogComposer {
  /// Writes one boot, from the platform's start line to its end.
  @discardableResult
  mutating func boot(_ instance: SimulatedInstance, at start: Timestamp, _ plan: BootPlan)
    -> BootRecord
  {
    var clock = BootClock(now: start)
    let start = clock.now
    if instance.service.platform == .cloudRun { starting(instance, at: start, plan.reason) }
    clock.wait(generator.within(0.7...1.1))
    let worker = open(instance, plan.server, &clock)
    clock.wait(generator.within(1.0...1.4))
    if case .importFailure(let trace) = plan.ending {
      return failImport(instance, plan, trace, worker: worker, from: start, &clock)
    }
    if case .uvicorn = plan.server {
      uvicorn(instance, at: clock.tick(), "INFO", "Started server process [1]")
      uvicorn(instance, at: clock.tick(), "INFO", "Waiting for application startup.")
    } else if case .gunicornUvicorn = plan.server {
      gunicorn(
        instance, at: clock.tick(), pid: worker, "INFO", "Started server process [\(worker)]")
      gunicorn(instance, at: clock.tick(), pid: worker, "INFO", "Waiting for application startup.")
    }
    switch plan.ending {
    case .startupFailure(let phase, let reason, let trace):
      return failStartup(
        instance, plan, phase: phase, reason: reason, trace, worker: worker, from: start, &clock)
    case .ready, .importFailure:
      return becomeReady(instance, plan, worker: worker, from: start, &clock)
    }
  }

  /// The server's first lines; returns the worker's process id.
  private mutating func open(
    _ instance: SimulatedInstance, _ server: BootPlan.Server, _ clock: inout BootClock
  ) -> Int {
    let isRun = instance.service.platform == .cloudRun
    let version: String
    var workerClass = "sync"
    switch server {
    case .uvicorn:
      // uvicorn binds after the application's start-up.
      return 1
    case .gunicorn(let number): version = number
    case .gunicornUvicorn(let number):
      version = number
      workerClass = "uvicorn.workers.UvicornWorker"
    }
    let worker = isRun ? 2 : 7
    gunicorn(instance, at: clock.tick(), pid: 1, "INFO", "Starting gunicorn \(version)")
    gunicorn(
      instance, at: clock.tick(), pid: 1, "INFO",
      "Listening at: http://0.0.0.0:\(instance.service.port) (1)")
    gunicorn(instance, at: clock.tick(), pid: 1, "INFO", "Using worker: \(workerClass)")
    gunicorn(instance, at: clock.tick(), pid: worker, "INFO", "Booting worker with pid: \(worker)")
    if isRun {
      clock.wait(0.06)
      probeSucceeded(instance, at: clock.now)
    }
    return worker
  }

  private mutating func becomeReady(
    _ instance: SimulatedInstance, _ plan: BootPlan, worker: Int, from start: Timestamp,
    _ clock: inout BootClock
  ) -> BootRecord {
    // The application's word suffices, and comes before the server's.
    var readyAt: Timestamp?
    if plan.hasPhases {
      sequence(instance, before: nil, &clock)
      startupLine(
        instance, at: clock.tick(), .info,
        " PASS:  DETERMINISTIC STARTUP SEQUENCE COMPLETED SUCCESSFULLY")
      readyAt = clock.now
    }
    clock.wait(0.02)
    if case .uvicorn = plan.server {
      uvicorn(instance, at: clock.tick(), "INFO", "Application startup complete.")
      readyAt = readyAt ?? clock.now
      uvicorn(
        instance, at: clock.tick(), "INFO",
        "Uvicorn running on http://0.0.0.0:\(instance.service.port) (Press CTRL+C to quit)")
      clock.wait(0.1)
      if instance.service.platform == .cloudRun { probeSucceeded(instance, at: clock.now) }
    } else if case .gunicornUvicorn = plan.server {
      gunicorn(instance, at: clock.tick(), pid: worker, "INFO", "Application startup complete.")
      readyAt = readyAt ?? clock.now
    }
    return BootRecord(
      startedAt: start, endedAt: readyAt ?? clock.now, exitCode: nil, isReady: true)
  }

  private mutating func failImport(
    _ instance: SimulatedInstance, _ plan: BootPlan, _ trace: PythonTraceback, worker: Int,
    from start: Timestamp, _ clock: inout BootClock
  ) -> BootRecord {
    if plan.server == .uvicorn {
      clock.now = traceback(instance, at: clock.tick(), trace, plan.layout)
    } else {
      gunicorn(instance, at: clock.tick(), pid: worker, "ERROR", "Exception in worker process")
      clock.now = traceback(instance, at: clock.now, trace, plan.layout)
      closeWorker(instance, plan.server, worker: worker, &clock)
    }
    return end(instance, plan, from: start, &clock)
  }

  private mutating func failStartup(
    _ instance: SimulatedInstance, _ plan: BootPlan, phase: StartupPhase?, reason: String,
    _ trace: PythonTraceback, worker: Int, from start: Timestamp, _ clock: inout BootClock
  ) -> BootRecord {
    if let phase {
      sequence(instance, before: phase, &clock)
      let entered = clock.now
      enter(instance, phase, &clock)
      if let line = plan.validatorLine { startupLine(instance, at: clock.tick(), .error, line) }
      let seconds = LogComposer.fixed(clock.now.seconds(since: entered), 2)
      startupLine(
        instance, at: clock.tick(), .error,
        " FAIL:  PHASE FAILED: \(phase.logged) - \(reason) (after \(seconds)s)")
      startupLine(
        instance, at: clock.tick(), .critical, " FAIL:  DETERMINISTIC STARTUP SEQUENCE FAILED")
      startupLine(instance, at: clock.tick(), .critical, " FAIL:  Failed at Phase: \(phase.logged)")
      startupLine(instance, at: clock.tick(), .critical, " FAIL:  Error: \(reason)")
    }
    if plan.server == .uvicorn {
      clock.now = traceback(instance, at: clock.tick(), trace, plan.layout)
      uvicorn(instance, at: clock.tick(), "ERROR", "Application startup failed. Exiting.")
    } else {
      clock.now = traceback(instance, at: clock.tick(), trace, plan.layout)
      gunicorn(
        instance, at: clock.tick(), pid: worker, "ERROR", "Application startup failed. Exiting.")
      closeWorker(instance, plan.server, worker: worker, &clock)
    }
    return end(instance, plan, from: start, &clock)
  }

  /// Worker and master give up. gunicorn tells the worker's exit code from 21.0 on.
  private mutating func closeWorker(
    _ instance: SimulatedInstance, _ server: BootPlan.Server, worker: Int, _ clock: inout BootClock
  ) {
    gunicorn(instance, at: clock.tick(), pid: worker, "INFO", "Worker exiting (pid: \(worker))")
    clock.wait(0.15)
    if tellsExitCode(server) {
      gunicorn(
        instance, at: clock.tick(), pid: 1, "ERROR", "Worker (pid:\(worker)) exited with code 3")
    }
    let isRecent = tellsExitCode(server)
    gunicorn(
      instance, at: clock.tick(), pid: 1, isRecent ? "ERROR" : "INFO", "Shutting down: Master")
    gunicorn(
      instance, at: clock.tick(), pid: 1, isRecent ? "ERROR" : "INFO",
      "Reason: Worker failed to boot.")
  }

  private func tellsExitCode(_ server: BootPlan.Server) -> Bool {
    switch server {
    case .uvicorn: false
    case .gunicorn(let version), .gunicornUvicorn(let version): !version.hasPrefix("20.")
    }
  }

  private mutating func end(
    _ instance: SimulatedInstance, _ plan: BootPlan, from start: Timestamp, _ clock: inout BootClock
  ) -> BootRecord {
    clock.wait(generator.within(0.05...0.12))
    let isRun = instance.service.platform == .cloudRun
    if isRun && plan.logsExit { exited(instance, at: clock.now, code: plan.exitCode) }
    if isRun, plan.server == .uvicorn {
      clock.wait(0.03)
      probeFailed(instance, at: clock.now)
    }
    let isTold = (isRun && plan.logsExit) || tellsExitCode(plan.server)
    return BootRecord(
      startedAt: start, endedAt: clock.now, exitCode: isTold ? plan.exitCode : nil, isReady: false)
  }

  // MARK: The seven phases

  /// The phases that go well: all, or those before one.
  private mutating func sequence(
    _ instance: SimulatedInstance, before last: StartupPhase?, _ clock: inout BootClock
  ) {
    startupLine(instance, at: clock.tick(), .info, "DETERMINISTIC STARTUP SEQUENCE INITIATED")
    for phase in StartupPhase.allCases {
      if phase == last { return }
      let entered = clock.now
      enter(instance, phase, &clock)
      let seconds = LogComposer.fixed(clock.now.seconds(since: entered), 3)
      startupLine(
        instance, at: clock.tick(), .info, " PASS:  PHASE COMPLETED: \(phase.logged) (\(seconds)s)")
    }
  }

  private mutating func enter(
    _ instance: SimulatedInstance, _ phase: StartupPhase, _ clock: inout BootClock
  ) {
    startupLine(instance, at: clock.tick(), .info, " CYCLE:  PHASE TRANSITION  ->  \(phase.logged)")
    for remark in phase.remarks {
      clock.wait(generator.within(0.04...0.16))
      record(
        instance, at: clock.now, .info, logger: "\(instance.service.package).\(phase.rawValue)",
        remark)
    }
    clock.wait(generator.within(0.04...0.12))
  }

  private mutating func startupLine(
    _ instance: SimulatedInstance, at time: Timestamp, _ severity: Severity, _ text: String
  ) {
    record(instance, at: time, severity, logger: "\(instance.service.package).smd", text)
  }
}
