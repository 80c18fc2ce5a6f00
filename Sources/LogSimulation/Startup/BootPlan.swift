/// How one boot goes and what it writes on the way.
struct BootPlan: Hashable, Sendable {
  enum Server: Hashable, Sendable {
    /// With uvicorn workers, so that there is an application start-up to wait for.
    case gunicornUvicorn(version: String)
    /// With synchronous workers: a loaded application is a ready one.
    case gunicorn(version: String)
    case uvicorn
  }

  enum Ending: Hashable, Sendable {
    case ready
    /// The worker cannot load the application.
    case importFailure(PythonTraceback)
    /// The application's start-up raises. `phase` is nil for applications without phases.
    case startupFailure(phase: StartupPhase?, reason: String, PythonTraceback)
  }

  var server: Server
  /// Whether the application logs the seven phases.
  var hasPhases: Bool
  var ending: Ending
  var layout: TracebackLayout = .segments
  /// Written by the validator before FINALIZE fails.
  var validatorLine: String?
  var exitCode: Int
  /// False where the platform's exit line got lost.
  var logsExit = true
  var reason: LogComposer.StartReason

  init(
    server: Server, hasPhases: Bool, ending: Ending, exitCode: Int = 3,
    reason: LogComposer.StartReason = .autoscaling
  ) {
    self.server = server
    self.hasPhases = hasPhases
    self.ending = ending
    self.exitCode = exitCode
    self.reason = reason
  }
}
