/// Every platform there is.
public enum SimulatedPlatforms {
  public static let all: [any SimulatedPlatform] = [
    CloudRunPlatform(), GKEPlatform(), ComputeEnginePlatform(), AppEnginePlatform(),
    CloudFunctionsPlatform(), CloudRunJobPlatform(),
  ]

  /// Nil where no platform has that name.
  public static func named(_ name: String) -> (any SimulatedPlatform)? {
    all.first { $0.name == name }
  }

  /// A service as it would run on a platform.
  public static func service(
    _ name: String, on platform: any SimulatedPlatform, project: String, package: String = "app"
  ) -> SimulatedService {
    SimulatedService(
      name, project: project, platform: platform.placement, package: package)
  }
}
