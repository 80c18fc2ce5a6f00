/// A service that writes logs.
public struct SimulatedService: Hashable, Sendable {
  public enum Platform: Hashable, Sendable {
    case cloudRun
    case kubernetes(cluster: String, namespace: String)
    case cloudRunJob
    case appEngine
    case cloudFunctions
    case computeEngine(zone: String)
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

  /// - Parameter pod: the instance's id, where the resource names it.
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
    case .cloudRunJob:
      SimulatedEntry.Resource(
        type: "cloud_run_job",
        labels: ["job_name": name, "location": location, "project_id": project])
    case .appEngine:
      SimulatedEntry.Resource(
        type: "gae_app",
        labels: [
          "module_id": name, "project_id": project, "version_id": revision, "zone": "us12",
        ])
    case .cloudFunctions:
      SimulatedEntry.Resource(
        type: "cloud_function",
        labels: ["function_name": name, "project_id": project, "region": location])
    case .computeEngine(let zone):
      SimulatedEntry.Resource(
        type: "gce_instance",
        labels: ["instance_id": pod ?? "0", "project_id": project, "zone": zone])
    }
  }
}

/// One running copy of a service.
public struct SimulatedInstance: Hashable, Sendable {
  public var service: SimulatedService
  /// On Kubernetes the image's tag.
  public var revision: String
  /// labels.instanceId, the pod's name, or what else the platform tells instances apart by.
  public var id: String

  public init(of service: SimulatedService, revision: String, id: String) {
    self.service = service
    self.revision = revision
    self.id = id
  }
}

extension SimulatedService.Platform {
  /// What the platform itself says and does.
  public var simulated: any SimulatedPlatform {
    switch self {
    case .cloudRun: CloudRunPlatform()
    case .kubernetes: GKEPlatform()
    case .cloudRunJob: CloudRunJobPlatform()
    case .appEngine: AppEnginePlatform()
    case .cloudFunctions: CloudFunctionsPlatform()
    case .computeEngine: ComputeEnginePlatform()
    }
  }

  /// The log in which the platform keeps what Cloud Run keeps in `log`.
  func logID(_ log: String) -> String {
    let isError = log == "run.googleapis.com/stderr"
    switch self {
    case .cloudRun, .cloudRunJob: return log
    case .kubernetes: return isError ? "stderr" : "stdout"
    case .appEngine:
      switch log {
      case "run.googleapis.com/varlog/system": return "varlog/system"
      case "run.googleapis.com/requests": return "appengine.googleapis.com/request_log"
      default: return isError ? "stderr" : "stdout"
      }
    case .cloudFunctions: return "cloudfunctions.googleapis.com/cloud-functions"
    case .computeEngine: return log == "syslog" ? "syslog" : "app"
    }
  }
}
