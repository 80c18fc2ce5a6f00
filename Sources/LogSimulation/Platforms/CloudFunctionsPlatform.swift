public import LogModel

/// Cloud Functions of the first generation: the platform tells how each execution ended, the first
/// of an instance after the function was loaded.
public struct CloudFunctionsPlatform: SimulatedPlatform {
  public let name = "cloud-functions"
  public let placement = SimulatedService.Platform.cloudFunctions
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
      of: service, revision: revision, id: "0066b7d2e4" + generator.hexadecimal(digits: 78))
  }

  private func says(
    _ instance: SimulatedInstance, at time: Timestamp, _ severity: Severity, _ text: String,
    into composer: inout LogComposer
  ) {
    composer.system(instance, at: time, severity, text)
  }

  public func starts(
    _ instance: SimulatedInstance, at time: Timestamp, restart: Int,
    into composer: inout LogComposer
  ) {
    says(instance, at: time, .debug, "Function execution started", into: &composer)
  }

  public func ends(
    _ instance: SimulatedInstance, at time: Timestamp, _ end: ProcessEnd, restart: Int,
    into composer: inout LogComposer
  ) {
    let milliseconds = composer.generator.within(400...4000)
    says(
      instance, at: time, .debug,
      "Function execution took \(milliseconds) ms, finished with status: 'load error'",
      into: &composer)
  }

  public func probeFails(
    _ instance: SimulatedInstance, at time: Timestamp, into composer: inout LogComposer
  ) {
    says(
      instance, at: time, .debug,
      "Function execution took 60016 ms, finished with status: 'load timeout'", into: &composer)
  }

  public func killsForMemory(
    _ instance: SimulatedInstance, at time: Timestamp, limit: Int,
    into composer: inout LogComposer
  ) {
    says(
      instance, at: time, .error,
      "Error: memory limit exceeded. Function invocation was interrupted.", into: &composer)
    ends(
      instance, at: time.advanced(bySeconds: 0.01), .signal(9), restart: 0, into: &composer)
  }

  public func deploys(
    _ service: SimulatedService, revision: String, at time: Timestamp, by user: String,
    into composer: inout LogComposer
  ) {
    composer.audited(
      service, at: time, api: "cloudfunctions.googleapis.com",
      method: "google.cloud.functions.v1.CloudFunctionsService.UpdateFunction",
      resource:
        "projects/\(service.project)/locations/\(service.location)/functions/\(service.name)",
      by: user)
  }
}
