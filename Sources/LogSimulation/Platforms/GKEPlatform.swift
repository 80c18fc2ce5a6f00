public import LogModel

/// Google Kubernetes Engine: a container restarts inside its pod, and the kubelet reports about it
/// in `events`, where only failures of probes are told. Kubernetes logs neither exit codes nor requests.
public struct GKEPlatform: SimulatedPlatform {
  public let name = "kubernetes"
  public let placement = SimulatedService.Platform.kubernetes(
    cluster: "acme-main", namespace: "shop")
  public let namesRevisions = false
  public let namesInstances = true
  public let logsRequests = false
  public let logsStart = false
  public let logsExitCode = false
  public let logsEnd = true
  public let logsKill = true
  public let logsProbeFailure = true

  public init() {}

  public func instance(
    of service: SimulatedService, revision: String, using generator: inout SeededGenerator
  ) -> SimulatedInstance {
    SimulatedInstance(
      of: service, revision: revision,
      id: "\(replicaSet(of: service, revision))-\(generator.podSuffix(length: 5))")
  }

  /// Each revision of a deployment has its replica set, whose name its pods carry.
  private func replicaSet(of service: SimulatedService, _ revision: String) -> String {
    var template = SeededGenerator(seed: 0, label: "\(service.name) \(revision)")
    return "\(service.name)-7\(template.podSuffix(length: 8))5"
  }

  /// The agent gives a line without a level that of its stream.
  public func line(
    _ instance: SimulatedInstance, at time: Timestamp, _ line: StyledLine,
    into composer: inout LogComposer
  ) {
    composer.add(
      instance, log: "run.googleapis.com/\(line.stream.rawValue)", at: time,
      severity: line.severity ?? (line.stream == .stderr ? .error : .info),
      payload: line.payload.simulated, split: line.split)
  }

  public func starts(
    _ instance: SimulatedInstance, at time: Timestamp, restart: Int,
    into composer: inout LogComposer
  ) {
    composer.containerStarted(instance, at: time, restart: restart)
  }

  public func probeFails(
    _ instance: SimulatedInstance, at time: Timestamp, into composer: inout LogComposer
  ) {
    unhealthy(instance, at: time, "Startup", "startup", into: &composer)
  }

  public func livenessFails(
    _ instance: SimulatedInstance, at time: Timestamp, into composer: inout LogComposer
  ) {
    unhealthy(instance, at: time, "Liveness", "liveness", into: &composer)
  }

  private func unhealthy(
    _ instance: SimulatedInstance, at time: Timestamp, _ probe: String, _ word: String,
    into composer: inout LogComposer
  ) {
    composer.event(
      instance, at: time.advanced(bySeconds: -1), .warning, reason: "Unhealthy",
      "\(probe) probe failed: Get \"http://10.8.2.14:\(instance.service.port)/healthz\": dial tcp 10.8.2.14:\(instance.service.port): connect: connection refused",
      count: 3)
    composer.event(
      instance, at: time, .info, reason: "Killing",
      "Container \(instance.service.name) failed \(word) probe, will be restarted")
  }

  /// The kubelet says nothing of the end, but waits longer before each next start.
  public func ends(
    _ instance: SimulatedInstance, at time: Timestamp, _ end: ProcessEnd, restart: Int,
    into composer: inout LogComposer
  ) {
    composer.backedOff(instance, at: time.advanced(bySeconds: 2), count: restart + 1)
  }

  /// The node's kernel log, as the node problem detector reports it.
  public func killsForMemory(
    _ instance: SimulatedInstance, at time: Timestamp, limit: Int,
    into composer: inout LogComposer
  ) {
    composer.nodeEvent(
      instance, at: time, .warning, reason: "OOMKilling",
      "Memory cgroup out of memory: Killed process 21733 (\(instance.service.name.prefix(15))) total-vm:\(limit * 2400)kB, anon-rss:\(limit * 1020)kB, file-rss:0kB, shmem-rss:0kB, UID:0 pgtables:1400kB oom_score_adj:985"
    )
    composer.backedOff(instance, at: time.advanced(bySeconds: 3), count: 1)
  }

  public func stops(
    _ instance: SimulatedInstance, at time: Timestamp, into composer: inout LogComposer
  ) {
    composer.event(
      instance, at: time, .info, reason: "Killing",
      "Stopping container \(instance.service.name)")
  }

  public func deploys(
    _ service: SimulatedService, revision: String, at time: Timestamp, by user: String,
    into composer: inout LogComposer
  ) {
    composer.scaledUp(replicaSet(of: service, revision), of: service, at: time)
  }
}
