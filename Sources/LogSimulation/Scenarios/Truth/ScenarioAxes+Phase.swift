/// Where a failure of a Python service shows, by what the style writes about its own start-up. The
/// contract's order of signs: failure marker, enter marker, exit, traceback, signature; of equal
/// ones the innermost layer.
extension ScenarioAxes.PythonStyle {
  func failingPhase(at place: ScenarioAxes.Place) -> ExpectedPhase {
    switch (place, self) {
    case (.importing, .uvicorn):
      // uvicorn says nothing before the application is imported.
      ExpectedPhase(profile: "uvicorn", name: "import", basis: .traceback)
    case (.importing, _):
      // `Booting worker` enters the import; the worker's failure ends the boot and names no phase.
      ExpectedPhase(profile: "gunicorn", name: "import", basis: .enterMarker)
    case (.startup, .uvicorn):
      ExpectedPhase(profile: "uvicorn", name: place.rawValue, basis: .failureMarker)
    case (.startup, _):
      ExpectedPhase(profile: "gunicorn", name: place.rawValue, basis: .failureMarker)
    default:
      ExpectedPhase(profile: "deterministic-startup", name: place.rawValue, basis: .failureMarker)
    }
  }
}
