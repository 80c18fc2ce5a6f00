import LogModel

/// The world in which a scenario plays: what its services write, and what is true of them.
struct ScenarioWorld {
  let axes: ScenarioAxes
  var composer: LogComposer
  /// The service that the scenario is about.
  let main: SimulatedService
  /// The moment at which it begins.
  let dawn: Timestamp
  private(set) var boots: [ScenarioBoot] = []
  /// Failures of services that had started.
  var runtimeFailures: [RuntimeFailure] = []
  var undecided: String?
  /// Which gunicorn the service has: from 21.0 on it tells the exit code of its workers.
  private let gunicorn: String

  init(_ axes: ScenarioAxes, seed: UInt64) {
    self.axes = axes
    var generator = SeededGenerator(seed: seed, label: axes.words.joined(separator: " "))
    gunicorn = generator.pick(["20.1.0", "21.2.0"])
    let start = generator.within(0...80_000)
    dawn = StoryDay(2025, 9, 20).at(0, 0, Double(start) + generator.unit())
    let package = "orders"
    main = SimulatedService(
      "orders-api", project: "acme-\(axes.environment == .unknown ? "main" : axes.environment.rawValue)",
      platform: ScenarioWorld.platform(axes), package: package)
    composer = LogComposer(generator: generator)
  }

  private static func platform(_ axes: ScenarioAxes) -> SimulatedService.Platform {
    switch axes.platform {
    case .cloudRun: .cloudRun
    case .gke: .kubernetes(cluster: "acme-main", namespace: "shop")
    }
  }

  /// Another service of the same platform.
  func neighbour(_ name: String, package: String, project: String? = nil) -> SimulatedService {
    SimulatedService(
      name, project: project ?? main.project, platform: main.platform, package: package)
  }

  mutating func instance(of service: SimulatedService, revision: Int) -> SimulatedInstance {
    composer.instance(
      of: service,
      revision: service.platform == .cloudRun
        ? service.revision(revision, "k7d") : "1.\(revision).0")
  }

  /// The failure that the axes ask for, in a service.
  func failure(in service: SimulatedService) -> ScenarioFailure {
    .at(
      axes.place, axes.failure, style: axes.style, package: service.package,
      project: service.project, host: "10.20.0.7")
  }

  // MARK: Boots

  /// Writes a boot that fails.
  @discardableResult
  mutating func fail(
    _ instance: SimulatedInstance, at start: Timestamp, _ failure: ScenarioFailure? = nil,
    reason: LogComposer.StartReason = .autoscaling
  ) -> ScenarioBoot {
    let failure = failure ?? self.failure(in: instance.service)
    let ending: BootPlan.Ending =
      axes.place == .importing
      ? .importFailure(failure.trace)
      : .startupFailure(
        phase: StartupPhase(rawValue: axes.place.rawValue), reason: failure.reason, failure.trace)
    var plan = plan(axes.style, ending)
    plan.reason = reason
    plan.exitCode = axes.style == .uvicorn && axes.place == .importing ? 1 : 3
    plan.logsExit = axes.delivery != .missingExits
    switch axes.layout {
    case .segments: plan.layout = .segments
    case .whole: plan.layout = .whole
    case .lines: plan.layout = .lines
    case .member:
      plan.layout = .member(
        "exception", logger: "\(instance.service.package).startup", message: "start-up failed")
    }
    return write(instance, at: start, plan, failure)
  }

  /// Writes a boot that becomes ready.
  @discardableResult
  mutating func succeed(
    _ instance: SimulatedInstance, at start: Timestamp, style: ScenarioAxes.Style? = nil,
    reason: LogComposer.StartReason = .autoscaling
  ) -> ScenarioBoot {
    var plan = plan(style ?? axes.style, .ready)
    plan.reason = reason
    return write(instance, at: start, plan, nil)
  }

  private func plan(_ style: ScenarioAxes.Style, _ ending: BootPlan.Ending) -> BootPlan {
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
    _ instance: SimulatedInstance, at start: Timestamp, _ plan: BootPlan, _ failure: ScenarioFailure?
  ) -> ScenarioBoot {
    let isRun = instance.service.platform == .cloudRun
    if !isRun { composer.containerStarted(instance, at: start, restart: 0) }
    let first = composer.entries.count
    let record = composer.boot(instance, at: start, plan)
    let own = composer.entries[first...].map(\.timestamp).sorted()
    // The platform's start line, then the server's; uvicorn has none before it has imported.
    let serverStarts = plan.server != .uvicorn || axes.place != .importing || failure == nil
    let starts = (isRun ? 1 : 0) + (serverStarts ? 1 : 0)
    let boot = ScenarioBoot(
      instance: instance, startedAt: own[0], firstEntryAt: own[0],
      endedAt: record.endedAt, outcome: record.isReady ? .ready : .failed,
      exitCode: record.exitCode, failure: failure, phase: failure.map { _ in axes.failingPhase },
      startLinesUntil: own[max(0, starts - 1)])
    if !record.isReady, !isRun {
      composer.backedOff(instance, at: record.endedAt.advanced(bySeconds: 4), count: 1)
    }
    boots.append(boot)
    return boot
  }

