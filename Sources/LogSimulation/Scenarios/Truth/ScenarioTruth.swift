import LogModel

/// Tells from what is true of a world what its logs should be found to say, by the contract's rules.
struct ScenarioTruth {
  let axes: ScenarioAxes
  let platform: any SimulatedPlatform
  let boots: [ScenarioBoot]
  let runtimeFailures: [RuntimeFailure]
  /// As delivered, without copies.
  let entries: [SimulatedEntry]
  /// Revisions of whose deployment an entry tells.
  let deployedRevisions: Set<String>
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
    expected.related = related(expected.incidents)
    let failing = Set(expected.incidents.map(\.service))
    let names = entries.compactMap(\.serviceName)
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
    incident.service = platform.serviceName(of: first.instance)
    let phases = ScenarioPhases(axes: axes, boots: boots, failed: failed)
    incident.phaseProfile = phases.usual?.profile
    incident.phase = phases.usual?.name
    incident.phaseBasis = phases.usual?.basis.rawValue
    incident.phaseOrigin = first.failure?.phaseOrigin
    incident.phaseChange = phases.change
    incident.progress = phases.progress
    incident.truncatedHead = failed.filter { $0.startedAt == nil }.count
    for code in failed.compactMap(\.exitCode) { incident.exitCodes[code, default: 0] += 1 }
    if platform.name == "cloud-run" {
      incident.revisions = Set(failed.map(\.instance.revision)).sorted()
    }
    incident.boots.failed = failed.count
    incident.deployment = deployment(before: first)
    complete(
      &incident, service, since: first.firstEntryAt, down: first.startedAt,
      lastFailure: lastFailure,
      isCritical: false)
    return incident
  }

  /// The services whose failures one cause explains: those that name the same host, or fail with the
  /// very same words of one known failure. Of other known failures it depends on what their
  /// signature remembers.
  private func related(_ incidents: [ExpectedScenario.Incident]) -> [String]? {
    // Who may call it a failure may also call it a common one.
    guard undecided == nil else { return nil }
    let services = Set(incidents.map(\.service)).sorted()
    guard services.count > 1 else { return [] }
    let signatures = Set(incidents.map(\.signature))
    let naming: Set<String?> = ["postgres-connection-refused", "redis-connection-refused"]
    if signatures.count == 1, naming.isSuperset(of: signatures) { return services }
    let words = Set(incidents.map { [$0.exceptionType, $0.exceptionMessage] })
    let areSame =
      words.count == 1 && incidents.allSatisfy { !$0.isExceptionOpen && $0.exceptionMessage != nil }
    guard areSame, signatures.count == 1 else { return nil }
    // A failure that nobody knows is no common one, unless its words name what all depend on.
    return signatures != [nil] ? services : words.contains { namesHost($0[1] ?? "") } ? nil : []
  }

  /// Whether a text may name a host: it has a port or an address in it.
  private func namesHost(_ text: String) -> Bool {
    text.contains(/:\d|\d\.\d|:\/\//)
  }

  /// What a reader can tell of a deployment before a boot.
  private func deployment(before first: ScenarioBoot) -> ExpectedScenario.Deployment {
    if axes.shape == .twoCauses { return .open }
    if deployedRevisions.contains(first.instance.revision) { return .audit }
    guard platform.namesRevisions else { return .none }
    let isNew = boots.contains { boot in
      boot.instance.service == first.instance.service && boot.firstEntryAt < first.firstEntryAt
        && boot.instance.revision != first.instance.revision
    }
    return isNew ? .revision(first.instance.revision) : .none
  }

  // MARK: Services that had started

  private func incident(_ failure: RuntimeFailure) -> ExpectedScenario.Incident {
    var incident = ExpectedScenario.Incident(
      failure.service, kind: failure.kind, failure: failure.failure)
    incident.isHealed = failure.isHealed
    if let instance = failure.instance { incident.service = platform.serviceName(of: instance) }
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

  /// A request belongs where it ended. Those that failed are told by the millisecond, others by the
  /// second, as is the time before.
  private func countRequests(
    _ incident: inout ExpectedScenario.Incident, _ service: SimulatedService, from: Timestamp?,
    until: Timestamp?
  ) {
    var isAsked = false
    for entry in entries {
      guard let request = entry.httpRequest, entry.project == service.project,
        entry.serviceName == service.name
      else { continue }
      isAsked = true
      let hasFailed = request.status >= 500
      let ended = entry.endedAt
      if let from, ended.seconds < from.seconds, from.seconds - ended.seconds <= 3600 {
        incident.requestsBefore += 1
        if hasFailed { incident.failedRequestsBefore += 1 }
      }
      if hasFailed {
        if let from, ended.milliseconds < from.milliseconds { continue }
        if let until, ended.milliseconds >= until.milliseconds { continue }
        incident.failedRequests += 1
        incident.statuses[request.status, default: 0] += 1
      } else if incident.kind == .servingErrors {
        // The errors began and ended within these seconds.
        if let from, ended.seconds < from.seconds { continue }
        if let until, ended.seconds > until.seconds { continue }
      } else {
        // In the second in which it began or ended the service was there for a while.
        if let from, ended < from.roundedUp { continue }
        if let until, ended.seconds >= until.seconds { continue }
      }
      incident.requests += 1
    }
    if incident.requests == 0 { (incident.requestsBefore, incident.failedRequestsBefore) = (0, 0) }
    if incident.failedRequests > 0 {
      incident.userImpact = "failed"
    } else if incident.requests > 0 {
      incident.userImpact = "none-failed"
    } else {
      incident.userImpact = isAsked ? "none-meanwhile" : "no-requests"
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
      isRecovered: incident.recoveredAt != nil, isHealed: incident.isHealed, valueShare: share)
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

extension Timestamp {
  /// Since 1970.
  fileprivate var milliseconds: Int64 { nanoseconds / 1_000_000 }

  /// To the next whole second, unless it is one.
  fileprivate var roundedUp: Timestamp {
    let second = Timestamp(nanoseconds: seconds * 1_000_000_000)
    return second == self ? self : second.advanced(bySeconds: 1)
  }
}
