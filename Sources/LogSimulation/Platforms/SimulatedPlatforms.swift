/// Every platform there is.
public enum SimulatedPlatforms {
  public static let all: [any SimulatedPlatform] = [CloudRunPlatform(), GKEPlatform()]

  /// A service as it would run on a platform.
  public static func service(
    _ name: String, on platform: any SimulatedPlatform, project: String
  ) -> SimulatedService {
    var service = SimulatedService(name, project: project, package: "app")
    if platform.name == "kubernetes" {
      service.platform = .kubernetes(cluster: "acme-main", namespace: "shop")
    }
    return service
  }
}