  // MARK: Requests

  /// Requests that the end of a boot lets down.
  mutating func letDown(_ boot: ScenarioBoot, requests: Int) {
    guard boot.instance.service.platform == .cloudRun, let ended = boot.endedAt else { return }
    for _ in 0..<requests {
      composer.request(
        boot.instance, "GET", "/api/orders", status: 503,
        ended: ended.advanced(bySeconds: composer.generator.within(0.01...0.09)),
        latency: composer.generator.within(0.4...1.9), text: LogComposer.brokenConnection)
    }
  }

  /// Requests that are answered; on Kubernetes nobody logs them, but the application talks.
  mutating func serve(
    _ boot: ScenarioBoot, from: Timestamp? = nil, seconds: Double, requests: Int
  ) {
    guard let ready = boot.endedAt else { return }
    let from = from ?? ready.advanced(bySeconds: 3)
    if boot.instance.service.platform == .cloudRun {
      composer.traffic(
        boot.instance, from: from, to: from.advanced(bySeconds: seconds), requests: requests)
    } else {
      for _ in 0..<requests {
        composer.chatter(
          boot.instance, at: from.advanced(bySeconds: composer.generator.unit() * seconds))
      }
    }
  }

  // MARK: What the delivery takes away

  /// Keeps what lies in a window, and what is known of the boots then.
  mutating func cut(from: Timestamp?, until: Timestamp?) {
    let kept = composer.entries.filter { entry in
      (from.map { entry.timestamp >= $0 } ?? true) && (until.map { entry.timestamp < $0 } ?? true)
    }
    composer.keep(kept)
    boots = boots.compactMap { boot in
      var boot = boot
      if let until {
        if boot.firstEntryAt >= until { return nil }
        if let ended = boot.endedAt, ended >= until {
          boot.outcome = .inProgress
          boot.endedAt = nil
          boot.exitCode = nil
          boot.failure = nil
          boot.phase = nil
        }
      }
      if let from {
        if let ended = boot.endedAt, ended < from { return nil }
        if boot.firstEntryAt < from {
          boot.startedAt = nil
          boot.firstEntryAt = from
        }
      }
      return boot
    }
  }

  /// Moves the clock of each instance; those of the platform's front end stay right.
  mutating func skewClocks() {
    var skews: [String: Int64] = [:]
    for boot in boots where skews[boot.instance.id] == nil {
      skews[boot.instance.id] = Int64(composer.generator.within(-800...800)) * 1_000_000
    }
    composer.keep(
      composer.entries.map { entry in
        guard entry.httpRequest == nil, entry.logID != "events",
          let id = entry.labels["instanceId"] ?? entry.resource.labels["pod_name"],
          let skew = skews[id]
        else { return entry }
        var entry = entry
        entry.timestamp = entry.timestamp.advanced(byNanoseconds: skew)
        entry.receiveTimestamp = entry.receiveTimestamp.advanced(byNanoseconds: skew)
        return entry
      })
    runtimeFailures = runtimeFailures.map { failure in
      var failure = failure
      let first = failure.instance.flatMap { skews[$0.id] } ?? 0
      let last = failure.lastInstance.flatMap { skews[$0.id] } ?? 0
      failure.from = failure.from.advanced(byNanoseconds: first)
      failure.through = failure.through.advanced(byNanoseconds: last)
      return failure
    }
    boots = boots.map { boot in
      var boot = boot
      let skew = skews[boot.instance.id] ?? 0
      boot.startedAt = boot.startedAt?.advanced(byNanoseconds: skew)
      boot.firstEntryAt = boot.firstEntryAt.advanced(byNanoseconds: skew)
      boot.endedAt = boot.endedAt?.advanced(byNanoseconds: skew)
      boot.startLinesUntil = boot.startLinesUntil.advanced(byNanoseconds: skew)
      return boot
    }
  }
}
