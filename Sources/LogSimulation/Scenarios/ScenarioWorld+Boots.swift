import LogModel

/// Boots, in the style that the axes ask for.
extension ScenarioWorld {
  /// The failure that the axes ask for, in a service.
  ///
  /// - Parameter kind: what is thrown, where that is another than the axes ask for.
  func failure(
    in service: SimulatedService, _ kind: ScenarioAxes.Failure? = nil
  ) -> ScenarioFailure {
    let failure = raised(in: service, kind ?? axes.failure)
    return axes.layout == .lines ? failure.loggedLineByLine : failure
  }

  private func raised(in service: SimulatedService, _ kind: ScenarioAxes.Failure)
    -> ScenarioFailure
  {
    if let python = axes.python {
      return PythonScenarioFailures(
        style: python, package: service.package, project: service.project
      )
      .failure(axes.place, kind)
    }
    guard let style = StartupStyles.named(axes.style) else { preconditionFailure(axes.style) }
    let all = style.failures
    let fitting = all.filter { failure in
      let isWrapped = (failure.trace?.chain.count ?? 0) > 1
      return switch kind {
      case .known: failure.signature != nil && !isWrapped
      case .unknown: failure.signature == nil && !isWrapped
      case .chained: failure.signature != nil && isWrapped
      case .wrapped: failure.signature == nil && isWrapped
      }
    }
    // A style need not have each kind.
    let candidates = fitting.isEmpty ? all : fitting
    return ScenarioFailure(.fails(candidates[lot % candidates.count], logging))
  }

  private var logging: FailureLogging {
    switch axes.layout {
    case .segments, .whole: .text
    case .lines: .lines
    case .member: .field("stack_trace")
    case .split: .split(parts: 3)
    case .words: .messageOnly
    }
  }

  /// Writes a boot that fails.
  ///
  /// - Parameter place: where, if that is another than the axes ask for.
  @discardableResult
  mutating func fail(
    _ instance: SimulatedInstance, at start: Timestamp, _ failure: ScenarioFailure? = nil,
    reason: LogComposer.StartReason = .autoscaling, restart: Int = 0,
    in place: ScenarioAxes.Place? = nil
  ) -> ScenarioBoot {
    let place = place ?? axes.place
    let failure = failure ?? self.failure(in: instance.service)
    switch failure.script {
    case .styled(let ending):
      return write(instance, at: start, ending, failure, restart: restart)
    case .python(let trace, let words):
      let style = axes.python ?? .workers
      let ending: BootPlan.Ending =
        place == .importing
        ? .importFailure(trace)
        : .startupFailure(phase: StartupPhase(rawValue: place.rawValue), reason: words, trace)
      var plan = plan(style, ending)
      plan.reason = reason
      plan.exitCode = style == .uvicorn && place == .importing ? 1 : 3
      plan.logsExit = axes.delivery != .missingExits
      switch axes.layout {
      case .segments: plan.layout = .segments
      case .whole, .split, .words: plan.layout = .whole
      case .lines: plan.layout = .lines
      case .member:
        plan.layout = .member(
          "exception", logger: "\(instance.service.package).startup", message: "start-up failed")
      }
      return write(instance, at: start, plan, failure, in: place)
    }
  }

  /// Writes a boot that becomes ready.
  ///
  /// - Parameter style: of ``StartupStyles``, where that is another than the axes ask for.
  @discardableResult
  mutating func succeed(
    _ instance: SimulatedInstance, at start: Timestamp,
    style: String? = nil, reason: LogComposer.StartReason = .autoscaling
  ) -> ScenarioBoot {
    guard style == nil, let python = axes.python else {
      return write(instance, at: start, .ready, nil, style: style, restart: 0)
    }
    var plan = plan(python, .ready)
    plan.reason = reason
    return write(instance, at: start, plan, nil, in: axes.place)
  }

  // MARK: Python

  private func plan(_ style: ScenarioAxes.PythonStyle, _ ending: BootPlan.Ending) -> BootPlan {
    switch style {
    case .deterministic:
      BootPlan(server: .gunicornUvicorn(version: gunicorn), hasPhases: true, ending: ending)
    case .workers:
      BootPlan(server: .gunicornUvicorn(version: gunicorn), hasPhases: false, ending: ending)
    case .sync: BootPlan(server: .gunicorn(version: gunicorn), hasPhases: false, ending: ending)
    case .uvicorn: BootPlan(server: .uvicorn, hasPhases: false, ending: ending)
    }
  }

