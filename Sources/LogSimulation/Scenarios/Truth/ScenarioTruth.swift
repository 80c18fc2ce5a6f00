import LogModel

/// Tells from what is true of a world what its logs should be found to say, by the contract's rules.
struct ScenarioTruth {
  let axes: ScenarioAxes
  let boots: [ScenarioBoot]
  let runtimeFailures: [RuntimeFailure]
  /// As delivered, without copies.
  let entries: [SimulatedEntry]
  let undecided: String?

  private struct Group: Hashable {
    var service: SimulatedService
    var cause: String
  }

  func expected() -> ExpectedScenario {
    var expected = ExpectedScenario()
    expected.undecided = undecided
    var groups: [Group: [ScenarioBoot]] = [:]
    for boot in boots {
      expected.boots.count(boot)
      if boot.outcome == .failed {
        let group = Group(service: boot.instance.service, cause: boot.failure?.cause ?? "")
        groups[group, default: []].append(boot)
      }
    }
    expected.incidents = groups.values.map(incident) + runtimeFailures.map(incident)
    expected.incidents.sort {
      ($0.service, $0.project, $0.signature ?? "", $0.exceptionType ?? "")
        < ($1.service, $1.project, $1.signature ?? "", $1.exceptionType ?? "")
    }
    let failing = Set(expected.incidents.map(\.service))
    let names = entries.compactMap {
      $0.resource.labels["service_name"] ?? $0.resource.labels["container_name"]
    }
    expected.healthyServices = Set(names).subtracting(failing).sorted()
    return expected
  }

  // MARK: Boots that fail

  private func incident(_ failed: [ScenarioBoot]) -> ExpectedScenario.Incident {
    let failed = failed.sorted { $0.firstEntryAt < $1.firstEntryAt }
    let first = failed[0]
    let service = first.instance.service
    let lastFailure = failed.compactMap(\.endedAt).max() ?? first.firstEntryAt
    var incident = ExpectedScenario.Incident(
      service, kind: failed.count >= 2 ? .crashLoop : .startupFailure, failure: first.failure)
    incident.phaseProfile = first.phase?.profile
    incident.phase = first.phase?.name
    incident.phaseBasis = first.phase?.basis.rawValue
    incident.phaseOrigin = first.failure?.phaseOrigin
    incident.truncatedHead = failed.filter { $0.startedAt == nil }.count
    for code in failed.compactMap(\.exitCode) { incident.exitCodes[code, default: 0] += 1 }
    if service.platform == .cloudRun {
      incident.revisions = Set(failed.map(\.instance.revision)).sorted()
    }
    incident.boots.failed = failed.count
    complete(
      &incident, service, since: first.firstEntryAt, down: first.startedAt,
      lastFailure: lastFailure,
      isCritical: false)
    return incident
  }

  // MARK: Services that had started

  private func incident(_ failure: RuntimeFailure) -> ExpectedScenario.Incident {
    var incident = ExpectedScenario.Incident(
      failure.service, kind: failure.kind, failure: failure.failure)
    if let signature = failure.signature {
      incident.signature = signature
      incident.tags = SignatureImpact.tags(of: signature)
      incident.endsInWords = false
    }
    complete(
      &incident, failure.service, since: failure.from, down: failure.from,
      lastFailure: failure.through, isCritical: failure.isCritical)
    return incident
  }

  // MARK: What both share

  private func complete(
    _ incident: inout ExpectedScenario.Incident, _ service: SimulatedService, since: Timestamp,
    down: Timestamp?, lastFailure: Timestamp, isCritical: Bool
  ) {
    let others = boots.filter { $0.instance.service == service && $0.outcome != .failed }
    if incident.kind != .servingErrors {
      incident.recoveredAt =
        others.filter { $0.outcome == .ready }.compactMap(\.endedAt).filter { $0 > lastFailure }
        .min()
    }
    let until = incident.recoveredAt
    for boot in others where boot.firstEntryAt >= since {
      if let until, boot.firstEntryAt > until { continue }
      incident.boots.count(boot)
    }
    let end =
      incident.kind == .servingErrors ? lastFailure.advanced(byNanoseconds: 1_000_000) : until
    countRequests(&incident, service, from: down, until: end)
    incident.state = until == nil ? "ongoing" : "resolved"
    assess(&incident, isCritical: isCritical)
  }

  /// A request belongs where it ended.
  private func countRequests(
    _ incident: inout ExpectedScenario.Incident, _ service: SimulatedService, from: Timestamp?,
    until: Timestamp?
  ) {
    for entry in entries {
      guard let request = entry.httpRequest, entry.project == service.project,
        entry.resource.labels["service_name"] == service.name
      else { continue }
      if let from, entry.endedAt < from { continue }
      if let until, entry.endedAt >= until { continue }
      incident.requests += 1
      guard request.status >= 500 else { continue }
      incident.failedRequests += 1
      incident.statuses[request.status, default: 0] += 1
    }
  }

  private func assess(_ incident: inout ExpectedScenario.Incident, isCritical: Bool) {
    var share = 0.0
    if let worth = ScenarioWorth(axes.worth), worth.covers(incident.service) {
      share = worth.valueShare
      incident.capabilities = Set(incident.capabilities + [worth.capability]).sorted()
      incident.tags = Set(incident.tags + worth.tags).sorted()
    }
    incident.priority = ExpectedPriority.of(
      incident.kind, environment: incident.environment, isCritical: isCritical,
      isRecovered: incident.recoveredAt != nil, valueShare: share)
  }
}

extension ExpectedScenario.Boots {
  mutating func count(_ boot: ScenarioBoot) {
    switch boot.outcome {
    case .failed: failed += 1
    case .ready: ready += 1
    case .inProgress: inProgress += 1
    case .stopped: stopped += 1
    }
  }
}

extension ExpectedScenario.Incident {
  init(_ service: SimulatedService, kind: ExpectedIncident.Kind, failure: ScenarioFailure?) {
    self.init(
      service: service.name, project: service.project, environment: service.environment,
      kind: kind, state: "ongoing", priority: "P3", endsInWords: failure?.signature == nil)
    guard let failure else { return }
    signature = failure.signature
    isExceptionOpen = failure.isWordsOnly
    exceptionType = failure.type
    exceptionMessage = failure.message
    origin = failure.origin.map { .init(file: $0.file, function: $0.function) }
    tags = failure.tags
    capabilities = failure.capabilities
  }
}
