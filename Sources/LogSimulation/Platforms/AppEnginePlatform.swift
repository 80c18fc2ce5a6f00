public import LogModel

/// App Engine's standard environment: requests, and a line about a process that used too much
/// memory. Starts and exits are left to what the process writes.
public struct AppEnginePlatform: SimulatedPlatform {
  public let name = "app-engine"
  public let placement = SimulatedService.Platform.appEngine
  public let namesRevisions = true
  public let namesInstances = true
  public let logsRequests = true
  public let logsStart = false
  public let logsExitCode = false
  public let logsEnd = false
  public let logsKill = true
  public let logsProbeFailure = false

  public init() {}

  public func instance(
    of service: SimulatedService, revision: String, using generator: inout SeededGenerator
  ) -> SimulatedInstance {
    SimulatedInstance(
      of: service, revision: revision, id: "00c61b117c" + generator.hexadecimal(digits: 78))
  }

  public func killsForMemory(
    _ instance: SimulatedInstance, at time: Timestamp, limit: Int,
    into composer: inout LogComposer
  ) {
    composer.system(
      instance, at: time, .critical,
      "Exceeded hard memory limit of \(limit) MiB with \(limit + composer.generator.within(2...30)) MiB after servicing 0 requests total. Consider setting a larger instance class in app.yaml."
    )
  }

  public func deploys(
    _ service: SimulatedService, revision: String, at time: Timestamp, by user: String,
    into composer: inout LogComposer
  ) {
    composer.audited(
      service, at: time, api: "appengine.googleapis.com",
      method: "google.appengine.v1.Versions.CreateVersion",
      resource: "apps/\(service.project)/services/\(service.name)/versions/\(revision)", by: user)
  }

  public func request(
    _ instance: SimulatedInstance, _ request: SimulatedRequest, into composer: inout LogComposer
  ) {
    composer.request(
      instance, request.method, request.path, status: request.status, ended: request.endedAt,
      latency: request.latency, text: request.text)
  }
}
