import LogModel

/// The world in which a scenario plays: what its services write, and what is true of them.
struct ScenarioWorld {
  let axes: ScenarioAxes
  let platform: any SimulatedPlatform
  var composer: LogComposer
  /// The service that the scenario is about.
  let main: SimulatedService
  /// The moment at which it begins.
  let dawn: Timestamp
  var boots: [ScenarioBoot] = []
  /// Failures of services that had started.
  var runtimeFailures: [RuntimeFailure] = []
  private var machines: [SimulatedService: SimulatedInstance] = [:]
  /// Revisions of whose deployment an entry tells, and when it does.
  var deployments: [String: Timestamp] = [:]
  var undecided: String?
  /// Which gunicorn the service has: from 21.0 on it tells the exit code of its workers.
  let gunicorn: String
  /// Draws which of a style's failures it is, the same for each boot.
  let lot: Int

  init(_ axes: ScenarioAxes, seed: UInt64) {
    self.axes = axes
    var generator = SeededGenerator(seed: seed, label: axes.words.joined(separator: " "))
    gunicorn = generator.pick(["20.1.0", "21.2.0"])
    lot = generator.below(1 << 20)
    let start = generator.within(0...80_000)
    dawn = StoryDay(2025, 9, 20).at(0, 0, Double(start) + generator.unit())
    platform =
      SimulatedPlatforms.named(axes.platform) ?? SimulatedPlatforms.all[0]
    let environment = axes.environment == .unknown ? "main" : axes.environment.rawValue
    main = SimulatedPlatforms.service(
      "orders-api", on: platform, project: "acme-\(environment)", package: "orders")
    composer = LogComposer(generator: generator)
  }

  /// Another service of the same platform.
  func neighbour(_ name: String, package: String, project: String? = nil) -> SimulatedService {
    SimulatedPlatforms.service(
      name, on: platform, project: project ?? main.project, package: package)
  }

  mutating func instance(of service: SimulatedService, revision: Int) -> SimulatedInstance {
    // A machine is there before and after the process.
    if platform.name == "compute-engine", let machine = machines[service] { return machine }
    let copy = platform.instance(
      of: service,
      revision: platform.name == "cloud-run"
        ? service.revision(revision, "k7d") : "1.\(revision).0", using: &composer.generator)
    machines[service] = copy
    return copy
  }

  /// Somebody deploys a revision of the main service, and an entry says so.
  mutating func deploy(revision: Int, at time: Timestamp) {
    let name =
      platform.name == "cloud-run" ? main.revision(revision, "k7d") : "1.\(revision).0"
    let count = composer.entries.count
    platform.deploys(
      main, revision: name, at: time, by: "deploy@\(main.project).iam.gserviceaccount.com",
      into: &composer)
    // Not every platform logs deployments.
    if composer.entries.count > count { deployments[name] = time }
  }

  // MARK: Lines and requests

  /// A structured line of the application.
  mutating func say(
    _ instance: SimulatedInstance, at time: Timestamp, _ severity: Severity, logger: String,
    _ message: String, _ extra: [JSONValue.Member] = []
  ) {
    let members: [JSONValue.Member] =
      [.init("logger", .string(logger)), .init("message", .string(message))] + extra
    platform.line(
      instance, at: time, StyledLine(.json(.object(members)), .chatter, on: .stdout, severity),
      into: &composer)
  }

  /// Requests that the end of a boot lets down.
  mutating func letDown(_ boot: ScenarioBoot, requests: Int) {
    guard let ended = boot.endedAt else { return }
    for _ in 0..<requests {
      platform.request(
        boot.instance,
        SimulatedRequest(
          "GET", "/api/orders", status: 503,
          endedAt: ended.advanced(bySeconds: composer.generator.within(0.01...0.09)),
          latency: composer.generator.within(0.4...1.9), text: LogComposer.brokenConnection),
        into: &composer)
    }
  }

  /// Requests that are answered, with the application's lines about some.
  mutating func serve(_ boot: ScenarioBoot, seconds: Double, requests: Int) {
    guard let ready = boot.endedAt else { return }
    let from = ready.advanced(bySeconds: 3)
    let package = boot.instance.service.package
    for number in 0..<requests {
      let ended = from.advanced(bySeconds: composer.generator.unit() * seconds)
      let latency = 0.004 + 0.25 * composer.generator.unit()
      platform.request(
        boot.instance,
        SimulatedRequest(
          "GET", "/api/orders/\(composer.generator.within(1...900))",
          status: number % 7 == 6 ? 404 : 200, endedAt: ended, latency: latency), into: &composer)
      guard composer.generator.chance(0.4) else { continue }
      say(
        boot.instance, at: ended.advanced(bySeconds: -latency / 2), .info,
        logger: "\(package).api", "loaded order in \(composer.generator.within(2...90)) ms",
        [.init("lines", .integer(Int64(composer.generator.within(1...40))))])
    }
  }
}
