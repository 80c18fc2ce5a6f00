public import LogModel

/// A virtual machine on which systemd runs the service as a unit; the agent sends the journal's lines
/// as `syslog`. A machine has many units, so that what systemd says of one tells nothing of the
/// service unless systemd gives up.
public struct ComputeEnginePlatform: SimulatedPlatform {
  public let name = "compute-engine"
  public let placement = SimulatedService.Platform.computeEngine(zone: "us-central1-b")
  public let namesRevisions = false
  public let namesInstances = true
  public let logsRequests = false
  public let logsStart = false
  public let logsExitCode = false
  public let logsEnd = false
  public let logsKill = false
  public let logsProbeFailure = false

  public init() {}

  /// Machines have numbers.
  public func instance(
    of service: SimulatedService, revision: String, using generator: inout SeededGenerator
  ) -> SimulatedInstance {
    var id = String(generator.within(1...9))
    for _ in 0..<18 { id += String(generator.below(10)) }
    return SimulatedInstance(of: service, revision: revision, id: id)
  }

  /// A machine's resource names nothing that runs on it.
  public func serviceName(of instance: SimulatedInstance) -> String { instance.id }

  private func systemd(
    _ instance: SimulatedInstance, at time: Timestamp, _ text: String,
    into composer: inout LogComposer
  ) {
    composer.add(
      instance, log: "syslog", at: time, severity: nil,
      payload: .json(["ident": "systemd", "pid": "1", "message": .string(text)]))
  }

  private func unit(_ instance: SimulatedInstance) -> String { instance.service.name + ".service" }

  public func starts(
    _ instance: SimulatedInstance, at time: Timestamp, restart: Int,
    into composer: inout LogComposer
  ) {
    if restart > 0 {
      systemd(
        instance, at: time,
        "\(unit(instance)): Scheduled restart job, restart counter is at \(restart).",
        into: &composer)
    }
    systemd(
      instance, at: time.advanced(bySeconds: 0.01), "Started \(unit(instance)) - Acme service.",
      into: &composer)
  }

  public func ends(
    _ instance: SimulatedInstance, at time: Timestamp, _ end: ProcessEnd, restart: Int,
    into composer: inout LogComposer
  ) {
    let (words, result) =
      switch end {
      case .code(let code): ("code=exited, status=\(code)/FAILURE", "exit-code")
      case .signal(let signal): ("code=killed, status=\(signal)/KILL", "signal")
      }
    systemd(
      instance, at: time, "\(unit(instance)): Main process exited, \(words)", into: &composer)
    systemd(
      instance, at: time.advanced(bySeconds: 0.001),
      "\(unit(instance)): Failed with result '\(result)'.", into: &composer)
  }

  public func killsForMemory(
    _ instance: SimulatedInstance, at time: Timestamp, limit: Int,
    into composer: inout LogComposer
  ) {
    composer.add(
      instance, log: "syslog", at: time, severity: nil,
      payload: .json([
        "ident": "kernel",
        "message": .string(
          "Out of memory: Killed process 2174 (\(instance.service.name.prefix(15))) total-vm:\(limit * 2400)kB, anon-rss:\(limit * 1020)kB, file-rss:0kB, shmem-rss:0kB, UID:0 pgtables:1400kB oom_score_adj:0"
        ),
      ]))
    ends(instance, at: time.advanced(bySeconds: 0.2), .signal(9), restart: 0, into: &composer)
  }

  public func stops(
    _ instance: SimulatedInstance, at time: Timestamp, into composer: inout LogComposer
  ) {
    systemd(
      instance, at: time, "Stopping \(unit(instance)) - Acme service...", into: &composer)
  }
}
