/// Where a failure shows, by what the style writes about its own start-up. The contract's order of
/// signs: failure marker, enter marker, exit, traceback, signature; of equal ones the innermost layer.
extension ScenarioAxes {
  var failingPhase: ScenarioBoot.Phase {
    switch (place, style) {
    case (.importing, .uvicorn):
      // uvicorn says nothing before the application is imported.
      ScenarioBoot.Phase(profile: "uvicorn", name: "import", basis: "traceback")
    case (.importing, _):
      // `Booting worker` enters the import; the worker's failure ends the boot and names no phase.
      ScenarioBoot.Phase(profile: "gunicorn", name: "import", basis: "enter-marker")
    case (.startup, .uvicorn):
      ScenarioBoot.Phase(profile: "uvicorn", name: place.rawValue, basis: "failure-marker")
    case (.startup, _):
      ScenarioBoot.Phase(profile: "gunicorn", name: place.rawValue, basis: "failure-marker")
    default:
      ScenarioBoot.Phase(
        profile: "deterministic-startup", name: place.rawValue, basis: "failure-marker")
    }
  }

  /// The phase whose code raised it, where that is another: the signature of the WebSocket manager
  /// knows its callers.
  var phaseOrigin: String? {
    place == .finalize && (failure == .known || failure == .chained) ? "services" : nil
  }
}
