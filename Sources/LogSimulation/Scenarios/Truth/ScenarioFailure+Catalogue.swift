/// A failure for each place and kind.
extension ScenarioFailure {
  /// - Parameter host: an address that the service depends on.
  static func at(
    _ place: ScenarioAxes.Place, _ kind: ScenarioAxes.Failure, style: ScenarioAxes.Style,
    package: String, project: String, host: String
  ) -> ScenarioFailure {
    switch kind {
    case .known: known(place, style, package, project, host)
    case .unknown: unknown(place, style, package)
    case .chained:
      known(place, style, package, project, host).followed(
        by: PythonTraceback.Segment(
          [PythonTraceback.Frame("/app/\(package)/core/report.py", 19, "report", "sink.write(record)")],
          "\(package).core.report.ReportSinkClosed", "the sink is closed", link: .context))
    case .wrapped:
      unknown(place, style, package).followed(
        by: PythonTraceback.Segment(
          [
            PythonTraceback.Frame(
              "/app/\(package)/core/steps.py", 77, "run_step", "raise StepError(name) from error")
          ], "\(package).core.steps.StepError", "step 4 did not finish")
      ).followed(
        by: PythonTraceback.Segment(
          [
            PythonTraceback.Frame(
              "/app/\(package)/core/steps.py", 41, "run_steps", "raise StartupError from error")
          ], "\(package).core.steps.StartupError", "start-up did not finish"))
    }
  }

  private func followed(by segment: PythonTraceback.Segment) -> ScenarioFailure {
    var other = self
    other.trace = trace.wrapped(segment)
    return other
  }

  private static func known(
    _ place: ScenarioAxes.Place, _ style: ScenarioAxes.Style, _ package: String,
    _ project: String, _ host: String
  ) -> ScenarioFailure {
    switch place {
    case .importing:
      switch style {
      case .sync:
        ScenarioFailure(
          trace: .improperlyConfigured(package), reason: "",
          signature: "django-improperly-configured", tags: ["configuration", "deployment"])
      case .uvicorn:
        ScenarioFailure(
          trace: .attributeMissing(package, module: "jwt", attribute: "encode"), reason: "",
          signature: "python-module-attribute-missing", tags: ["deployment"])
      case .workers:
        ScenarioFailure(
          trace: .settingsMissing(package, variable: "payment_key"), reason: "",
          signature: "pydantic-settings-missing", tags: ["configuration", "deployment"])
      case .deterministic:
        ScenarioFailure(
          trace: .moduleNotFound(package, module: "redis"), reason: "",
          signature: "python-module-not-found", tags: ["deployment"])
      }
    case .startup, .services:
      ScenarioFailure(
        trace: .secretDenied(package, project: project), reason: "Secrets could not be read",
        signature: "secret-manager-permission-denied", tags: ["configuration", "security"])
    case .initialise:
      ScenarioFailure(
        trace: .environmentVariable(package, variable: "DATABASE_URL"), reason: "'DATABASE_URL'",
        signature: "python-environment-variable-missing", tags: ["configuration", "deployment"])
    case .dependencies:
      ScenarioFailure(
        trace: .cannotImportName(package),
        reason: "cannot import name 'url_quote' from 'werkzeug.urls'",
        signature: "python-cannot-import-name", tags: ["deployment"])
    case .database:
      refusedDatabase(package, host: host)
    case .cache:
      ScenarioFailure(
        trace: .redisRefused(package, host: host), reason: "Redis is not reachable",
        signature: "redis-connection-refused", tags: ["cache", "deployment"])
    case .websocket, .finalize:
      // The agent supervisor belongs to another phase than the one that notices.
      ScenarioFailure(
        trace: .webSocketManager(package, byAgentSupervisor: place == .finalize),
        reason: PythonTraceback.webSocketMessage,
        signature: "websocket-manager-without-user-context", tags: ["chat", "revenue"],
        capabilities: ["chat"])
    }
  }

  private static func unknown(
    _ place: ScenarioAxes.Place, _ style: ScenarioAxes.Style, _ package: String
  ) -> ScenarioFailure {
    if place != .importing {
      return ScenarioFailure(
        trace: .ledgerSchema(package), reason: "ledger table 'postings' has schema 41")
    }
    // The frames above the application's tell how the server came to load it.
    let loading = known(.importing, style, package, "", "").trace.segments[0].frames
      .prefix { !$0.file.hasPrefix("/app/") }
    return ScenarioFailure(
      trace: PythonTraceback(
        loading + [
          PythonTraceback.Frame(
            "/app/\(package)/main.py", 14, "<module>", "REGISTRY = build_registry()"),
          PythonTraceback.Frame(
            "/app/\(package)/registry.py", 52, "build_registry",
            "raise RegistryIncomplete(missing)"),
        ], "\(package).registry.RegistryIncomplete", "3 handlers are not registered"),
      reason: "")
  }
}

extension ScenarioFailure {
  /// The database refuses connections.
  static func refusedDatabase(_ package: String, host: String) -> ScenarioFailure {
    ScenarioFailure(
      trace: .postgresRefused(package, host: host), reason: "Database initialization failed",
      signature: "postgres-connection-refused", tags: ["data", "deployment"])
  }
}
