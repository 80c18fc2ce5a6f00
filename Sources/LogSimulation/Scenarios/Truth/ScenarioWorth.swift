/// What a service is worth, as its owner tells it in an impact file beside the logs.
struct ScenarioWorth {
  var capability = "ordering"
  var tags = ["checkout", "revenue"]
  var valueShare: Double
  var mrrAtRisk: Int

  /// Nil where nobody tells.
  init?(_ worth: ScenarioAxes.Worth) {
    switch worth {
    case .untold: return nil
    case .small: (valueShare, mrrAtRisk) = (0.1, 4_000)
    case .great: (valueShare, mrrAtRisk) = (0.6, 90_000)
    }
  }

  func covers(_ service: String) -> Bool { service.hasPrefix("orders-") }

  /// The file, for `--patterns`.
  var yaml: String {
    """
    currency: USD
    capabilities:
      - name: \(capability)
        services: ["orders-*"]
        mrrAtRisk: \(mrrAtRisk)
        valueShare: \(valueShare)
        owner: orders team
        asOf: 2025-09-01
        tags: [\(tags.joined(separator: ", "))]

    """
  }
}
