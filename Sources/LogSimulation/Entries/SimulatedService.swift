/// A service that writes logs.
public struct SimulatedService: Hashable, Sendable {
  public enum Platform: Hashable, Sendable {
    case cloudRun
    case kubernetes(cluster: String, namespace: String)
  }

  public var name: String
  public var project: String
  public var location: String
  public var platform: Platform
  /// The package under /app that holds its code.
  public var package: String
  public var port: Int

  public init(
    _ name: String, project: String, location: String = "us-central1",
    platform: Platform = .cloudRun, package: String, port: Int = 8080
  ) {
    self.name = name
    self.project = project
    self.location = location
    self.platform = platform
    self.package = package
    self.port = port
  }

  /// The environment as the shipped impact model tells it from the project's name.
  public var environment: String {
    for (ending, name) in [("-staging", "staging"), ("-production", "production")]
    where project.hasSuffix(ending) { return name }
    return "unknown"
  }

  /// As Cloud Run names a container of a service.
  var container: String { name + "-1" }

  var host: String { "\(name)-7k3zq5m2xa-uc.a.run.app" }

  /// `orders-00042-gfw`
  func revision(_ number: Int, _ suffix: String) -> String {
    let digits = String(number)
    return name + "-" + String(repeating: "0", count: max(0, 5 - digits.count)) + digits + "-"
      + suffix
  }

  func resource(revision: String, pod: String?) -> SimulatedEntry.Resource {
    switch platform {
    case .cloudRun:
      SimulatedEntry.Resource(
        type: "cloud_run_revision",
        labels: [
          "configuration_name": name, "location": location, "project_id": project,
          "revision_name": revision, "service_name": name,
        ])
    case .kubernetes(let cluster, let namespace):
      SimulatedEntry.Resource(
        type: "k8s_container",
        labels: [
          "cluster_name": cluster, "container_name": name, "location": location,
          "namespace_name": namespace, "pod_name": pod ?? name, "project_id": project,
        ])
    }
  }
}

/// One running copy of a service.
public struct SimulatedInstance: Hashable, Sendable {
  public var service: SimulatedService
  /// On Kubernetes the image's tag.
  public var revision: String
  /// labels.instanceId, or the pod's name.
  public var id: String

  public init(of service: SimulatedService, revision: String, id: String) {
    self.service = service
    self.revision = revision
    self.id = id
  }
}