  private mutating func write(
    _ instance: SimulatedInstance, at start: Timestamp, _ plan: BootPlan,
    _ failure: ScenarioFailure?, in place: ScenarioAxes.Place
  ) -> ScenarioBoot {
    let isRun = instance.service.platform == .cloudRun
    if !isRun { composer.containerStarted(instance, at: start, restart: 0) }
    let first = composer.entries.count
    let record = composer.boot(instance, at: start, plan)
    let own = composer.entries[first...].map(\.timestamp).sorted()
    // The platform's start line, then the server's; uvicorn has none before it has imported.
    let serverStarts = plan.server != .uvicorn || place != .importing || failure == nil
    let starts = (isRun ? 1 : 0) + (serverStarts ? 1 : 0)
    let boot = ScenarioBoot(
      instance: instance, startedAt: own[0], firstEntryAt: own[0],
      endedAt: record.endedAt, outcome: record.isReady ? .ready : .failed,
      exitCode: record.exitCode, failure: failure,
      phase: failure.flatMap { _ in axes.python?.failingPhase(at: place) },
      startLinesUntil: own[max(0, starts - 1)], markedUntil: record.endedAt)
    if !record.isReady, !isRun {
      composer.backedOff(instance, at: record.endedAt.advanced(bySeconds: 4), count: 1)
    }
    boots.append(boot)
    return boot
  }

  // MARK: Other styles

  private mutating func write(
    _ instance: SimulatedInstance, at start: Timestamp, _ ending: StyledEnding,
    _ failure: ScenarioFailure?, style: String? = nil, restart: Int
  ) -> ScenarioBoot {
    let name = style ?? axes.style
    guard let style = StartupStyles.named(name) else { preconditionFailure(name) }
    let record = composer.boot(
      instance, at: start, on: platform, style,
      StyledBoot(
        ending,
        watch: axes.shape == .hanging || axes.shape == .silent
          ? .nobody : .startupProbe(seconds: 240),
        logsExit: axes.delivery != .missingExits, restart: restart))
    var outcome: ScenarioBoot.Outcome =
      switch record.outcome {
      case .ready: .ready
      case .failed: .failed
      case .inProgress: .inProgress
      }
    // The logs show an exception at most, and a reader may not claim more.
    let endsUnseen = outcome == .failed && !record.showsEnd
    if endsUnseen { outcome = .inProgress }
    var boot = ScenarioBoot(
      instance: instance, startedAt: record.startMarkedAt == nil ? nil : record.startedAt,
      firstEntryAt: record.startedAt,
      endedAt: outcome == .inProgress ? nil : record.readyAt ?? record.endedAt, outcome: outcome,
      exitCode: record.exitCode ?? toldCode(of: ending, style), failure: failure,
      phase: outcome == .failed
        ? style.expectedPhase(of: ending, exitIsLogged: record.showsEnd) : nil,
      startLinesUntil: record.startMarkedAt ?? record.startedAt,
      markedUntil: record.markedUntil ?? record.startedAt)
    boot.endsUnseen = endsUnseen
    if record.markedUntil == nil {
      undecided = "nothing in the logs marks the start, a phase or the end of \(style.name)"
      return boot
    }
    boots.append(boot)
    return boot
  }

  /// The exit code as the server tells it of its worker.
  private func toldCode(of ending: StyledEnding, _ style: any StartupStyle) -> Int? {
    guard case .fails(let failure, let logging) = ending, case .code(let code) = failure.end else {
      return nil
    }
    let isTold = style.lines(of: failure, logging).contains { line in
      if case .text(let text) = line.payload {
        text.hasSuffix(" exited with code \(code)")
      } else {
        false
      }
    }
    return isTold ? code : nil
  }

  /// What restarts in one place: a start says of what was before that it is over.
  mutating func settleRestarts() {
    for (index, boot) in boots.enumerated() where boot.outcome == .inProgress {
      let successor = boots[(index + 1)...].first { next in
        next.instance.id == boot.instance.id && next.startedAt != nil
      }
      if let successor {
        boots[index].outcome = .failed
        boots[index].endedAt = successor.firstEntryAt
        boots[index].endsUnseen = false
        if case .styled(let ending)? = boot.failure?.script {
          boots[index].phase = StartupStyles.named(axes.style)?.expectedPhase(
            of: ending, exitIsLogged: false)
        }
      } else if boot.endsUnseen {
        undecided = "nothing that is logged says that the start ended"
      }
    }
  }
}
