/// The shipped rules of `patterns/impact.yaml`, as that file states them.
enum ExpectedPriority {
  static func of(
    _ kind: ExpectedIncident.Kind, environment: String, isCritical: Bool, isRecovered: Bool,
    isHealed: Bool, valueShare: Double
  ) -> String {
    // So are errors that ended by themselves; the scenarios have fewer than the 100 that matter then.
    if isHealed { return "P3" }
    let isStart = kind == .crashLoop || kind == .startupFailure
    // What is over wakes nobody.
    if isRecovered { return environment == "production" && kind != .servingErrors ? "P2" : "P3" }
    if isStart {
      if valueShare >= 0.5 || environment == "production" { return "P0" }
      return kind == .crashLoop && ["staging", "unknown"].contains(environment) ? "P1" : "P2"
    }
    let matters = ["production", "staging", "unknown"].contains(environment)
    if kind == .runtimeFailure, isCritical, environment == "production" { return "P1" }
    return matters ? "P2" : "P3"
  }
}
