/// A Python failure for each place and kind.
struct PythonScenarioFailures {
  let style: ScenarioAxes.PythonStyle
  let package: String
  let project: String
  /// An address that the service depends on.
  var host = "10.20.0.7"

  func failure(_ place: ScenarioAxes.Place, _ kind: ScenarioAxes.Failure) -> ScenarioFailure {
    var failure: ScenarioFailure
    switch kind {
    case .known: failure = known(place)
    case .unknown: failure = unknown(place)
    case .chained: failure = followed(known(place), by: [sinkClosed])
    case .wrapped: failure = followed(unknown(place), by: [stepError, startupError])
    }
    // The agent supervisor belongs to another phase than the one that notices.
    if place == .finalize, failure.signature != nil { failure.phaseOrigin = "services" }
    return failure
  }

  /// The database refuses connections.
  var refusedDatabase: ScenarioFailure {
    ScenarioFailure(
      .postgresRefused(package, host: host), reason: "Database initialization failed",
      signature: "postgres-connection-refused")
  }

  // MARK: What follows

  private var sinkClosed: PythonTraceback.Segment {
    PythonTraceback.Segment(
      [PythonTraceback.Frame("/app/\(package)/core/report.py", 19, "report", "sink.write(record)")],
      "\(package).core.report.ReportSinkClosed", "the sink is closed", link: .context)
  }

  private var stepError: PythonTraceback.Segment {
    PythonTraceback.Segment(
      [
        PythonTraceback.Frame(
          "/app/\(package)/core/steps.py", 77, "run_step", "raise StepError(name) from error")
      ], "\(package).core.steps.StepError", "step 4 did not finish")
  }

  private var startupError: PythonTraceback.Segment {
    PythonTraceback.Segment(
      [
        PythonTraceback.Frame(
          "/app/\(package)/core/steps.py", 41, "run_steps", "raise StartupError from error")
      ], "\(package).core.steps.StartupError", "start-up did not finish")
  }

  private func followed(
    _ failure: ScenarioFailure, by segments: [PythonTraceback.Segment]
  ) -> ScenarioFailure {
    guard case .python(let trace, let reason) = failure.script else { return failure }
    return ScenarioFailure(
      segments.reduce(trace) { $0.wrapped($1) }, reason: reason, signature: failure.signature)
  }

  // MARK: Where it begins

  private func known(_ place: ScenarioAxes.Place) -> ScenarioFailure {
    switch place {
    case .importing: knownImport
    case .startup, .services:
      ScenarioFailure(
        .secretDenied(package, project: project), reason: "Secrets could not be read",
        signature: "secret-manager-permission-denied")
    case .initialise:
      ScenarioFailure(
        .environmentVariable(package, variable: "DATABASE_URL"), reason: "'DATABASE_URL'",
        signature: "python-environment-variable-missing")
    case .dependencies:
      ScenarioFailure(
        .cannotImportName(package),
        reason: "cannot import name 'url_quote' from 'werkzeug.urls'",
        signature: "python-cannot-import-name")
    case .database: refusedDatabase
    case .cache:
      ScenarioFailure(
        .redisRefused(package, host: host), reason: "Redis is not reachable",
        signature: "redis-connection-refused")
    case .websocket, .finalize:
      ScenarioFailure(
        .webSocketManager(package, byAgentSupervisor: place == .finalize),
        reason: PythonTraceback.webSocketMessage,
        signature: "websocket-manager-without-user-context")
    }
  }

  private var knownImport: ScenarioFailure {
    switch style {
    case .sync:
      ScenarioFailure(.improperlyConfigured(package), signature: "django-improperly-configured")
    case .uvicorn:
      ScenarioFailure(
        .attributeMissing(package, module: "jwt", attribute: "encode"),
        signature: "python-module-attribute-missing")
    case .workers:
      ScenarioFailure(
        .settingsMissing(package, variable: "payment_key"), signature: "pydantic-settings-missing")
    case .deterministic:
      ScenarioFailure(
        .moduleNotFound(package, module: "redis"), signature: "python-module-not-found")
    }
  }

  private func unknown(_ place: ScenarioAxes.Place) -> ScenarioFailure {
    if place != .importing {
      return ScenarioFailure(
        .ledgerSchema(package), reason: "ledger table 'postings' has schema 41", signature: nil)
    }
    // The frames above the application's tell how the server came to load it.
    var loading: [PythonTraceback.Frame] = []
    if case .python(let trace, _) = knownImport.script {
      loading = trace.segments[0].frames.prefix { !$0.file.hasPrefix("/app/") }
    }
    return ScenarioFailure(
      PythonTraceback(
        loading + [
          PythonTraceback.Frame(
            "/app/\(package)/main.py", 14, "<module>", "REGISTRY = build_registry()"),
          PythonTraceback.Frame(
            "/app/\(package)/registry.py", 52, "build_registry",
            "raise RegistryIncomplete(missing)"),
        ], "\(package).registry.RegistryIncomplete", "3 handlers are not registered"),
      signature: nil)
  }
}
